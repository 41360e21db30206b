using System.Diagnostics;
using Tools.Execution;
using Vips;
using Vips.Host.Following;
using Vips.Host.Machine;
using Vips.Host.Settings;
using Vips.Notices;
using VipWatchdog.Run;

namespace VipWatchdog.Follow;

/// <summary>Puts the process that stays together: signals, FIFO, systemd, and the loop between them.</summary>
internal static class FollowSession
{
    /// <param name="options">Of the command line; each run obeys them.</param>
    /// <param name="path">Of keepalived's FIFO.</param>
    /// <param name="configuration">Without a fault.</param>
    /// <param name="stamp">Of its file, taken before it was read.</param>
    public static ExitStatus Run(WatchdogOptions options, string path, Configuration configuration, ConfigurationStamp? stamp)
    {
        // Before anything else: a signal that nobody awaits ends the process.
        using var wakeUp = new WakeUp();
        using var signals = new FollowSignals(wakeUp);
        var current = new CurrentConfiguration(options.Config, configuration, stamp);
        var log = new FollowLog(() => current.Value.Syslog, options.DryRun);
        var opened = NotifyFifo.Open(path);
        if (!opened.IsKnown)
        {
            log.Tell(Severity.Error, $"{opened.Failure}; nothing is followed");
            return opened.Failure.Kind == FailureKind.NotPermitted ? ExitStatus.NotPermitted : ExitStatus.Usage;
        }

        using var fifo = opened.Value;
        var manager = ServiceManager.OfEnvironment();
        var clock = Stopwatch.StartNew();
        var every = options.Every;
        var loop = new FollowLoop(new(path, fifo, signals, current), wakeUp, manager, log, chosen => RunOnce(chosen, options), every, () => clock.Elapsed);
        log.Tell(Severity.Notice, $"following {path}, and running every {Durations.Write(every)}");
        manager.Ready($"following {path}");
        WarnOfManager(manager, configuration, log);
        loop.Run();
        manager.Stopping("told to end");
        log.Tell(Severity.Notice, $"told to end: {path} is followed no more");
        return ExitStatus.Done;
    }

    /// <summary>
    /// Each run has its own limit, and behind it the kernel's: one that hangs in spite of every deadline ends the whole
    /// process, whose state nobody knows any more, and systemd starts another.
    /// </summary>
    private static ExitStatus RunOnce(Configuration configuration, WatchdogOptions options)
    {
        try
        {
            return SingleRun.Run(configuration, options);
        }
        finally
        {
            LastResort.CallOff();
        }
    }

    private static void WarnOfManager(ServiceManager manager, Configuration configuration, FollowLog log)
    {
        if (manager.Failure is { } failure)
        {
            log.Tell(Severity.Warning, $"the service manager cannot be told: {failure}");
        }

        if (manager.Patience is { } patience && patience <= SingleRun.LongestOf(configuration))
        {
            log.Tell(Severity.Warning,
                $"the service manager waits {patience.TotalSeconds:0} s for a sign of life, and a run may take {SingleRun.LongestOf(configuration).TotalSeconds:0} s: raise WatchdogSec");
        }
    }
}
