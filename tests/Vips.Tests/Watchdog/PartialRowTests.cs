using Vips.Elsewhere;
using Vips.Policies;
using Vips.Watchdog;
using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>The last-exit guard of the watchdog (DESIGN section 10): a VIP that is down by its rules and still serves in part.</summary>
public class PartialRowTests
{
    private const string Line443 = "0 realservers available behind 192.0.2.1";

    /// <summary>443 is dead, 80 serves.</summary>
    private static readonly World Partial = InOrder.Services(("tcp/80", 2), ("tcp/443", 0));

    private static readonly World Dead = InOrder.Services(("tcp/80", 0), ("tcp/443", 0));

    /// <summary>An hour after the watchdog withdrew it.</summary>
    private static readonly World Gone = Partial.WithdrawnByUs();

    private static readonly Row[] Rows =
    [
        new("off: goes at once", Partial.Guarded(LastExit.Off), Withdrawn, Says: $"{Line443} > delete route"),
        new("warn, path: goes", Partial.Guarded(LastExit.Warn, OtherSitePath.Visible), Withdrawn, Says: $"{Line443} > delete route"),
        new("warn, none: goes, and it is said", Partial.Guarded(LastExit.Warn, OtherSitePath.None), Withdrawn, Says: $"Warning: {Line443}, and no other site announces it (witness: none)"),
        new("warn, none, frozen: it is said beside what is not done", Partial.Guarded(LastExit.Warn, OtherSitePath.None).Frozen(), Nothing, ExitStatus.KeptBack, "not done, frozen by alice (new switches)"),
        new("warn, unknown: goes after a second look", Partial.Guarded(LastExit.Warn, OtherSitePath.Unknown), Withdrawn, Says: $"{Line443} > delete route"),
        new("refuse, path: goes", Partial.Guarded(LastExit.Refuse, OtherSitePath.Visible), Withdrawn, Says: $"{Line443} > delete route"),
        new("refuse, none: kept, critical", Partial.Guarded(LastExit.Refuse, OtherSitePath.None), Nothing, ExitStatus.KeptBack, $"Critical: {Line443}, and it stays announced: it serves in part"),
        new("refuse, unknown: goes after a second look", Partial.Guarded(LastExit.Refuse, OtherSitePath.Unknown), Withdrawn, Says: $"{Line443} > delete route"),
        new("refuse, none, nothing serves: goes whatever", Dead.Guarded(LastExit.Refuse, OtherSitePath.None), Withdrawn, Says: $"{Line443} > delete route"),
        new("refuse, none, missing: goes whatever", InOrder.NoService().MissedBefore().Guarded(LastExit.Refuse, OtherSitePath.None), Withdrawn, Says: MissingLine),
        new("refuse, none, held: goes whatever", Partial.Held().Guarded(LastExit.Refuse, OtherSitePath.None), Withdrawn, Says: HeldLine),
        new("below drop and not at zero serves in part", InOrder.Live(1).Ruled(rules => rules with { Drop = 1, Restore = 2 }).Guarded(LastExit.Refuse, OtherSitePath.None), Nothing, ExitStatus.KeptBack, "Critical: 1 realservers"),
        new("keepalived dead: nothing, and nobody is asked", Partial.KeepalivedDead(), Nothing, ExitStatus.ToolUnusable, "keepalived is not running"),

        new("withdrawn, none: comes back", Gone.Guarded(LastExit.Warn, OtherSitePath.None), Announced, Says: "no other site announces 192.0.2.1 (witness: none), and here it serves in part > add route"),
        new("withdrawn, none, refuse: comes back", Gone.Guarded(LastExit.Refuse, OtherSitePath.None), Announced, Says: "> add route"),
        new("withdrawn, unknown: stays away", Gone.Guarded(LastExit.Warn, OtherSitePath.Unknown), Nothing),
        new("withdrawn, path: stays away", Gone.Guarded(LastExit.Warn, OtherSitePath.Visible), Nothing),
        new("withdrawn, none, off: stays away", Gone.Guarded(LastExit.Off, OtherSitePath.None), Nothing),
        new("withdrawn by a person and released: stays away", Gone.Guarded(LastExit.Warn, OtherSitePath.None) with { State = InOrder.State, Kept = [Gone.Kept[0] with { Who = "alice" }] }, Nothing),
        new("withdrawn by a run that was killed before it remembered it: comes back", Gone.Guarded(LastExit.Warn, OtherSitePath.None) with { State = InOrder.State }, Announced, Says: "> add route"),
        new("withdrawn, and nobody knows by whom: stays away", Partial.NotConfigured().Guarded(LastExit.Warn, OtherSitePath.None), Nothing),
        new("withdrawn, none, nothing serves: stays away", Dead.WithdrawnByUs().Guarded(LastExit.Warn, OtherSitePath.None), Nothing),
        new("withdrawn, none, held: stays away", Gone.Held().Guarded(LastExit.Warn, OtherSitePath.None), Nothing),
        new("withdrawn, none, in keepalived's grace: not believed", Gone.KeepalivedIs(TimeSpan.FromSeconds(10)).Guarded(LastExit.Warn, OtherSitePath.None), Nothing),
        new("withdrawn, none, its route-map undefined", Gone.Guarded(LastExit.Warn, OtherSitePath.None) with { RouteMaps = new HashSet<string>() }, Nothing, ExitStatus.KeptBack, "route-map BGP1 is not defined"),
        new("withdrawn, this bgpd sees the others, and none: comes back", Gone with { Policy = InOrder.Policy with { SeesOtherSites = true } }, Announced, Says: "bgpd has no path of another site"),

        new("pinned: stays though unknown", Partial.PinnedBefore(599).Guarded(LastExit.Warn, OtherSitePath.Unknown), Nothing, ExitStatus.KeptBack, "it stays announced"),
        new("pin over, unknown: goes", Partial.PinnedBefore(600).Guarded(LastExit.Warn, OtherSitePath.Unknown), Withdrawn, Says: $"{Line443} > delete route"),
        new("pin over, path: goes", Partial.PinnedBefore(600).Guarded(LastExit.Warn, OtherSitePath.Visible), Withdrawn, Says: $"{Line443} > delete route"),
        new("pin over, still none: stays, no minute without", Partial.PinnedBefore(600).Guarded(LastExit.Warn, OtherSitePath.None), Nothing, ExitStatus.KeptBack, "it stays announced"),
        new("pinned and then nothing serves: goes", Dead.PinnedBefore(10).Guarded(LastExit.Warn, OtherSitePath.None), Withdrawn, Says: $"{Line443} > delete route"),
    ];

