using Dns.Dig;
using VipMgmt.Drain;
using VipMgmt.Explain;
using VipMgmt.Freezing;
using VipMgmt.Maintenance;
using VipMgmt.Names;
using VipMgmt.Status;
using Vips;
using Vips.Holds;
using Vips.Host.Director;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Host.State;
using Vips.Host.Syslog;

namespace VipMgmt;

/// <summary>One command on this director: the configuration read, the names resolved, the lock taken, the run made.</summary>
public sealed class Session
{
    /// <summary>Others wait for the lock meanwhile, and after three minutes the watchdog goes on without it (DESIGN section 3).</summary>
    private static readonly TimeSpan MostUnderLock = TimeSpan.FromSeconds(90);

    private readonly CommonOptions _options;
    private readonly Configuration _configuration;
    private readonly DirectorTools _tools;
    private readonly StateDirectory _state;
    private readonly NameStore _names;
    private readonly OperatorLog _log;

    private Session(CommonOptions options, Configuration configuration, SystemLog syslog)
    {
        _options = options;
        _configuration = configuration;
        _tools = new(configuration, limit: null);
        _state = new(configuration.StateDir);
        _names = new(_state.Names);
        _log = new(Console.Out, Console.Error, syslog, isQuiet: options.Json);
    }

    /// <summary>Judges the configuration first: with a fault in it nothing is touched.</summary>
    public static ExitStatus Open(CommonOptions options, Func<Session, ExitStatus> run) => WithConfiguration.Run(options.Config, options.Json, configuration =>
    {
        using var syslog = new SystemLog(configuration.Syslog, Console.Error);
        return run(new(options, configuration, syslog));
    });

    /// <summary>-d and -a. DNS is asked before the lock is taken, and never while it is held.</summary>
    public ExitStatus Maintain(MaintenanceOptions options)
    {
        var names = options.All ? NameTargets.ForAll(options.Resolving)
            : Resolve(options.Names, options.Resolving, claims: options.IsDelete ? _ => false : ClaimsOf(_state, _tools.Clock.Now().Wall));
        var report = new MaintenanceReport(_log, Console.Out, _options, names, _configuration.PeersOfSite);
        report.TellNames();
        return report.End(names.Fault is { } fault ? report.Refuse(fault, names.Status) : Maintain(options, names, report));
    }

    private ExitStatus Maintain(MaintenanceOptions options, NameTargets names, MaintenanceReport report)
    {
        var who = Person.Name(Environment.GetEnvironmentVariable("SUDO_USER"));
        var store = new StateStore(_state, isReadOnly: _options.DryRun);
        var hook = new ChangeHook(_tools.Runner, _configuration.OnChange, _configuration.OnChangeTimeout, _configuration.Policy, "vip-mgmt");
        var run = new MaintenanceRun(_tools, store, _names, report, hook, who);
        var progress = new DrainProgress(Console.Out, Console.Error, isTerminal: !Console.IsOutputRedirected, isQuiet: _options.Json);
        var watch = new DrainWatch(_tools.Ipvsadm, _configuration.Policy, _configuration.DrainThreshold, _configuration.DrainSettle, progress, Thread.Sleep);
        var command = new MaintenanceCommand(
            run, step => TellingOf(UnderLock(step, (fault, status) => new(report.Refuse(fault, status), [])), hook), watch, report, _configuration.Policy, who,
            AsksIpvs(_configuration.Ipvs.HealthGate));
        return options.IsDelete ? command.Delete(options, names, _options.DryRun) : command.Add(options, names, _options.DryRun);
    }

    /// <summary>The lock is free again; a drain's step is told of before its traffic is waited for.</summary>
    private MaintenanceResult TellingOf(MaintenanceResult result, ChangeHook hook)
    {
        _log.Warn(SyslogTags.Route, hook.Run());
        return result;
    }

