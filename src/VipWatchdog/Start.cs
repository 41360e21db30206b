using System.Globalization;
using Vips;
using Vips.Host.Locking;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Host.Site;
using Vips.Host.State;
using Vips.Host.Syslog;

namespace VipWatchdog;

/// <summary>Puts one run together: configuration, then lock, then the straight line.</summary>
public static class Start
{
    /// <summary>Judges the configuration first: with a fault in it nothing is touched.</summary>
    public static ExitStatus Run(WatchdogOptions options)
    {
        var reading = ConfigurationFile.Read(options.Config);
        if (reading.Configuration is not { } configuration)
        {
            foreach (var fault in reading.Faults)
            {
                Console.Error.WriteLine(fault);
            }

            return reading.Status;
        }

        using var syslog = new SystemLog(configuration.Syslog, Console.Error);
        var tools = new SiteTools(configuration, configuration.Watchdog.RunLimit);
        var log = new OperatorLog(Console.Out, Console.Error, syslog, isQuiet: options.Json);
        var report = new WatchdogReport(log, Console.Out, options, isTerminal: !Console.IsErrorRedirected);
        var memory = new SiteMemory(new StateDirectory(configuration.StateDir), isReadOnly: options.DryRun);
        var run = new WatchdogRun(configuration, tools.Reader, tools.Applier, memory, report, tools.Clock, Thread.Sleep);
        return options.DryRun ? run.Run(isDry: true, withoutLock: null) : UnderLock(configuration, tools, run, log);
    }

    private static ExitStatus UnderLock(Configuration configuration, SiteTools tools, WatchdogRun run, OperatorLog log)
    {
        var taking = RunLock.TryTake(configuration.Lock, configuration.WatchdogLockTimeout, SiteMemory.Watchdog, tools.Clock);
        using var taken = taking as RunLock.Taken;
        switch (taking)
        {
            case RunLock.Busy { IsKeptTooLong: false } busy:
                log.Complain($"vip-watchdog: busy: the lock {configuration.Lock} is held by {busy.Holder}; nothing is done");
                return ExitStatus.Busy;
            case RunLock.Busy busy:
                var minutes = busy.HeldFor.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);
                return run.Run(isDry: false, new LockMissing($"the lock has been held by {busy.Holder} for {minutes} min", ExitStatus.Busy));
            case RunLock.Unusable unusable:
                return run.Run(isDry: false, new LockMissing($"the lock cannot be taken ({unusable.Failure})", ExitStatus.StateNotWritable));
            default:
                return run.Run(isDry: false, withoutLock: null);
        }
    }
}
