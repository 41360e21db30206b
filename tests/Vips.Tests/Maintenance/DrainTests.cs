using Ipvs.Ipvsadm.Model;
using Tools.Execution;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Maintenance;
using Vips.Plans;
using Vips.Policies;
using Vips.State;
using static Vips.Tests.Maintenance.Command;
using static Vips.Tests.World;

namespace Vips.Tests.Maintenance;

/// <summary>`vip-mgmt -d --drain`, its beginning, its end, and the way back.</summary>
public class DrainTests
{
    private static readonly World Site = InOrder.WithDrainRouteMap();

    private static MaintenanceDecision Begin(World world)
    {
        var inputs = world.ToInputs();
        return Assert.Single(new DrainBegin(inputs, world.Claiming(inputs, isDraining: true), world.Deletion(inputs), "bob (kernel)", "DRAIN").Decide([ServiceTld]));
    }

    private static MaintenanceDecision End(World world)
    {
        var inputs = world.ToInputs();
        return Assert.Single(new DrainEnd(world.Claiming(inputs), world.Deletion(inputs)).Decide([ServiceTld]));
    }

    private static World HeldByBob(World world, bool isDraining = true) => world.Held("service.tld", "bob", "kernel", isDraining: isDraining);

    [Fact]
    public void Begins_with_the_drain_route_map_and_a_draining_claim()
    {
        var decision = Begin(Site);

        Assert.Equal("> network 192.0.2.1/32 route-map DRAIN", decision.Sent());
        Assert.True(Assert.Single(decision.Hold!.After.Claims).IsDraining);
        Assert.Equal("Draining route to 192.0.2.1/32", Lines.Changed(decision.Change!));
    }

    [Fact]
    public void The_journal_keeps_which_route_map_it_took_the_place_of()
    {
        var entry = JournalEntries.Of(new ChangeOutcome(Begin(Site).Change!, null, true, null, ExitStatus.Done, true), "bob", Site.Now.Wall);

        Assert.Equal(("network 192.0.2.1/32 route-map BGP1", "network 192.0.2.1/32 route-map DRAIN"), (entry.Before, entry.After));
    }

    [Fact]
    public void Is_taken_up_where_it_was_left()
    {
        var decision = Begin(HeldByBob(Site.ConfiguredAs("DRAIN")));

        Assert.Equal(("", "Route 192.0.2.1/32 is drained already", "service.tld by bob"), (decision.Sent(), decision.Line, decision.Claims()));
    }

    /// <summary>It sends nothing at first, and withdraws at its end: somebody says yes to that.</summary>
    [Fact]
    public void What_is_taken_up_goes_like_what_is_begun()
    {
        var world = HeldByBob(Site.ConfiguredAs("DRAIN"));

        Assert.Equal(new(1, 1), AnnouncedShare.Of(world.ToInputs(), [Begin(world)]));
    }

    [Fact]
    public void Needs_the_route_map_to_be_defined()
    {
        var decision = Begin(Site with { RouteMaps = InOrder.RouteMaps });

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Equal("Route 192.0.2.1/32 not drained: route-map DRAIN (bgp.drain-route-map) is not defined", decision.Line);
    }