    public static TheoryData<string> All => Names(Rows);

    [Theory]
    [MemberData(nameof(All))]
    public void As_the_guard_says(string row) => Verify(Rows, row);

    [Fact]
    public void Unknown_wants_a_second_look_and_asks_the_witness()
    {
        var run = Run.Once(Partial);

        Assert.Equal("", run.Sent);
        Assert.Equal([Vip], run.Judgement.ForSecondPass);
        Assert.Equal([Vip], run.Judgement.WitnessQuestions);
        Assert.Empty(Run.Once(Partial with { Witness = OtherSitePath.Unknown }).Judgement.WitnessQuestions);
        Assert.Empty(Run.Once(Dead).Judgement.WitnessQuestions);
    }

    /// <summary>How long it was kept is counted on while nobody can tell whether it serves.</summary>
    [Fact]
    public void A_pin_outlives_a_run_that_cannot_read_IPVS()
    {
        var world = Partial.PinnedBefore(10).SeenInIpvs().IpvsadmFails();

        Assert.Equal(world.State.Vips[Vip].PinnedAt, Judgement.Of(world.ToInputs()).NextState.Vips[Vip].PinnedAt);
    }

    [Fact]
    public void A_second_look_that_finds_it_well_withdraws_nothing() =>
        Assert.Equal("", Run.Once(InOrder with { LeftByFirstPass = new HashSet<Net.Prefixes.Prefix> { Vip } }).Sent);

    /// <summary>Both sites lose 443 in the same second: each sees the other gone, comes back, and stays.</summary>
    [Fact]
    public void Two_sites_that_lose_the_same_port_are_never_both_away_for_longer_than_two_runs()
    {
        var site = Run.Of(Partial.Guarded(LastExit.Warn, OtherSitePath.Unknown));
        Assert.Equal(Withdrawn, site.Sent);

        var world = site.After.Later(60) with { Witness = OtherSitePath.None };
        site = Run.Of(world);
        Assert.Equal(Announced, site.Sent);

        for (var minute = 0; minute < 30; minute++)
        {
            site = Run.Of(site.After.Later(60));
            Assert.Equal("", site.Sent);
        }

        Assert.Equal(Withdrawn, Run.Of(site.After.Later(601) with { Witness = OtherSitePath.Visible }).Sent);
    }

    [Fact]
    public void A_path_with_our_own_as_is_another_sites_only_when_ours_is_gone()
    {
        Assert.Equal(OtherSitePath.Unknown, OtherSites.Of(Partial.Learned().ToInputs(), Vip).Path);
        Assert.Equal(OtherSitePath.Visible, OtherSites.Of(Gone.Learned().ToInputs(), Vip).Path);
    }

    [Theory]
    [InlineData("64500 64701", OtherSitePath.Visible)]
    [InlineData("64500 64699", OtherSitePath.Unknown)]
    [InlineData("64500 {64699,64701}", OtherSitePath.Unknown)]
    [InlineData("64500 0.64699", OtherSitePath.Unknown)]
    [InlineData("", OtherSitePath.Visible)]
    public void A_path_of_another_as_is_another_sites(string asPath, OtherSitePath expected)
    {
        var world = Partial with { OtherPaths = [(Vip, new(Bgp.Vtysh.Model.PathOrigin.Learned, Valid: true, Best: true, asPath, "192.0.2.254"))] };
        Assert.Equal(expected, OtherSites.Of(world.ToInputs(), Vip).Path);
    }

    [Fact]
    public void A_path_that_is_not_valid_is_none_of_anybody()
    {
        var world = Partial with { OtherPaths = [(Vip, new(Bgp.Vtysh.Model.PathOrigin.Learned, Valid: false, Best: false, "64500 64701", "192.0.2.254"))] };
        Assert.Equal(OtherSitePath.Unknown, OtherSites.Of(world.ToInputs(), Vip).Path);
    }

    [Fact]
    public void A_host_waits_the_same_time_always_and_another_than_its_peer()
    {
        var most = TimeSpan.FromSeconds(20);
        Assert.Equal(Splay.Of("lvs1", most), Splay.Of("lvs1", most));
        Assert.NotEqual(Splay.Of("lvs1", most), Splay.Of("lvs2", most));
        Assert.All(Enumerable.Range(0, 1000), i => Assert.InRange(Splay.Of($"director{i}", most), TimeSpan.Zero, most));
        Assert.Equal(TimeSpan.Zero, Splay.Of("lvs1", TimeSpan.Zero));
    }
}
