using Vips;
using Vips.Host.Recording;
using Vips.Host.Settings;

namespace VipWatchdog.Replay;

/// <summary>What `--replay` says: each run decided again, or what other thresholds would have made of it.</summary>
internal interface IReplayReport
{
    /// <returns>1 when something of it is not as it was recorded.</returns>
    ExitStatus Add(string path, Bundle bundle, Configuration configuration);

    void Close(ExitStatus status, IReadOnlyList<string> faults);
}
