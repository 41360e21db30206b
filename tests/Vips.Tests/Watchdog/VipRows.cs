using Bgp.Vtysh.Model;
using Vips.Policies;
using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>DESIGN section 5, the table "Per VIP": each row, its boundary, and the pairs where the order decides.</summary>
public class VipRows
{
    private static readonly World Between = InOrder.Live(2).Ruled(rules => rules with { Drop = 1, Restore = 3 });

    private static readonly World HeldDown = InOrder.Ruled(rules => rules with { HoldDown = TimeSpan.FromMinutes(5) });

    private static readonly Row[] Rows =
    [
        new("in order", InOrder, Nothing),

        new("held, configured, up", InOrder.Held(), Withdrawn, Says: HeldLine),
        new("held, not configured, up", InOrder.NotConfigured().Held(), Nothing),
        new("held and down: the hold is the reason", InOrder.Live(0).Held(), Withdrawn, Says: HeldLine),
        new("held and missing", InOrder.NoService().MissedBefore().Held(), Withdrawn, Says: HeldLine),
        new("held, with another route-map", InOrder.ConfiguredAs("BGP2").Held(), Withdrawn, Says: HeldLine),
        new("held, not originated", InOrder.NotOriginated().Held(), Withdrawn, Says: HeldLine),
        new("held, not in the baseline", InOrder.NotInBaseline().Held(), Withdrawn, Says: HeldLine),
        new("held, not in the baseline, without a service", InOrder.NotInBaseline().NoService().Held(), Withdrawn, Says: HeldLine),
        new("held, unmanaged, without a service", InOrder.NoService().Held(), Withdrawn, Says: HeldLine),
        new("held, gone from the baseline", InOrder.WithdrawnByUs().NotInBaseline().Held(), Nothing),
        new("held, no reason given", InOrder.Held(reason: null), Withdrawn, Says: "192.0.2.1 is held by alice (service.tld) > delete route"),
        new("held until later", InOrder.Held(until: TimeSpan.FromSeconds(1)), Withdrawn, Says: HeldLine),
        new("held until now: no longer, not configured", InOrder.NotConfigured().Held(until: TimeSpan.Zero), Announced, Says: AddLine),
        new("held until a moment ago: no longer, configured", InOrder.Held(until: TimeSpan.FromSeconds(-1)), Nothing),
        new("held by two, one expired", InOrder.Held("old.tld", "bob", "done", TimeSpan.FromHours(-1)).Held(), Withdrawn, Says: HeldLine),
        new("held, with words that are not ours", InOrder.ConfiguredAs("BGP1", "backdoor").Held(), Nothing, ExitStatus.KeptBack, "network 192.0.2.1/32 route-map BGP1 backdoor"),
        new("down, with words that are not ours", InOrder.Live(0).ConfiguredAs(null, "label-index 7"), Nothing),

        new("missing once", InOrder.NoService().SeenInIpvs(), Nothing),
        new("missing for missing-fall", InOrder.NoService().MissedBefore(), Withdrawn, Says: MissingLine),
        new("missing twice, but not observe-interval apart", InOrder.NoService().MissedBefore(secondsAgo: 29), Nothing),
        new("missing twice, exactly observe-interval apart", InOrder.NoService().MissedBefore(secondsAgo: 30), Withdrawn, Says: MissingLine),
        new("missing once, missing-fall 1", InOrder.NoService().SeenInIpvs().Ruled(rules => rules with { MissingFall = 1 }), Withdrawn, Says: MissingLine),
        new("missing and listed, never seen in IPVS", InOrder.NoService().Listed().Ruled(rules => rules with { MissingFall = 1 }).Listed(), Withdrawn, Says: MissingLine),
        new("missing, neither listed nor ever seen: not managed", InOrder.NoService().Ruled(rules => rules with { MissingFall = 1 }), Nothing),
        new("missing, seen before, in the baseline no longer: not managed", InOrder.NoService().MissedBefore(5).NotInBaseline(), Nothing),
        new("missing and not originated", InOrder.NoService().MissedBefore().NotOriginated(), Withdrawn, Says: MissingLine),
        new("missing, not configured", InOrder.NoService().MissedBefore().NotConfigured(), Nothing),

        new("down, configured", InOrder.Live(0), Withdrawn, Says: DeleteLine),
        new("down, configured with another route-map", InOrder.Live(0).ConfiguredAs("BGP2"), Withdrawn, Says: DeleteLine),
        new("down, configured, not originated", InOrder.Live(0).NotOriginated(), Withdrawn, Says: DeleteLine),
        new("down, configured, not in the baseline", InOrder.Live(0).NotInBaseline(), Withdrawn, Says: DeleteLine),
        new("down, configured, withdrawn by us before and put back by hand", InOrder.Live(0).WithdrawnByUs().ConfiguredAs("BGP1"), Withdrawn, Says: DeleteLine),
        new("down, not configured", InOrder.Live(0).NotConfigured(), Nothing),
        new("down, not configured, another site's path in the table", InOrder.Live(0).NotConfigured().Learned(), Nothing),

        new("down, not configured, redistributed", InOrder.Live(0).NotConfigured().Redistributed(), Nothing, ExitStatus.ReadBackDisagrees, "Error: 0 realservers available behind 192.0.2.1, but 192.0.2.1/32 is still originated by 'redistribute connected'"),
        new("down, not configured, aggregated", InOrder.Live(0).NotConfigured().Aggregated(), Nothing, ExitStatus.ReadBackDisagrees, "'aggregate-address 192.0.2.0/24'"),
        new("held, not configured, redistributed", InOrder.NotConfigured().Held().Redistributed(), Nothing, ExitStatus.ReadBackDisagrees, "'redistribute connected'"),
        new("missing, not configured, redistributed", InOrder.NoService().MissedBefore().NotConfigured().Redistributed(), Nothing, ExitStatus.ReadBackDisagrees, "'redistribute connected'"),
        new("held, configured, redistributed: withdrawn, and then not proven", InOrder.Held().Redistributed(), Withdrawn, ExitStatus.ReadBackDisagrees, HeldLine),
        new("down, configured, redistributed: withdrawn, and then not proven", InOrder.Live(0).Redistributed(), Withdrawn, ExitStatus.ReadBackDisagrees, DeleteLine),
        new("down, not configured, whether originated unknown", InOrder.Live(0).NotConfigured().Redistributed().PathsFail(), Nothing, ExitStatus.ToolUnusable, "Error: vtysh"),

        new("up, configured, not in the baseline", InOrder.NotInBaseline(), Nothing, Says: "Warning: 192.0.2.1/32 is announced, but not in the baseline"),
        new("between the thresholds, configured, not in the baseline", Between.NotInBaseline(), Nothing, Says: "Warning: "),
        new("up, configured, not in the baseline, not originated", InOrder.NotInBaseline().NotOriginated(), Nothing, Says: "Warning: "),
        new("up, not configured, not in the baseline", InOrder.NotConfigured().NotInBaseline(), Nothing),

        new("we withdrew it, up, gone from the baseline", InOrder.WithdrawnByUs().NotInBaseline(), Nothing, ExitStatus.KeptBack, "in no baseline any more; written while withdrawn?"),
        new("we withdrew it, between the thresholds, gone from the baseline", Between.WithdrawnByUs().NotInBaseline(), Nothing),
        new("we withdrew it, down, gone from the baseline", InOrder.Live(0).WithdrawnByUs().NotInBaseline(), Nothing),

        new("up, withdrawn less than hold-down ago", HeldDown.WithdrawnByUs(TimeSpan.FromSeconds(299)), Nothing, ExitStatus.KeptBack, "12:0"),
        new("up, withdrawn exactly hold-down ago", HeldDown.WithdrawnByUs(TimeSpan.FromSeconds(300)), Announced, Says: AddLine),
        new("up, withdrawn just now, no hold-down", InOrder.WithdrawnByUs(TimeSpan.Zero), Announced, Says: AddLine),
        new("down, withdrawn less than hold-down ago", HeldDown.Live(0).WithdrawnByUs(TimeSpan.FromSeconds(299)), Nothing),
        new("up, configured, withdrawn less than hold-down ago: somebody added it", HeldDown.WithdrawnByUs(TimeSpan.FromSeconds(1)).ConfiguredAs("BGP1"), Nothing),

        new("up, not configured", InOrder.NotConfigured(), Announced, Says: AddLine),
        new("up, not configured, kept with another route-map: the baseline's", InOrder.WithdrawnByUs(routeMap: "BGP2"), Announced, Says: AddLine),
        new("up, not configured, another site's path in the table", InOrder.NotConfigured().Learned(), Announced, Says: AddLine),
        new("up, not configured, redistributed", InOrder.NotConfigured().Redistributed(), Announced, Says: AddLine),
        new("between the thresholds, not configured", Between.NotConfigured(), Nothing),
        new("up, not configured, its route-map not defined", InOrder.NotConfigured() with { RouteMaps = new HashSet<string>() }, Nothing, ExitStatus.KeptBack, "route-map BGP1 is not defined"),
        new("up, not configured, whether originated unknown", InOrder.NotConfigured().PathsFail(), Announced, ExitStatus.ToolUnusable, AddLine),

        new("up, configured, not originated, cured by issuing it again", InOrder.NotOriginated() with { ReissueCures = true }, Reissued, Says: "192.0.2.1/32 is configured but not originated > issue the route again"),
        new("up, configured, not originated, and still not", InOrder.NotOriginated(), Reissued, ExitStatus.ReadBackDisagrees, "not originated"),
        new("up, configured with another route-map, not originated: exactly as configured", InOrder.ConfiguredAs("BGP2").NotOriginated() with { ReissueCures = true }, "~ network 192.0.2.1/32 route-map BGP2", Says: "not originated"),
        new("up, configured, not originated, its route-map not defined", InOrder with { RouteMaps = new HashSet<string>() }, Nothing, ExitStatus.ReadBackDisagrees, "route-map BGP1 is not defined"),
        new("up, configured, only another site's path in the table", InOrder.NotOriginated().Learned() with { ReissueCures = true }, Reissued, Says: "not originated"),
        new("up, configured, whether originated unknown", InOrder.NotOriginated().PathsFail(), Nothing, ExitStatus.ToolUnusable, "whether routes are originated is not known"),
        new("between the thresholds, configured, not originated", Between.NotOriginated(), Nothing),
        new("rise not reached, configured, not originated", InOrder.NotOriginated().Ruled(rules => rules with { Rise = 2 }), Nothing),
        new("configured, not originated, unmanaged", InOrder.NoService().NotOriginated(), Nothing),

        new("configured with another route-map", InOrder.ConfiguredAs("BGP2"), Nothing, Says: "Warning: 192.0.2.1/32 is announced with route-map BGP2, the baseline says BGP1"),
        new("configured without the baseline's route-map", InOrder.ConfiguredAs(null), Nothing, Says: "Warning: "),
        new("between the thresholds, configured with another route-map", Between.ConfiguredAs("BGP2"), Nothing, Says: "Warning: "),
    ];

