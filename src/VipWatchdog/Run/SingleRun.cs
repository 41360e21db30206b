using Vips;
using Vips.Host.Director;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.Recording;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Host.State;
using Vips.Host.Syslog;
using Vips.Watchdog;
using VipWatchdog.Assessing;
using VipWatchdog.Keeping;
using VipWatchdog.Reporting;

namespace VipWatchdog.Run;

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
        var recorder = new RunRecorder();
        var tools = new DirectorTools(configuration, configuration.Watchdog.RunLimit, recorder);
        using var output = new LateOutput(Console.Out);
        var log = new OperatorLog(output, Console.Error, syslog, isQuiet: options.Json);
        var report = new WatchdogReport(log, output, options, isTerminal: !Console.IsErrorRedirected);
        var store = new StateStore(new StateDirectory(configuration.StateDir, new DiskFiles(recorder)), isReadOnly: options.DryRun);
        void Wait(TimeSpan wait) => Thread.Sleep(Shorter(wait, tools.TimeLeft() / 2));
        var assessor = new Assessor(tools.Source, store, tools.Reader, tools.Witness, configuration.Watchdog.Recheck, Wait) { Recorder = recorder };
        var splay = Splay.Of(HostName.Read(), configuration.Policy.PartialSplay);
        var hook = new ChangeHook(tools.Runner, configuration.OnChange, configuration.OnChangeTimeout, configuration.Policy, ProgramNames.Watchdog);
        var keeping = new StateKeeping(store, report, new MetricsWriter(configuration.MetricsFile, tools), hook);
        var run = new WatchdogRun(assessor, tools.Applier, keeping, report, tools.Clock, recorder, splay, Wait);
        if (options.Boot)
        {
            BgpdAtBoot.WaitFor(tools.Vtysh, Shorter(BgpdAtBoot.Limit, tools.TimeLeft() / 2));
        }

        LockMissing? withoutLock = null;
        var status = options.DryRun
            ? run.Run(ScopeOf(options), isDry: true, withoutLock: null)
            : UnderLock(configuration, tools, run, log, options, out withoutLock);
        log.Warn(SyslogTags.Watchdog, hook.Run());
        log.Warn(SyslogTags.Watchdog, new BundleKeeping(configuration, recorder).Keep(options, withoutLock, tools.Clock.Now().Wall));
        return status;
    }

    private static RunScope ScopeOf(WatchdogOptions options) => options.Boot ? RunScope.HoldsAlone : RunScope.Whole;

    private static ExitStatus UnderLock(Configuration configuration, DirectorTools tools, WatchdogRun run, OperatorLog log, WatchdogOptions options, out LockMissing? withoutLock)
    {
        var taking = RunLock.TryTake(configuration.Lock, Shorter(configuration.WatchdogLockTimeout, tools.TimeLeft() / 2), ProgramNames.Watchdog, tools.Clock);
        using var taken = taking as RunLock.Taken;
        withoutLock = null;
        switch (taking)
        {
            case RunLock.Busy busy when busy.WhyKeptTooLong(SinceLastRun(configuration, tools)) is { } why:
                withoutLock = new(why, ExitStatus.Busy);
                return run.Run(ScopeOf(options), isDry: false, withoutLock);
            case RunLock.Busy busy:
                var fault = $"busy: the lock {configuration.Lock} is held by {busy.Holder}; nothing is done";
                log.Fail(SyslogTags.Watchdog, fault);
                return Refused(options, ExitStatus.Busy, [fault]);
            case RunLock.Unusable unusable:
                withoutLock = new($"the lock cannot be taken ({unusable.Failure})", unusable.Status);
                return run.Run(ScopeOf(options), isDry: false, withoutLock);
            default:
                return run.Run(ScopeOf(options), isDry: false, withoutLock: null);
        }
    }

    private static TimeSpan? SinceLastRun(Configuration configuration, DirectorTools tools) =>
        new StateDirectory(configuration.StateDir).Watchdog.Read() is { IsKnown: true, Value.Value.LastRun: { } last } ? tools.Clock.Now().Since(last) : null;

    /// <summary>With --json the document is there also when nothing was looked at.</summary>
    internal static ExitStatus Refused(WatchdogOptions options, ExitStatus status, IReadOnlyList<string> faults)
    {
        if (options.Json)
        {
            RefusalJson.Write(Console.Out, ProgramNames.Watchdog, status, faults);
        }

        return status;
    }

    /// <summary>However long a wait is configured, half of the run's time stays for its tools (DESIGN section 3: 50 s).</summary>
    private static TimeSpan Shorter(TimeSpan wait, TimeSpan most) =>
        wait < most ? wait : most > TimeSpan.Zero ? most : TimeSpan.Zero;
}
