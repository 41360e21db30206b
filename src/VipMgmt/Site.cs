using Dns.Dig;
using Tools.Execution;
using Vips;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Host.Site;
using Vips.Host.State;
using Vips.Host.Syslog;

namespace VipMgmt;

/// <summary>One command on this site: the configuration read, the names resolved, the lock taken, the run made.</summary>
public sealed class Site
{
    /// <summary>Others wait for the lock meanwhile, and after three minutes the watchdog goes on without it (DESIGN section 3).</summary>
    private static readonly TimeSpan MostUnderLock = TimeSpan.FromSeconds(90);

    private readonly CommonOptions _options;
    private readonly Configuration _configuration;
    private readonly SiteTools _tools;
    private readonly StateDirectory _state;
    private readonly OperatorLog _log;

    private Site(CommonOptions options, Configuration configuration, SystemLog syslog)
    {
        _options = options;
        _configuration = configuration;
        _tools = new(configuration, limit: null);
        _state = new(configuration.StateDir);
        _log = new(Console.Out, Console.Error, syslog, isQuiet: options.Json);
    }

    /// <summary>Judges the configuration first: with a fault in it nothing is touched.</summary>
    public static ExitStatus Open(CommonOptions options, Func<Site, ExitStatus> run) => Configured.Run(options.Config, configuration =>
    {
        using var syslog = new SystemLog(configuration.Syslog, Console.Error);
        return run(new(options, configuration, syslog));
    });

    /// <summary>-d and -a. DNS is asked before the lock is taken, and never while it is held.</summary>
    public ExitStatus Change(ChangeOptions options)
    {
        var memory = new SiteMemory(_state, isReadOnly: _options.DryRun);
        var names = Resolve(options.Names, options.Resolving, memory, claims: options.IsDelete ? _ => false : ClaimsOf(_state, _tools.Clock.Now().Wall));
        var report = new ChangeReport(_log, Console.Out, _options, names);
        report.Names();
        if (names.Fault is { } fault)
        {
            return report.Refused(fault, names.Status);
        }

        var who = Person.Name(Environment.GetEnvironmentVariable("SUDO_USER"));
        var run = new ChangeRun(_tools.Reader, _tools.Applier, memory, report, _tools.Clock, who);
        var asksIpvs = !options.IsDelete && AsksIpvs(_configuration.Ipvs.HealthGate);
        return _options.DryRun
            ? run.Run(options, names, isDry: true, asksIpvs)
            : UnderLock(report, () => run.Run(options, names, isDry: false, asksIpvs));
    }

    public ExitStatus Status(IReadOnlyList<string> names, NameOptions options)
    {
        var memory = new SiteMemory(_state, isReadOnly: true);
        var resolved = Resolve(names, options, memory, claims: _ => false);
        if (resolved.Fault is { } fault)
        {
            _log.Complain($"vip-mgmt: {fault}");
            return resolved.Status;
        }

        return new StatusRun(_tools.Reader, memory, _tools.Clock, _log, Console.Out, _options).Run(resolved);
    }

    private NameTargets Resolve(IReadOnlyList<string> names, NameOptions options, SiteMemory memory, Predicate<string> claims)
    {
        var dns = _configuration.Dns;
        var dig = new Dig(_tools.Runner, new(dns.Dig, dns.Servers, dns.Timeout));
        return new NameResolver(dig, memory.Names(), _configuration.Policy, options, _tools.Clock.Now().Wall).Resolve(names, claims);
    }

    /// <summary>Whether a name holds VIPs, by the holds as they are now; read once, and only when DNS fails.</summary>
    private static Predicate<string> ClaimsOf(StateDirectory state, DateTimeOffset now)
    {
        var holds = new Lazy<HoldSet>(() => state.Holds.Read() is { IsKnown: true } reading ? reading.Value : HoldSet.Empty);
        return name =>
        {
            foreach (var hold in holds.Value.ByPrefix.Values)
            {
                foreach (var claim in hold.Claims)
                {
                    if (claim.Name == name && claim.IsInForce(now))
                    {
                        return true;
                    }
                }
            }

            return false;
        };
    }

    /// <summary>`auto` asks where ip_vs is loaded: elsewhere there is no table to ask.</summary>
    private static bool AsksIpvs(HealthGate gate) => gate == HealthGate.On || (gate == HealthGate.Auto && IpVsModule.IsLoaded());

    private ExitStatus UnderLock(ChangeReport report, Func<ExitStatus> run)
    {
        var taking = RunLock.TryTake(_configuration.Lock, _configuration.ManagementLockTimeout, "vip-mgmt", _tools.Clock);
        using var taken = taking as RunLock.Taken;
        return taking switch
        {
            RunLock.Busy busy => report.Refused($"busy: the lock {_configuration.Lock} is held by {busy.Holder}; nothing is done", ExitStatus.Busy),
            RunLock.Unusable unusable => report.Refused($"the lock cannot be taken ({unusable.Failure}); nothing is done", unusable.Status),
            _ => Limited(run),
        };
    }

    private ExitStatus Limited(Func<ExitStatus> run)
    {
        _tools.Limit(MostUnderLock);
        return run();
    }
}
