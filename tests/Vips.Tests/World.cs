using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Policies;
using Vips.Readings;
using Vips.State;

namespace Vips.Tests;

/// <summary>
/// One site as a run finds it. Where a test says nothing else: 192.0.2.1/32 stands in the baseline with route-map
/// BGP1, is configured and originated, its service tcp/80 has two live real servers, keepalived is an hour old,
/// every service was seen alive before, and earlier runs have finished.
/// </summary>
public sealed record World
{
    public static readonly Prefix Vip = Prefix.Parse("192.0.2.1/32");

    /// <summary>198.51.100.1 and on; made once, as the properties want millions.</summary>
    private static readonly RealServer[] LiveServers = Servers(weight: 1);

    private static readonly RealServer[] WeightlessServers = Servers(weight: 0);

    /// <summary>The site that needs nothing done.</summary>
    public static readonly World InOrder = new();

    public Moment Now { get; init; } = new("boot-1", TimeSpan.FromHours(9), new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public Policy Policy { get; init; } = new();

    public IReadOnlyList<NetworkStatement> Configured { get; init; } = [Statement("192.0.2.1/32", "BGP1")];

    public IReadOnlyList<NetworkStatement> Baseline { get; init; } = [Statement("192.0.2.1/32", "BGP1")];

    public IReadOnlyList<VirtualService> Table { get; init; } = [Service("tcp/192.0.2.1:80", live: 2)];

    public KeepalivedState Keepalived { get; init; } = new KeepalivedState.Running(TimeSpan.FromHours(1));

    public IReadOnlyList<Hold> Holds { get; init; } = [];

    public IReadOnlyList<string> Strangers { get; init; } = [];

    public IReadOnlyList<KeptStatement> Kept { get; init; } = [];

    public WatchdogState State { get; init; } = new() { Established = true };

    /// <summary>Every service of the table counts as seen above `drop` before, but for these.</summary>
    public IReadOnlySet<ServiceKey> NeverSeen { get; init; } = new HashSet<ServiceKey>();

    public IReadOnlySet<string> RouteMaps { get; init; } = new HashSet<string> { "BGP1", "BGP2" };

    /// <summary>`redistribute …` and `aggregate-address …` lines of the running configuration.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Configured, but without a valid path: import-check, or Quagga's boot defect.</summary>
    public IReadOnlySet<Prefix> NotOriginated { get; init; } = new HashSet<Prefix>();

    /// <summary>Whether issuing the statement again cures what is <see cref="NotOriginated"/>.</summary>
    public bool ReissueCures { get; init; }

    /// <summary>Paths that other things than network statements keep in the table.</summary>
    public IReadOnlyList<(Prefix Prefix, BgpPath Path)> OtherPaths { get; init; } = [];

    public Failure? BgpdFails { get; init; }

    public Failure? PathsFail { get; init; }

    public Failure? IpvsadmFails { get; init; }

    public Failure? BaselineFails { get; init; }

    public Failure? HoldsFail { get; init; }

    public string? StateNotWritable { get; init; }

    public LockMissing? WithoutLock { get; init; }

    public Freeze? Freeze { get; init; }

    /// <summary>What a witness says of each VIP; null without one.</summary>
    public OtherSitePath? Witness { get; init; }

    public IReadOnlySet<Prefix> LeftByFirstPass { get; init; } = new HashSet<Prefix>();

    public static NetworkStatement Statement(string prefix, string? routeMap = null, string? otherWords = null) =>
        new(Prefix.Parse(prefix), routeMap, otherWords);

    /// <summary>A service with so many live real servers, and so many of weight 0.</summary>
    public static VirtualService Service(string key, int live, int weightless = 0) => Service(Key(key), live, weightless);

    public static VirtualService Service(ServiceKey key, int live, int weightless = 0) =>
        new(key, "wrr", [.. LiveServers[..live], .. WeightlessServers[live..(live + weightless)]]);

    /// <summary>Reads `tcp/192.0.2.1:80`, `udp/[2001:db8::1]:53`, `fwm/7`, `fwm6/8`.</summary>
    public static ServiceKey Key(string text)
    {
        var (word, rest) = (text[..text.IndexOf('/', StringComparison.Ordinal)], text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        if (word is "fwm" or "fwm6")
        {
            return new(IpvsProtocol.FirewallMark, IpAddress.Unspecified(word == "fwm6"), 0, uint.Parse(rest));
        }

        var colon = rest.LastIndexOf(':');
        return new(Enum.Parse<IpvsProtocol>(word, ignoreCase: true), IpAddress.Parse(rest[..colon].Trim('[', ']')), int.Parse(rest[(colon + 1)..]), 0);
    }

    public static Failure Failed(string subject, string words = "timed out after 5 s", bool denied = false) =>
        new(denied ? FailureKind.NotPermitted : FailureKind.Unusable, subject, words);

    public Inputs ToInputs() => new()
    {
        Now = Now,
        Policy = Policy,
        Running = BgpdFails is null ? Reading<RunningInstance>.Known(Instance()) : Reading<RunningInstance>.Unknown(BgpdFails),
        Baseline = BaselineFails is null ? Reading<Baseline>.Known(BaselineValue()) : Reading<Baseline>.Unknown(BaselineFails),
        Table = IpvsadmFails is null ? Reading<IpvsTable>.Known(new(Table)) : Reading<IpvsTable>.Unknown(IpvsadmFails),
        Keepalived = Keepalived,
        Holds = HoldsFail is null
            ? Reading<HoldSet>.Known(new(Holds.ToDictionary(hold => hold.Prefix), Strangers))
            : Reading<HoldSet>.Unknown(HoldsFail),
        Kept = Kept.ToDictionary(kept => kept.Statement.Prefix),
        State = Remembering(),
        StateNotWritable = StateNotWritable,
        WithoutLock = WithoutLock,
        Freeze = Freeze,
        Witness = Witness is { } path
            ? BgpTable().Keys.ToDictionary(prefix => prefix, _ => new OtherSite(path, $"witness: {path.ToString().ToLowerInvariant()}"))
            : new Dictionary<Prefix, OtherSite>(),
        LeftByFirstPass = LeftByFirstPass,
        Paths = PathsFail is null
            ? Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Known(BgpTable())
            : Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Unknown(PathsFail),
    };

    public RunningInstance Instance() => new(
        Suite.Frr, new("router bgp 64699", "64699", null, Configured.ToDictionary(statement => statement.Prefix), Sources), RouteMaps);

    public Baseline BaselineValue() => Vips.Readings.Baseline.Of(
        "/etc/frr/frr.conf", new("router bgp 64699", "64699", null, Baseline.ToDictionary(statement => statement.Prefix), []), Policy);

    /// <summary>bgpd's table: a valid path for each statement whose route-map is defined, and what else there is.</summary>
    public IReadOnlyDictionary<Prefix, BgpPaths> BgpTable()
    {
        var paths = new Dictionary<Prefix, BgpPaths>();
        foreach (var prefix in Configured.Concat(Baseline).Select(statement => statement.Prefix)
            .Concat(Holds.Select(hold => hold.Prefix)).Concat(Kept.Select(kept => kept.Statement.Prefix))
            .Concat(OtherPaths.Select(other => other.Prefix)).Concat(Policy.Vips.SelectMany(entry => entry.Prefixes)))
        {
            if (!paths.ContainsKey(prefix))
            {
                paths.Add(prefix, PathsOf(prefix));
            }
        }

        return paths;
    }

    public BgpPaths PathsOf(Prefix prefix)
    {
        var statement = Configured.FirstOrDefault(statement => statement.Prefix == prefix);
        var isOriginated = statement is not null && !NotOriginated.Contains(prefix)
            && (statement.RouteMap is null || RouteMaps.Contains(statement.RouteMap));
        var own = isOriginated ? [new BgpPath(PathOrigin.NetworkStatement, Valid: true, Best: true, "", null)] : Array.Empty<BgpPath>();
        return new(prefix, [.. own, .. OtherPaths.Where(other => other.Prefix == prefix).Select(other => other.Path)], isOriginated ? ["192.0.2.254"] : []);
    }

    private static RealServer[] Servers(int weight) =>
        [.. Enumerable.Range(1, 250).Select(host => new RealServer(IpAddress.Parse($"198.51.100.{host}"), 80, "Tunnel", weight, 0, 0))];

    private WatchdogState Remembering()
    {
        var services = new Dictionary<JudgedService, ServiceHistory>(State.Services);
        foreach (var service in Table)
        {
            foreach (var vip in NeverSeen.Contains(service.Key) ? [] : Policy.PrefixesOf(service.Key))
            {
                services.TryAdd(JudgedService.Of(service.Key, vip), new(SeenAboveDrop: true, null, null, null));
            }
        }

        return State with { Services = services };
    }
}
