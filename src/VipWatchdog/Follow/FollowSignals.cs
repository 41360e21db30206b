using System.Runtime.InteropServices;
using Vips.Host.Following;

namespace VipWatchdog.Follow;

/// <summary>
/// What a process that stays is told by signals: SIGTERM and SIGINT end it after the run in hand, SIGHUP makes it read its
/// configuration again, SIGUSR1 makes it run now. They are only noted here, and the sleep ended.
/// </summary>
internal sealed class FollowSignals : IDisposable
{
    /// <summary>signal(7): 10 on x86 and ARM; a PosixSignal may be the system's own number.</summary>
    private const PosixSignal UserOne = (PosixSignal)10;

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly WakeUp _wakeUp;
    private volatile bool _ends;
    private volatile bool _reads;
    private volatile bool _runs;

    public FollowSignals(WakeUp wakeUp)
    {
        _wakeUp = wakeUp;
        On(PosixSignal.SIGTERM, () => _ends = true);
        On(PosixSignal.SIGINT, () => _ends = true);
        On(PosixSignal.SIGHUP, () => _reads = true);
        On(UserOne, () => _runs = true);
    }

    public bool WantsEnd => _ends;

    /// <summary>Whether the configuration shall be read again; said once.</summary>
    public bool TakeReading()
    {
        var wanted = _reads;
        _reads = false;
        return wanted;
    }

    /// <summary>Whether a run is wanted now; said once.</summary>
    public bool TakeRun()
    {
        var wanted = _runs;
        _runs = false;
        return wanted;
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void On(PosixSignal signal, Action note) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true; // what the system does by itself is to end us
        note();
        _wakeUp.Now();
    }));
}
