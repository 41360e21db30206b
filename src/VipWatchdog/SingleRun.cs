using Vips;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Host.Site;
using Vips.Host.State;
using Vips.Host.Syslog;
using Vips.Watchdog;

namespace VipWatchdog;

/// <summary>Puts one run together: lock, then the straight line.</summary>
public static class SingleRun
{
    /// <summary>A run that keeps its limit has long ended by then, and the next one of cron has begun.</summary>
    private static readonly TimeSpan Backstop = TimeSpan.FromSeconds(20);

    /// <summary>After this the kernel ends the process, whatever hangs.</summary>
    public static TimeSpan LongestOf(Configuration configuration) => configuration.Watchdog.RunLimit + Backstop;

    public static ExitStatus Run(Configuration configuration, WatchdogOptions options)
    {
        LastResort.EndAfter(LongestOf(configuration));
        using var syslog = new SystemLog(configuration.Syslog, Console.Error);
        var tools = new SiteTools(configuration, configuration.Watchdog.RunLimit);
        using var output = new LateOutput(Console.Out);
        var log = new OperatorLog(output, Console.Error, syslog, isQuiet: options.Json);
        var report = new WatchdogReport(log, output, options, isTerminal: !Console.IsErrorRedirected);
        var memory = new SiteMemory(new StateDirectory(configuration.StateDir), isReadOnly: options.DryRun);
        void Wait(TimeSpan wait) => Thread.Sleep(Shorter(wait, tools.TimeLeft() / 2));
        var observer = new Observer(tools.Reader, tools.Witness, configuration.Watchdog.Recheck, Wait);
        var splay = Splay.Of(HostName.Read(), configuration.Policy.PartialSplay);
        var hook = new ChangeHook(tools.Runner, configuration.OnChange, configuration.OnChangeTimeout, configuration.Policy, Lines.WatchdogName);
        var run = new WatchdogRun(tools.Reader, observer, tools.Applier, memory, report, new Monitoring(configuration.MetricsFile, tools), hook, tools.Clock, splay, Wait)
        {
            AsksForAllPaths = options.Json || options.DryRun,
        };
        if (options.Boot)
        {
            BgpdAtBoot.WaitFor(tools.Vtysh, Shorter(BgpdAtBoot.Limit, tools.TimeLeft() / 2));
        }

        if (options.DryRun)
        {
            return run.Run(ScopeOf(options), isDry: true, withoutLock: null);
        }

        var status = UnderLock(configuration, tools, run, log, options);
        log.Warn(Lines.WatchdogTag, hook.Run());
        return status;
    }

    private static RunScope ScopeOf(WatchdogOptions options) => options.Boot ? RunScope.HoldsAlone : RunScope.Whole;

    private static ExitStatus UnderLock(Configuration configuration, SiteTools tools, WatchdogRun run, OperatorLog log, WatchdogOptions options)
    {
        var taking = RunLock.TryTake(configuration.Lock, Shorter(configuration.WatchdogLockTimeout, tools.TimeLeft() / 2), Lines.WatchdogName, tools.Clock);
        using var taken = taking as RunLock.Taken;
        switch (taking)
        {
            case RunLock.Busy busy when busy.WhyKeptTooLong(SinceLastRun(configuration, tools)) is { } why:
                return run.Run(ScopeOf(options), isDry: false, new LockMissing(why, ExitStatus.Busy));
            case RunLock.Busy busy:
                var fault = $"busy: the lock {configuration.Lock} is held by {busy.Holder}; nothing is done";
                log.Fail(Lines.WatchdogTag, fault);
                return Refused(options, ExitStatus.Busy, [fault]);
            case RunLock.Unusable unusable:
                return run.Run(ScopeOf(options), isDry: false, new LockMissing($"the lock cannot be taken ({unusable.Failure})", unusable.Status));
            default:
                return run.Run(ScopeOf(options), isDry: false, withoutLock: null);
        }
    }

    private static TimeSpan? SinceLastRun(Configuration configuration, SiteTools tools) =>
        new StateDirectory(configuration.StateDir).Watchdog.Read() is { IsKnown: true, Value.Value.LastRun: { } last } ? tools.Clock.Now().Since(last) : null;

    /// <summary>With --json the document is there also when nothing was looked at.</summary>
    internal static ExitStatus Refused(WatchdogOptions options, ExitStatus status, IReadOnlyList<string> faults)
    {
        if (options.Json)
        {
            RefusalJson.Write(Console.Out, Lines.WatchdogName, status, faults);
        }

        return status;
    }

    /// <summary>However long a wait is configured, half of the run's time stays for its tools (DESIGN section 3: 50 s).</summary>
    private static TimeSpan Shorter(TimeSpan wait, TimeSpan most) =>
        wait < most ? wait : most > TimeSpan.Zero ? most : TimeSpan.Zero;
}
