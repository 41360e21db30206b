using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Policies;
using Vips.Readings;
using Vips.State;
using static Vips.Tests.World;

namespace Vips.Tests;

/// <summary>What differs from <see cref="World.InOrder"/>, in the words of DESIGN's tables; all about 192.0.2.1/32 where no prefix is given.</summary>
public static class Given
{
    /// <summary>So many live real servers behind tcp/80.</summary>
    public static World Live(this World world, int live) => world with { Table = [Service("tcp/192.0.2.1:80", live)] };

    /// <summary>The VIP's services, as `tcp/80`, with their live real servers.</summary>
    public static World Services(this World world, params (string Name, int Live)[] services) => world with
    {
        Table = [.. services.Select(service => Service(KeyOf(service.Name), service.Live))],
    };

    public static World NoService(this World world) => world with { Table = [] };

    public static World NeverSeenAlive(this World world, params string[] names) => world with { NeverSeen = names.Select(KeyOf).ToHashSet() };

    public static World SeenAlive(this World world, params string[] names)
    {
        var services = new Dictionary<JudgedService, ServiceHistory>(world.State.Services);
        foreach (var name in names)
        {
            services[JudgedService.Of(KeyOf(name), Vip)] = new(SeenAboveDrop: true, null, null, null);
        }

        return world with { State = world.State with { Services = services } };
    }

    public static World NotConfigured(this World world) => world with { Configured = [] };

    public static World ConfiguredAs(this World world, string? routeMap, string? otherWords = null) =>
        world with { Configured = [Statement("192.0.2.1/32", routeMap, otherWords)] };

    public static World NotInBaseline(this World world) => world with { Baseline = [] };

    public static World NotOriginated(this World world) => world with { NotOriginated = new HashSet<Prefix> { Vip } };

    /// <summary>`redistribute connected` holds the prefix in the table.</summary>
    public static World Redistributed(this World world) => world with
    {
        Sources = ["redistribute connected"],
        OtherPaths = [(Vip, new(PathOrigin.Redistributed, Valid: true, Best: true, "", null))],
    };

    public static World Aggregated(this World world) => world with
    {
        Sources = ["aggregate-address 192.0.2.0/24"],
        OtherPaths = [(Vip, new(PathOrigin.Aggregated, Valid: true, Best: true, "", null))],
    };

    /// <summary>Another site's path of the same prefix.</summary>
    public static World Learned(this World world) => world with
    {
        OtherPaths = [(Vip, new(PathOrigin.Learned, Valid: true, Best: true, "64500 64699", "192.0.2.254"))],
    };

    public static World Held(
        this World world, string? name = "service.tld", string who = "alice", string? reason = "upgrade", TimeSpan? until = null, string prefix = "192.0.2.1/32",
        bool isDraining = false, TimeSpan? ago = null)
    {
        var claim = new Claim(
            name, who, world.Now.Wall - (ago ?? TimeSpan.FromHours(1)), reason, until is { } end ? world.Now.Wall + end : null, isDraining);
        var before = world.Holds.FirstOrDefault(hold => hold.Prefix == Prefix.Parse(prefix));
        return world with
        {
            Holds = [.. world.Holds.Where(hold => hold != before), new(Prefix.Parse(prefix), [.. before?.Claims ?? [], claim])],
        };
    }

    /// <summary>Held by a drain alone, and still with the baseline's route-map.</summary>
    public static World DrainBegun(this World world, TimeSpan? until = null) => world.WithDrainRouteMap().Held(isDraining: true, until: until);

    /// <summary>Held by a drain alone, with the drain route-map on it.</summary>
    public static World Drained(this World world, TimeSpan? until = null) => world.DrainBegun(until).ConfiguredAs("DRAIN");

    public static World WithDrainRouteMap(this World world) => world with
    {
        Policy = world.Policy with { DrainRouteMap = "DRAIN" },
        RouteMaps = new HashSet<string>(world.RouteMaps) { "DRAIN" },
    };

    public static World Guarded(this World world, LastExit lastExit, OtherSitePath? witness = null) =>
        world with { Policy = world.Policy with { LastExit = lastExit }, Witness = witness };

    /// <summary>Announced as the last exit so long ago.</summary>
    public static World PinnedBefore(this World world, int secondsAgo) =>
        world with { State = world.State.WithVip(Vip, history => history with { PinnedAt = world.Before(TimeSpan.FromSeconds(secondsAgo)) }) };

    public static World Frozen(this World world, TimeSpan? until = null) =>
        world with { Freeze = new("alice", world.Now.Wall.AddHours(-1), "new switches", until is { } end ? world.Now.Wall + end : null) };