    /// <summary>`freeze` and `thaw`: null for the end of a freeze.</summary>
    public ExitStatus Freeze(FreezeOptions? options)
    {
        var who = Person.Name(Environment.GetEnvironmentVariable("SUDO_USER"));
        var run = new FreezeRun(new StateStore(_state, isReadOnly: _options.DryRun), _log, Console.Out, _options, _tools.Clock, who);
        return _options.DryRun ? run.Run(options) : UnderLock(() => run.Run(options), run.Refused);
    }

    public ExitStatus Status(IReadOnlyList<string> names, NameOptions options, StatusOptions what) => Resolved(names, options, resolved =>
        new StatusRun(_tools.Reader, new(_state, isReadOnly: true), _names, _tools.Clock, _log, Console.Out, _options, what).Run(resolved));

    /// <summary>With --json the document of `status`, which holds the same decisions.</summary>
    public ExitStatus Explain(IReadOnlyList<string> names, NameOptions options) => _options.Json ? Status(names, options, new StatusOptions(Problems: false, Check: false, Colours: false)) : Resolved(names, options, resolved =>
        new ExplainRun(_tools.Reader, new(_state, isReadOnly: true), _names, _tools.Witness, _tools.Clock, _log).Run(resolved));

    private ExitStatus Resolved(IReadOnlyList<string> names, NameOptions options, Func<NameTargets, ExitStatus> run)
    {
        var resolved = Resolve(names, options, claims: _ => false);
        if (resolved.Fault is { } fault)
        {
            _log.Complain($"vip-mgmt: {fault}");
            return _options.Json ? Refused(resolved.Status, [fault]) : resolved.Status;
        }

        return run(resolved);
    }

    private static ExitStatus Refused(ExitStatus status, IReadOnlyList<string> faults)
    {
        RefusalJson.Write(Console.Out, "vip-mgmt", status, faults);
        return status;
    }

    private NameTargets Resolve(IReadOnlyList<string> names, NameOptions options, Predicate<string> claims)
    {
        var dns = _configuration.Dns;
        var dig = new Dig(_tools.Runner, new(dns.Dig, dns.Servers, dns.Timeout));
        return new NameResolver(dig, _names.Read(), _configuration.Policy, options, _tools.Clock.Now().Wall).Resolve(names, claims);
    }

    /// <summary>Whether a name holds VIPs, by the holds as they are now; read once, and only when DNS fails.</summary>
    private static Predicate<string> ClaimsOf(StateDirectory state, DateTimeOffset now)
    {
        var holds = new Lazy<HoldSet>(() => state.Holds.Read() is { IsKnown: true } reading ? reading.Value : HoldSet.Empty);
        return name => holds.Value.ByPrefix.Values.Any(hold => hold.IsClaimedBy(name, now));
    }

    /// <summary>`auto` asks where ip_vs is loaded: elsewhere there is no table to ask.</summary>
    private static bool AsksIpvs(HealthGateMode gate) => gate == HealthGateMode.On || (gate == HealthGateMode.Auto && IpVsModule.IsLoaded());

    /// <param name="run">Within <see cref="MostUnderLock"/>.</param>
    /// <param name="refused">Where the lock cannot be had: why, and the exit status.</param>
    private T UnderLock<T>(Func<T> run, Func<string, ExitStatus, T> refused)
    {
        _tools.Limit(limit: null);
        var taking = RunLock.TryTake(_configuration.Lock, _configuration.ManagementLockTimeout, "vip-mgmt", _tools.Clock);
        using var taken = taking as RunLock.Taken;
        switch (taking)
        {
            case RunLock.Busy busy:
                return refused($"busy: the lock {_configuration.Lock} is held by {busy.Holder}; nothing is done", ExitStatus.Busy);
            case RunLock.Unusable unusable:
                return refused($"the lock cannot be taken ({unusable.Failure}); nothing is done", unusable.Status);
            default:
                _tools.Limit(MostUnderLock);
                var result = run();
                _tools.Limit(limit: null);
                return result;
        }
    }
}
