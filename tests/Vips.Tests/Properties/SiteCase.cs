using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Policies;
using Vips.Readings;
using Vips.State;
using static Vips.Tests.World;

namespace Vips.Tests.Properties;

/// <summary>One input of a run that may be unknown, or in a state that shuts a gate.</summary>
public enum Gate
{
    BgpdUnreadable,
    PathsUnreadable,
    IpvsUnreadable,
    KeepalivedDead,
    KeepalivedInGrace,
    KeepalivedNotWatched,
    BaselineUnreadable,
    BaselineUnreadableAndNoneRemembered,
    StateNotWritable,
    WithoutLock,
    HoldsUnreadable,
    HoldsWithStranger,
    FirstRun,
    Frozen,
    WitnessNone,
    WitnessPath,
    LastExitRefused,
}

/// <summary>A generated site: its rules, the gates that are shut, and its VIPs.</summary>
public sealed record SiteCase(Rules Rules, IReadOnlyList<Gate> Gates, IReadOnlyList<VipCase> Vips)
{
    public override string ToString() => $"{Rules}\ngates: {string.Join(", ", Gates)}\n{string.Join("\n", Vips.Select(Describe))}";

    public World ToWorld()
    {
        var world = new World
        {
            Policy = new()
            {
                Default = Rules,
                DrainRouteMap = "DRAIN",
                Vips = [.. Vips.Where(vip => vip.Remembered.IsListed).Select(vip => new VipEntry(null, [vip.Prefix], null, [], Rules))],
            },
            Configured = [.. Vips.Select(vip => vip.Statement).OfType<NetworkStatement>()],
            Baseline = [.. Vips.Where(vip => vip.InBaseline is not null).Select(vip => new NetworkStatement(vip.Prefix, vip.InBaseline))],
            Table = [.. Vips.SelectMany(vip => vip.Services.Select(service => Service(vip.KeyOf(service), service.Live, service.Weightless)))],
            NeverSeen = Vips.SelectMany(vip => vip.Services.Select(vip.KeyOf)).ToHashSet(),
            NotOriginated = Vips.Where(vip => vip.Table.NotOriginated).Select(vip => vip.Prefix).ToHashSet(),
            RouteMaps = new HashSet<string> { "BGP1", "BGP2", "DRAIN" },
            Sources = ["redistribute connected"],
            OtherPaths = [.. Vips.SelectMany(OtherPathsOf)],
        };
        world = world with
        {
            Holds = [.. Vips.Where(vip => vip.Claim != ClaimCase.None).Select(vip => new Hold(vip.Prefix, [ClaimOf(vip.Claim, world.Now.Wall)]))],
            Kept = [.. Vips.Where(vip => vip.Remembered.WithdrawnSecondsAgo is not null).Select(vip => new KeptStatement(
                new(vip.Prefix, vip.InBaseline ?? "BGP1"), world.Now.Wall, "vip-watchdog"))],
            State = StateOf(world),
        };
        return Gates.Aggregate(world, Shut);
    }

    public static World Shut(World world, Gate gate) => gate switch
    {
        Gate.BgpdUnreadable => world.BgpdFails(),
        Gate.PathsUnreadable => world.PathsFail(),
        Gate.IpvsUnreadable => world.IpvsadmFails(),
        Gate.KeepalivedDead => world.KeepalivedDead(),
        Gate.KeepalivedInGrace => world.KeepalivedIs(TimeSpan.FromSeconds(3)),
        Gate.KeepalivedNotWatched => world with { Keepalived = new KeepalivedState.NotWatched() },
        Gate.BaselineUnreadable => world.BaselineFails(),
        Gate.BaselineUnreadableAndNoneRemembered => world.BaselineFails(remembered: false),
        Gate.StateNotWritable => world.StateNotWritable(),
        Gate.WithoutLock => world.WithoutLock(),
        Gate.HoldsUnreadable => world.HoldsFail(),
        Gate.HoldsWithStranger => world with { Strangers = ["README"] },
        Gate.FirstRun => world.FirstRun(),
        Gate.Frozen => world.Frozen(),
        Gate.WitnessNone => world with { Witness = OtherSitePath.None },
        Gate.WitnessPath => world with { Witness = OtherSitePath.Visible },
        Gate.LastExitRefused => world with { Policy = world.Policy with { LastExit = LastExit.Refuse } },
        _ => throw new ArgumentOutOfRangeException(nameof(gate)),
    };

    private WatchdogState StateOf(World world)
    {
        var state = new WatchdogState { Established = true };
        var services = new Dictionary<JudgedService, ServiceHistory>();
        foreach (var vip in Vips)
        {
            foreach (var service in vip.Services)
            {
                services[JudgedService.Of(vip.KeyOf(service), vip.Prefix)] = new(service.SeenAboveDrop, StreakOf(service.Low, world), StreakOf(service.High, world), null);
            }

            state = state.WithVip(vip.Prefix, history => history with
            {
                SeenInIpvs = vip.Remembered.SeenInIpvs,
                Missing = StreakOf(vip.Remembered.Missing, world),
                WithdrawnAt = vip.Remembered.WithdrawnSecondsAgo is { } seconds ? world.Before(TimeSpan.FromSeconds(seconds)) : null,
                Reissued = vip.Remembered.Reissued,
                PinnedAt = vip.Remembered.PinnedSecondsAgo is { } pinned ? world.Before(TimeSpan.FromSeconds(pinned)) : null,
            });
        }

        return state with { Services = services };
    }

    private static Streak? StreakOf(int count, World world) => count == 0 ? null : new(count, world.Before(TimeSpan.FromSeconds(60)));

    internal static Claim ClaimOf(ClaimCase claim, DateTimeOffset now) => claim switch
    {
        ClaimCase.Nameless => new(null, "vip-watchdog", now.AddHours(-1), "found withdrawn at first run", null),
        ClaimCase.Draining => new("service.tld", "alice", now.AddHours(-1), "upgrade", null, IsDraining: true),
        ClaimCase.DrainExpired => new("service.tld", "alice", now.AddHours(-1), null, now, IsDraining: true),
        ClaimCase.Expired => new("service.tld", "alice", now.AddHours(-1), null, now),
        ClaimCase.EndsLater => new("service.tld", "alice", now.AddHours(-1), null, now.AddDays(1)),
        _ => new("service.tld", "alice", now.AddHours(-1), "upgrade", null),
    };

    private static IEnumerable<(Prefix Prefix, BgpPath Path)> OtherPathsOf(VipCase vip)
    {
        if (vip.Table.Redistributed)
        {
            yield return (vip.Prefix, new(PathOrigin.Redistributed, Valid: true, Best: true, "", null));
        }

        if (vip.Table.Learned)
        {
            yield return (vip.Prefix, new(PathOrigin.Learned, Valid: true, Best: false, "64500 64699", "192.0.2.254"));
        }
    }

    private static string Describe(VipCase vip) => $"{vip} {string.Join(", ", vip.Services)}";
}
