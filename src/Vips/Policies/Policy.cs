using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Vips.Policies;

/// <summary>What the operator decided: everything of the configuration that a decision rests on.</summary>
public sealed record Policy
{
    private readonly Dictionary<Prefix, VipEntry> _entries = [];

    /// <summary>Length of a VIP's prefix, 1 to 32.</summary>
    public int MaskV4 { get; init; } = 32;

    /// <summary>Length of a VIP's prefix, 1 to 128.</summary>
    public int MaskV6 { get; init; } = 128;

    /// <summary>The rules of every VIP without an entry of its own.</summary>
    public Rules Default { get; init; } = new();

    public IReadOnlyList<VipEntry> Vips
    {
        get;
        init
        {
            field = value;
            _entries = IndexByPrefix(value);
        }
    }

    = [];

    /// <summary>Real servers that only say sorry: never live.</summary>
    public IReadOnlySet<IpAddress> SorryServers { get; init; } = new HashSet<IpAddress>();

    /// <summary>Two readings count as two observations only when this lies between them.</summary>
    public TimeSpan ObserveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A keepalived younger than this lists servers as live that it has not checked yet.</summary>
    public TimeSpan KeepalivedGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Percent of the announced managed VIPs, 0 to 100; see <see cref="Watchdog.MassWithdrawal"/>.</summary>
    public int MaxWithdrawPercent { get; init; } = 50;

    public MassWithdrawalAction MaxWithdrawAction { get; init; } = MassWithdrawalAction.Recheck;

    /// <summary>Runs that must agree before `refuse` lets go.</summary>
    public int MaxWithdrawConfirm { get; init; } = 3;

    /// <summary>An error that lasts is written to syslog again after this.</summary>
    public TimeSpan RepeatErrors { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The watchdog decides and says what it would do, and changes nothing at all.</summary>
    public bool Shadow { get; init; }

    public LastExit LastExit { get; init; } = LastExit.Warn;

    /// <summary>
    /// The operator says that this bgpd is told of the other sites' paths (an AS of its own at each site, or `allowas-in`):
    /// then no other path means none, once ours is gone.
    /// </summary>
    public bool SeesOtherSites { get; init; }

    /// <summary>A witness is configured, asked or not: for words alone.</summary>
    public bool HasWitness { get; init; }

    /// <summary>The most that a host waits before the second pass, its second look at a VIP that serves in part; 0 for no wait.</summary>
    public TimeSpan PartialSplay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a VIP that came back as the last exit is not withdrawn again while it serves in part.</summary>
    public TimeSpan PartialPin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The route-map of a drain, of [A-Za-z0-9_.-]+; null where none is configured.</summary>
    public string? DrainRouteMap { get; init; }

    /// <summary>A hold older than this is told of once a day.</summary>
    public TimeSpan HoldWarn { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The prefix that announces an address.</summary>
    public Prefix PrefixOf(IpAddress address) =>
        Prefix.Containing(address, address.IsIPv6 ? MaskV6 : MaskV4);

    public bool HasConfiguredLength(Prefix prefix) => prefix.Length == (prefix.IsIPv6 ? MaskV6 : MaskV4);

    public VipEntry? EntryOf(Prefix prefix) => _entries.GetValueOrDefault(prefix);

    public Rules RulesOf(Prefix prefix) => EntryOf(prefix)?.Rules ?? Default;

    /// <summary>The prefixes that a virtual service stands behind: its address's own, or those that list its mark.</summary>
    public IEnumerable<Prefix> PrefixesOf(ServiceKey key)
    {
        if (key.Protocol != IpvsProtocol.FirewallMark)
        {
            yield return PrefixOf(key.Address);
            yield break;
        }

        foreach (var entry in Vips)
        {
            if (!entry.FirewallMarks.Contains(key.Mark))
            {
                continue;
            }

            foreach (var prefix in entry.Prefixes)
            {
                if (prefix.IsIPv6 == key.Address.IsIPv6)
                {
                    yield return prefix;
                }
            }
        }
    }

    /// <summary>The statement as it stands without a drain: the baseline's where the drain route-map is on it.</summary>
    public NetworkStatement Undrained(NetworkStatement configured, NetworkStatement? inBaseline) =>
        IsDrained(configured) && inBaseline is not null ? inBaseline : configured;

    /// <summary>A drain's route-map that is to come off again; the baseline may name the same one for good.</summary>
    public bool IsLeftDrained(NetworkStatement statement, NetworkStatement? inBaseline) =>
        IsDrained(statement) && inBaseline is not null && inBaseline != statement;

    public bool IsDrained(NetworkStatement statement) => DrainRouteMap is not null && statement.RouteMap == DrainRouteMap;

    private static Dictionary<Prefix, VipEntry> IndexByPrefix(IReadOnlyList<VipEntry> vips)
    {
        var entries = new Dictionary<Prefix, VipEntry>();
        foreach (var entry in vips)
        {
            foreach (var prefix in entry.Prefixes)
            {
                entries.TryAdd(prefix, entry);
            }
        }

        return entries;
    }
}