    public static TheoryData<string> When => Names(Rows);

    [Theory]
    [MemberData(nameof(When))]
    public void Vip_is(string when) => Verify(Rows, when);

    [Fact]
    public void A_held_vip_that_came_back_is_withdrawn_again()
    {
        var after = Run.Of(InOrder.Held()).After;
        Assert.Equal(Nothing, Run.Of(after.Later(60)).Sent);

        Assert.Equal(Withdrawn, Run.Of(after.ConfiguredAs("BGP1").Later(120)).Sent);
    }

    [Fact]
    public void Still_originated_by_something_else_is_status_76_at_each_run()
    {
        Assert.Equal(ExitStatus.ReadBackDisagrees, Run.Of(InOrder.Live(0).Redistributed(), times: 2).Status);
        Assert.Equal(ExitStatus.ReadBackDisagrees, Run.Of(InOrder.Live(0).Redistributed(), times: 3).Status);
    }

    [Fact]
    public void Hold_down_says_until_when_in_words_that_stay_the_same()
    {
        var world = HeldDown.WithdrawnByUs(TimeSpan.FromSeconds(60));
        var first = Assert.Single(Run.Of(world).Notices);
        var second = Assert.Single(Run.Of(world.Later(60)).Notices);

        Assert.Contains("2026-03-01T12:04", first.Text, StringComparison.Ordinal);
        Assert.Equal(first.Text, second.Text);
        Assert.True(first.Once);
    }