    [Fact]
    public void Needs_a_baseline_to_come_back_from()
    {
        var decision = Begin(Site.NotInBaseline());

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    /// <summary>No run looks at what is not managed: nobody would take its route-map off again.</summary>
    [Fact]
    public void Needs_a_managed_vip()
    {
        var decision = Begin(Site.NoService());

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("it is not managed", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_nothing_while_bgpd_is_unknown()
    {
        var decision = Begin(Site.BgpdFails());

        Assert.Equal(("", null, ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void What_is_withdrawn_already_is_held_plainly()
    {
        var decision = Begin(Site.NotConfigured());

        Assert.Equal("Route 192.0.2.1/32 already removed", decision.Line);
        Assert.False(Assert.Single(decision.Hold!.After.Claims).IsDraining);
    }

    [Fact]
    public void The_guard_keeps_a_last_exit_from_being_drained()
    {
        var decision = Begin(Site.Guarded(LastExit.Refuse, OtherSitePath.None));

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void Ends_in_a_withdrawal_and_a_plain_claim()
    {
        var decision = End(HeldByBob(Site.ConfiguredAs("DRAIN")));

        Assert.Equal("- 192.0.2.1/32", decision.Sent());
        Assert.Equal(Statement("192.0.2.1/32", "BGP1"), decision.Change!.KeptAs);
        Assert.False(Assert.Single(decision.Hold!.After.Claims).IsDraining);
    }

    [Fact]
    public void Ends_in_nothing_when_somebody_took_it_back()
    {
        var decision = End(Site);

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Equal("Route 192.0.2.1/32 not deleted: its drain was ended meanwhile (vip-mgmt -a, or its --for is over)", decision.Line);
    }

    [Fact]
    public void The_guard_is_asked_again_at_the_end()
    {
        var decision = End(HeldByBob(Site.ConfiguredAs("DRAIN")).Guarded(LastExit.Refuse, OtherSitePath.None));

        Assert.Equal(("", ExitStatus.KeptBack, true), (decision.Sent(), decision.Status(), decision.StaysDrained));
    }

    [Fact]
    public void What_goes_or_was_taken_back_does_not_stay_drained()
    {
        Assert.False(End(HeldByBob(Site.ConfiguredAs("DRAIN"))).StaysDrained);
        Assert.False(End(Site).StaysDrained);
    }

    /// <summary>A command that is killed between the hold and the write leaves what the watchdog ends.</summary>
    [Fact]
    public void Add_ends_the_claims_of_a_drain_and_leaves_their_file_until_its_route_map_is_off()
    {
        var world = HeldByBob(Site.ConfiguredAs("DRAIN"));
        var hold = world.Add().Hold!;

        Assert.Equal(HoldChangeKind.Lifted, hold.Kind);
        Assert.True(hold.After.IsEndedDrain(world.Now.Wall));
        Assert.Empty(hold.ClaimNames);
        Assert.Equal("~ network 192.0.2.1/32 route-map BGP1", Run.Of((world with { Holds = [hold.After] }).Later(60)).Sent);
    }

    /// <summary>bgpd may have the drain route-map on it, which only the file would tell.</summary>
    [Fact]
    public void Add_while_bgpd_is_unknown_leaves_the_file_of_a_drain_too()
    {
        var world = HeldByBob(Site).BgpdFails();

        Assert.True(world.Add().Hold!.After.IsEndedDrain(world.Now.Wall));
    }

    /// <summary>The line would be `already exists`, and the drain route-map stay for ever.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Add_while_the_baseline_is_unknown_leaves_the_file_of_a_drain_and_says_what_stays(bool remembered)
    {
        var world = HeldByBob(Site.ConfiguredAs("DRAIN"));
        var decision = world.BaselineFails(remembered).Add();

        Assert.Equal(("", ExitStatus.ToolUnusable), (decision.Sent(), decision.Status()));
        Assert.StartsWith("Route 192.0.2.1/32 keeps the route-map of its drain: ", decision.Line, StringComparison.Ordinal);
        Assert.True(decision.Hold!.After.IsEndedDrain(world.Now.Wall));
        var later = (world with { Holds = [decision.Hold.After] }).Later(60);
        Assert.Empty(Vips.Watchdog.HoldUpkeep.Of(later.BaselineFails(remembered).ToInputs(), [], []));
        Assert.Equal("~ network 192.0.2.1/32 route-map BGP1", Run.Of(later).Sent);
    }

    [Fact]
    public void A_withdrawal_while_the_baseline_is_unknown_keeps_the_statement_of_before_the_drain() =>
        Assert.Equal(Statement("192.0.2.1/32", "BGP1"), HeldByBob(Site.ConfiguredAs("DRAIN")).BaselineFails().Delete().Change!.KeptAs);

    [Fact]
    public void Needs_a_baseline_that_can_be_read()
    {
        var decision = Begin(Site.BaselineFails());

        Assert.Equal(("", null, ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("holds no 'router bgp'; its own route-map could not come back", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_lifts_a_drain_that_left_nothing_behind() =>
        Assert.Empty(HeldByBob(Site.ConfiguredAs("BGP1")).Add().Hold!.After.Claims);

    [Fact]
    public void A_plain_delete_takes_it_up()
    {
        var decision = HeldByBob(Site.ConfiguredAs("DRAIN")).Delete();

        Assert.Equal(("- 192.0.2.1/32", "service.tld by bob"), (decision.Sent(), decision.Claims()));
        Assert.False(decision.Hold!.After.Claims[0].IsDraining);
    }

    [Fact]
    public void Add_brings_the_baselines_route_map_back_and_asks_nobody()
    {
        var decision = HeldByBob(Site.ConfiguredAs("DRAIN")).Live(0).Add();

        Assert.Equal(("~ network 192.0.2.1/32 route-map BGP1", "", ExitStatus.Done), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void Add_cannot_bring_back_a_route_map_that_is_not_defined()
    {
        var decision = HeldByBob(Site.ConfiguredAs("DRAIN") with { RouteMaps = new HashSet<string> { "DRAIN" } }).Add();

        Assert.Equal(("", "Failed to add route to 192.0.2.1/32: route-map BGP1 is not defined", ExitStatus.KeptBack), (decision.Sent(), decision.Line, decision.Status()));
    }

    /// <summary>What is over keeps its end; what is in force ends now.</summary>
    [Fact]
    public void Add_ends_the_claims_of_a_drain_that_are_in_force()
    {
        var ago = TimeSpan.FromMinutes(-5);
        var decision = HeldByBob(Site.ConfiguredAs("DRAIN").Held("old.tld", "carol", isDraining: true, until: ago)).Add(force: true);

        Assert.Equal([InOrder.Now.Wall + ago, InOrder.Now.Wall], decision.Hold!.After.Claims.Select(claim => claim.Until));
        Assert.Empty(decision.Hold.Left);
    }

    [Fact]
    public void Add_leaves_anothers_drain_alone()
    {
        var decision = Site.Drained().ConfiguredAs("DRAIN").Held("b.tld", "carol", "disk", isDraining: true).Add();

        Assert.Equal("", decision.Sent());
        Assert.Equal(ExitStatus.KeptBack, decision.Status());
    }

    [Fact]
    public void Traffic_is_that_of_every_service_of_the_vips()
    {
        var rates = new Dictionary<ServiceKey, long> { [Key("tcp/192.0.2.1:80")] = 10, [Key("udp/192.0.2.1:53")] = 3, [Key("tcp/192.0.2.2:80")] = 100 };
        var table = new IpvsTable([Service("tcp/192.0.2.1:80", 2) with { RealServers = [new(Net.Prefixes.IpAddress.Parse("10.0.0.1"), 80, "Tunnel", 1, 5, 9)] }]);
        var vips = new HashSet<Net.Prefixes.Prefix> { Vip };

        Assert.Equal(new Traffic(13, 5), Traffic.Of(Reading<IReadOnlyDictionary<ServiceKey, long>>.Known(rates), Reading<IpvsTable>.Known(table), InOrder.Policy, vips));
        Assert.Equal(new Traffic(null, null), Traffic.Of(
            Reading<IReadOnlyDictionary<ServiceKey, long>>.Unknown(Failed("ipvsadm")), Reading<IpvsTable>.Unknown(Failed("ipvsadm")), InOrder.Policy, vips));
    }

    [Theory]
    [InlineData("0 0 0", 1, true)]
    [InlineData("0 0", 1, false)]
    [InlineData("0 0 1 0 0", 1, false)]
    [InlineData("5 0 0 0", 1, true)]
    [InlineData("0 0 ? 0 0", 1, false)]
    [InlineData("? ? ? ?", 1, false)]
    [InlineData("4 4 4", 5, true)]
    [InlineData("0 0 0 0", 0, false)]
    [InlineData("0 0 0 0", 1, false, 5)]
    [InlineData("0 0 0 0 0", 1, false, 5)]
    [InlineData("0 0 0 0 0 0", 1, true, 5)]
    public void Gone_is_below_the_threshold_three_times_in_a_row_and_not_before_BGP_has_told_everybody(string samples, int threshold, bool isGone, int settle = 0)
    {
        var meter = new DrainMeter(threshold, TimeSpan.FromSeconds(settle));
        var seconds = 0;
        var last = false;
        foreach (var sample in samples.Split(' '))
        {
            last = meter.Observe(new(sample == "?" ? null : long.Parse(sample), 0), TimeSpan.FromSeconds(seconds++));
        }

        Assert.Equal(isGone, last);
    }
}
