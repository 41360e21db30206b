using Vips.Elsewhere;
using Vips.Holds;
using Vips.Notices;
using Vips.Policies;
using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>DESIGN section 10, *drain*, and holds that end by themselves, as the watchdog sees them.</summary>
public class DrainRowTests
{
    private const string DrainedStatement = "> network 192.0.2.1/32 route-map DRAIN";

    private static readonly TimeSpan Ago = TimeSpan.FromSeconds(-1);

    /// <summary>A drain was begun, bgpd lost its route-map, 443 is dead, and no other site announces it.</summary>
    private static World Partial() => InOrder.Services(("tcp/80", 2), ("tcp/443", 0)).DrainBegun().Guarded(LastExit.Refuse, OtherSitePath.None);

    private static readonly Row[] Rows =
    [
        new("being drained: left alone", InOrder.Drained(), Nothing),
        new("bgpd lost the drain route-map: issued again", InOrder.DrainBegun(), DrainedStatement, Says: "192.0.2.1 is being drained by alice (upgrade) > drain route"),
        new("bgpd lost it, IPVS unknown: issued again", InOrder.DrainBegun().IpvsadmFails(), DrainedStatement, ExitStatus.ToolUnusable, "ipvsadm"),
        new("bgpd lost it, frozen: holds are enforced", InOrder.DrainBegun().Frozen(), DrainedStatement, Says: "frozen by alice"),
        new("bgpd lost it, and the route-map too", InOrder.DrainBegun() with { RouteMaps = new HashSet<string> { "BGP1" } }, Nothing, ExitStatus.KeptBack, "route-map DRAIN is not defined"),
        new("no drain route-map is configured any more", InOrder.Held(isDraining: true), Nothing, ExitStatus.KeptBack, "no bgp.drain-route-map is configured any more"),
        new("drained and down: withdrawn", InOrder.Drained().Live(0), Withdrawn, Says: DeleteLine),
        new("drained and missing: withdrawn", InOrder.Drained().NoService().MissedBefore(), Withdrawn, Says: MissingLine),
        new("drained and withdrawn: held", InOrder.DrainBegun().NotConfigured(), Nothing),
        new("drained, serves in part, the last exit: stays", Partial().ConfiguredAs("DRAIN"), Nothing, ExitStatus.KeptBack, "it stays announced"),
        new("the same, and bgpd lost the drain route-map: issued again", Partial(), DrainedStatement, ExitStatus.KeptBack, "it stays announced"),
        new("drained, serves in part, another site seen: withdrawn", Partial().Guarded(LastExit.Refuse, OtherSitePath.Visible), Withdrawn, Says: DeleteLine),
        new("drained, serves in part, unknown: withdrawn after a second look", Partial().Guarded(LastExit.Warn, OtherSitePath.Unknown), Withdrawn, Says: DeleteLine),
        new("drained by one, held by another: withdrawn", InOrder.Drained().Held("other.tld", "bob", "disk"), Withdrawn, Says: "is held by"),
        new("the drain is over: the baseline's route-map comes back", InOrder.Drained(until: Ago), Reissued, Says: "the drain of 192.0.2.1 is over > issue the route again"),
        new("the drain is over, between the thresholds", InOrder.Live(2).Ruled(rules => rules with { Drop = 1, Restore = 3 }).Drained(until: Ago), Reissued, Says: "is over"),
        new("the drain is over, and it is down: withdrawn", InOrder.Drained(until: Ago).Live(0), Withdrawn, Says: DeleteLine),
        new("the drain is over, and the baseline's route-map is not defined", InOrder.Drained(until: Ago) with { RouteMaps = new HashSet<string> { "DRAIN" } }, Nothing, ExitStatus.KeptBack, "route-map BGP1 is not defined"),
        new("a drain route-map without a claim is left alone", InOrder.WithDrainRouteMap().ConfiguredAs("DRAIN"), Nothing, Says: "left alone"),
    ];

    public static TheoryData<string> All => Names(Rows);

    [Theory]
    [MemberData(nameof(All))]
    public void As_the_rulings_say(string row) => Verify(Rows, row);

    [Fact]
    public void A_withdrawal_keeps_the_statement_without_the_drain() =>
        Assert.Equal(Statement("192.0.2.1/32", "BGP1"), Assert.Single(Run.Of(InOrder.Drained().Live(0)).After.Kept).Statement);

    /// <summary>A restart of bgpd must not bring back, drained or not, what was withdrawn.</summary>
    [Fact]
    public void Once_withdrawn_its_claims_are_those_of_a_plain_hold()
    {
        var after = Run.Of(InOrder.Drained().Live(0)).After;

        Assert.False(Assert.Single(Assert.Single(after.Holds).Claims).IsDraining);
        Assert.Equal(Withdrawn, Run.Of(after.ConfiguredAs("BGP1").Live(2).Later(60)).Sent);
    }

    [Fact]
    public void A_hold_that_is_over_is_lifted()
    {
        var world = InOrder.NotConfigured().Held(until: Ago);
        var upkeep = Assert.Single(Vips.Watchdog.HoldUpkeep.Of(world.ToInputs(), [], []));

        Assert.Equal(HoldChangeKind.Lifted, upkeep.Change.Kind);
        Assert.Equal(["the hold of alice on 192.0.2.1 is over (upgrade)"], upkeep.Lines);
        Assert.Empty(Run.Of(world).After.Holds);
    }

