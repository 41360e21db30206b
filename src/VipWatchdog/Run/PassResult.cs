using Vips;
using Vips.Plans;
using Vips.State;
using VipWatchdog.Assessing;

namespace VipWatchdog.Run;

/// <summary>What one going of the line came to.</summary>
internal sealed record PassResult(Assessment Assessment, Plan Plan, IReadOnlyList<ChangeOutcome> Outcomes, ExitStatus Status)
{
    /// <summary>74 when not all of it is on the disk.</summary>
    public ExitStatus Remembered { get; init; }

    /// <summary>What it remembered; null for a dry run.</summary>
    public WatchdogState? State { get; init; }
}
