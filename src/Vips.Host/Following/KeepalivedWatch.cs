using Vips.Host.Machine;
using Vips.Host.Settings;

namespace Vips.Host.Following;

/// <summary>
/// Notices the end of keepalived: its SIGTERM empties the table within 0.14 s and says nothing on the FIFO (facts: ipvs.md).
/// Asked each second, which costs a file of /proc: nothing is withdrawn for a missing service before a second
/// observation anyhow. That it has come back is told by its own lines.
/// </summary>
/// <param name="setting">`keepalived-pidfile`.</param>
/// <param name="proc">Where procfs is mounted.</param>
public sealed class KeepalivedWatch(KeepalivedPidfile setting, string proc = "/proc")
{
    private readonly Keepalived _keepalived = new(setting, proc);
    private List<ProcessStat> _known = [];

    /// <summary>Looks for the processes again unless they are known.</summary>
    public void Look()
    {
        if (_known.Count == 0)
            _known = _keepalived.Mains();
    }

    /// <summary>Whether one that was known has ended, said once. A number that was given anew is another process.</summary>
    public bool HasEnded()
    {
        if (!_known.Exists(known => ProcessStat.Read(proc, known.Pid) is not { IsAlive: true } now || now.Started != known.Started))
            return false;

        _known = [];
        return true;
    }
}