    [Fact]
    public void A_claim_that_is_over_beside_one_in_force_goes_alone()
    {
        var upkeep = Assert.Single(Vips.Watchdog.HoldUpkeep.Of(InOrder.NotConfigured().Held(until: Ago).Held("b.tld", "bob", "disk").ToInputs(), [], []));

        Assert.Equal(HoldChangeKind.LiftedInPart, upkeep.Change.Kind);
        Assert.Equal("bob", Assert.Single(upkeep.Change.After.Claims).Who);
    }

    [Fact]
    public void Nothing_is_lifted_where_nothing_can_be_written_or_known()
    {
        var world = InOrder.NotConfigured().Held(until: Ago);

        Assert.Empty(Vips.Watchdog.HoldUpkeep.Of(world.StateNotWritable().ToInputs(), [], []));
        Assert.Empty(Vips.Watchdog.HoldUpkeep.Of(world.WithoutLock().ToInputs(), [], []));
        Assert.Empty(Vips.Watchdog.HoldUpkeep.Of(world.HoldsFail().ToInputs(), [], []));
        Assert.Empty(Vips.Watchdog.HoldUpkeep.Of((world with { Holds = [world.Holds[0] with { Damage = "torn" }] }).ToInputs(), [], []));
    }

    /// <summary>The file is what tells that the drain route-map is ours: it stays until that is taken off.</summary>
    [Fact]
    public void A_drain_that_is_over_keeps_its_file_until_the_route_map_is_off()
    {
        Assert.Single(Run.Of(InOrder.Drained(until: Ago).Frozen()).After.Holds);
        Assert.Single(Run.Of(InOrder.Drained(until: Ago).BgpdFails()).After.Holds);
        Assert.Single(Run.Of(InOrder.Drained(until: Ago).BaselineFails(remembered: false)).After.Holds);
        Assert.Empty(Run.Of(InOrder.Drained(until: Ago)).After.Holds);
    }

    /// <summary>Nothing of a drain is on it: there is nothing to wait for.</summary>
    [Fact]
    public void A_drain_that_is_over_leaves_no_file_where_nothing_is_drained()
    {
        Assert.Empty(Run.Of(InOrder.DrainBegun(until: Ago)).After.Holds);
        Assert.Empty(Run.Of(InOrder.Drained(until: Ago).NotInBaseline()).After.Holds);
        Assert.Empty(Run.Of(InOrder.DrainBegun(until: Ago).NotConfigured().Live(0)).After.Holds);
    }

    [Fact]
    public void A_hold_that_is_over_goes_whatever_changes_of_other_vips_a_run_makes()
    {
        var run = Run.Of(InOrder.Live(0).Held(prefix: "203.0.113.9/32", until: Ago));

        Assert.Equal(Withdrawn, run.Sent);
        Assert.Empty(run.After.Holds);
    }

    /// <summary>Two holds end in one run: they are told in the order of their VIPs, and one that this run has just written stays.</summary>
    [Fact]
    public void Holds_that_end_together_are_told_in_order_and_what_was_written_now_stays()
    {
        var world = InOrder.NotConfigured().FirstRun().Held(until: Ago).Held(prefix: "203.0.113.9/32", until: Ago).Held(prefix: "203.0.113.8/32", until: Ago);
        var inputs = world.ToInputs();

        Assert.Equal(
            ["203.0.113.8/32", "203.0.113.9/32"],
            Vips.Watchdog.HoldUpkeep.Of(inputs, Vips.Watchdog.Judgement.Of(inputs).Decisions, []).Select(upkeep => $"{upkeep.Change.After.Prefix}"));
    }

    /// <summary>Where the baseline itself names the drain route-map there is nothing to take off.</summary>
    [Fact]
    public void A_drain_that_is_over_leaves_no_file_where_the_baseline_names_its_route_map()
    {
        var world = InOrder.Drained(until: Ago) with { Baseline = [Statement("192.0.2.1/32", "DRAIN")] };
        var run = Run.Of(world);

        Assert.Equal("", run.Sent);
        Assert.Empty(run.After.Holds);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    public void An_old_hold_is_told_of_once_a_day(int hours, bool isTold)
    {
        var notices = Run.Of(InOrder.NotConfigured().Held(ago: TimeSpan.FromHours(hours))).Notices.ToArray();
        if (!isTold)
        {
            Assert.Empty(notices);
            return;
        }

        var notice = Assert.Single(notices);
        Assert.Equal((Severity.Notice, TimeSpan.FromDays(1)), (notice.Severity, notice.Every));
        Assert.StartsWith("192.0.2.1 is held by alice (upgrade) since 2026-02-28T12:00:00Z", notice.Text, StringComparison.Ordinal);
    }

    /// <summary>A drain that was cut short keeps its VIP off for as long as nobody thinks of it.</summary>
    [Fact]
    public void An_old_drain_is_told_of_too()
    {
        var world = InOrder.WithDrainRouteMap().ConfiguredAs("DRAIN").Held(isDraining: true, ago: TimeSpan.FromHours(24));
        var notice = Assert.Single(Run.Of(world).Notices, notice => notice.Every is not null);

        Assert.StartsWith("192.0.2.1 is being drained by alice (upgrade) since 2026-02-28T12:00:00Z", notice.Text, StringComparison.Ordinal);
    }
}