    [Fact]
    public void A_persons_withdrawal_starts_no_hold_down()
    {
        var held = Run.Of(HeldDown.Held()).After;

        Assert.Equal(Announced, Run.Of((held with { Holds = [] }).Later(60)).Sent);
    }

    [Fact]
    public void The_watchdogs_own_withdrawal_starts_the_hold_down()
    {
        var down = Run.Of(HeldDown.Live(0)).After.Live(2);

        Assert.Equal(Nothing, Run.Of(down.Later(299)).Sent);
        Assert.Equal(Announced, Run.Of(down.Later(300)).Sent);
    }

    [Fact]
    public void A_statement_is_issued_again_once_in_an_episode()
    {
        var first = Run.Of(InOrder.NotOriginated());
        var second = Run.Of(first.After.Later(60));
        var third = Run.Of(second.After.Later(60));

        Assert.Equal([Reissued, Nothing, Nothing], new[] { first.Sent, second.Sent, third.Sent });
        Assert.Equal(ExitStatus.ReadBackDisagrees, third.Status);
        Assert.Contains("Error: ", third.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_episode_ends_when_the_route_is_originated_and_the_next_one_is_cured_again()
    {
        var cured = Run.Of(Run.Of(InOrder.NotOriginated()).After with { NotOriginated = InOrder.NotOriginated }).After.Later(60);

        Assert.Equal(Reissued, Run.Of(cured.NotOriginated()).Sent);
    }

    [Fact]
    public void What_is_unknown_for_a_run_ends_no_episode()
    {
        var tried = Run.Of(InOrder.NotOriginated()).After.Later(60);
        foreach (var blind in (World[])
        [
            tried.PathsFail(), tried.IpvsadmFails(), tried.BgpdFails(), tried.KeepalivedIs(TimeSpan.FromSeconds(3)),
            tried.BaselineFails(), tried.Ruled(rules => rules with { Drop = 1, Restore = 3 }),
        ])
        {
            var after = Run.Of(blind).After;

            Assert.Equal(Nothing, Run.Of((tried with { State = after.State }).Later(60)).Sent);
        }
    }

    [Fact]
    public void A_baseline_of_another_length_is_never_touched()
    {
        var wide = Statement("192.0.2.0/24", "BGP1");
        var world = (InOrder with { Configured = [wide], Baseline = [wide] }).Live(0);

        Assert.Equal("", Run.Of(world, times: 3).Said);
    }

    [Fact]
    public void With_another_configured_length_the_services_of_the_network_decide()
    {
        var wide = Statement("192.0.2.0/24", "BGP1");
        var world = (InOrder with { Configured = [wide], Baseline = [wide], Policy = new() { MaskV4 = 24 } }).Live(0);

        var run = Run.Of(world);
        Assert.Equal("- 192.0.2.0/24", run.Sent);
        Assert.Contains("0 realservers available behind 192.0.2.0/24 > delete route", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void IPv6_is_told_in_RFC_5952_form_without_brackets()
    {
        var six = Statement("2001:db8::1/128", "BGP1");
        var run = Run.Of(InOrder with { Configured = [six], Baseline = [six], Table = [Service("tcp/[2001:db8::1]:80", 0)] });

        Assert.Equal("- 2001:db8::1/128", run.Sent);
        Assert.Contains("0 realservers available behind 2001:db8::1 > delete route", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_statement_of_a_vips_entry_is_announced_though_the_start_up_configuration_lacks_it()
    {
        var entry = new VipEntry("service", [Vip], "BGP2", [], new());
        var world = InOrder.NotConfigured().NotInBaseline() with { Policy = new() { Vips = [entry] } };

        Assert.Equal("+ network 192.0.2.1/32 route-map BGP2", Run.Of(world).Sent);
    }

    [Fact]
    public void A_redistributed_path_that_is_not_valid_keeps_nothing_alive()
    {
        var world = InOrder.Live(0).NotConfigured() with
        {
            OtherPaths = [(Vip, new(PathOrigin.Redistributed, Valid: false, Best: false, "", null))],
        };

        Assert.Equal(ExitStatus.Done, Run.Of(world).Status);
    }
}
