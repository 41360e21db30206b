using Vips;
using Vips.Plans;
using VipWatchdog.Assessing;

namespace VipWatchdog.Replay;

/// <summary>One going of the line, decided again.</summary>
/// <param name="Assessment">What is decided now.</param>
/// <param name="Plan">What would be sent.</param>
/// <param name="Status">Of what is decided.</param>
internal sealed record ReplayedPass(Assessment Assessment, Plan Plan, ExitStatus Status);