    /// <summary>One of our executables withdrew it, and kept its statement.</summary>
    public static World WithdrawnByUs(this World world, TimeSpan? ago = null, string routeMap = "BGP1") => world with
    {
        Configured = [],
        Kept = [new(Statement("192.0.2.1/32", routeMap), world.Now.Wall - (ago ?? TimeSpan.FromHours(1)), "vip-watchdog")],
        State = world.State.WithVip(Vip, history => history with { WithdrawnAt = world.Before(ago ?? TimeSpan.FromHours(1)) }),
    };

    public static World SeenInIpvs(this World world) =>
        world with { State = world.State.WithVip(Vip, history => history with { SeenInIpvs = true }) };

    public static World Listed(this World world) =>
        world with { Policy = world.Policy with { Vips = [new("service", [Vip], null, [], world.Policy.Default)] } };

    public static World Ruled(this World world, Func<Rules, Rules> change) =>
        world with { Policy = world.Policy with { Default = change(world.Policy.Default) } };

    public static World KeepalivedIs(this World world, TimeSpan age) => world with { Keepalived = new KeepalivedState.Running(age) };

    public static World KeepalivedDead(this World world) => world with { Keepalived = new KeepalivedState.NotRunning("no process named keepalived") };

    public static World BgpdFails(this World world, bool denied = false) => world with { BgpdFails = Failed("vtysh", denied: denied) };

    public static World PathsFail(this World world) => world with { PathsFail = Failed("vtysh") };

    public static World IpvsadmFails(this World world, bool denied = false) => world with { IpvsadmFails = Failed("ipvsadm", denied: denied) };

    /// <param name="world">What it was before.</param>
    /// <param name="remembered">Whether an earlier run has read the baseline as it stands.</param>
    /// <param name="denied">For lack of a permission.</param>
    public static World BaselineFails(this World world, bool remembered = true, bool denied = false) => world with
    {
        BaselineFails = Failed("/etc/frr/frr.conf", "holds no 'router bgp'", denied),
        State = world.State with { LastBaseline = remembered ? world.BaselineValue() : null },
    };

    public static World HoldsFail(this World world) => world with { HoldsFail = Failed("holds", "Input/output error") };

    public static World StateNotWritable(this World world) => world with { StateNotWritable = "/var/lib/viptools: No space left on device" };

    /// <summary>Earlier runs saw no virtual service behind it so many times, the last so many seconds ago.</summary>
    public static World MissedBefore(this World world, int times = 1, int secondsAgo = 60) => world with
    {
        State = world.State.WithVip(Vip, history => history with
        {
            SeenInIpvs = true,
            Missing = new(times, world.Before(TimeSpan.FromSeconds(secondsAgo))),
        }),
    };

    /// <summary>Earlier runs saw tcp/80 at or below `drop` so many times, the last so many seconds ago.</summary>
    public static World LowBefore(this World world, int times = 1, int secondsAgo = 60) =>
        world.Remembered(new(SeenAboveDrop: true, new(times, world.Before(TimeSpan.FromSeconds(secondsAgo))), null, null));

    /// <summary>Earlier runs saw tcp/80 at or above `restore` so many times, the last so many seconds ago.</summary>
    public static World HighBefore(this World world, int times = 1, int secondsAgo = 60) =>
        world.Remembered(new(SeenAboveDrop: true, null, new(times, world.Before(TimeSpan.FromSeconds(secondsAgo))), null));

    private static World Remembered(this World world, ServiceHistory history) => world with
    {
        State = world.State with { Services = new Dictionary<JudgedService, ServiceHistory>(world.State.Services) { [JudgedService.Of(KeyOf("tcp/80"), Vip)] = history } },
    };

    public static World WithoutLock(this World world) => world with { WithoutLock = new("the lock has been held by vip-mgmt (pid 4711) for 4 min", ExitStatus.Busy) };

    public static World FirstRun(this World world) => world with { State = world.State with { Established = false } };

    public static World Later(this World world, TimeSpan passed) => world with
    {
        Now = new(world.Now.BootId, world.Now.SinceBoot + passed, world.Now.Wall + passed),
    };

    public static World Later(this World world, int seconds) => world.Later(TimeSpan.FromSeconds(seconds));

    public static Moment Before(this World world, TimeSpan ago) => new(world.Now.BootId, world.Now.SinceBoot - ago, world.Now.Wall - ago);

    public static WatchdogState WithVip(this WatchdogState state, Prefix prefix, Func<VipHistory, VipHistory> change)
    {
        var vips = new Dictionary<Prefix, VipHistory>(state.Vips);
        vips[prefix] = change(vips.GetValueOrDefault(prefix) ?? new());
        return state with { Vips = vips };
    }

    private static ServiceKey KeyOf(string name) => name.StartsWith("fwm", StringComparison.Ordinal)
        ? Key(name)
        : Key(name.Replace("/", "/192.0.2.1:", StringComparison.Ordinal));
}
