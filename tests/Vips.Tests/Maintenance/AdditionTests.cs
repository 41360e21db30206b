using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.Maintenance;
using static Vips.Tests.Maintenance.Command;
using static Vips.Tests.World;

namespace Vips.Tests.Maintenance;

/// <summary>DESIGN section 4: `vip-mgmt -a`: what it reaches, what it lifts, and what it announces.</summary>
public class AdditionTests
{
    private const string Announced = "+ network 192.0.2.1/32 route-map BGP1";

    [Fact]
    public void Lifts_the_claim_and_announces_with_the_baselines_route_map()
    {
        var decision = InOrder.WithdrawnByUs(routeMap: "BGP2").Held().Add();

        Assert.Equal((Announced, "", ExitStatus.Done), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Null(decision.Line);
        Assert.Null(decision.Warning);
        Assert.Equal("Adding route to 192.0.2.1/32", Lines.Changed(decision.Change!));
        Assert.Equal("Failed to add route to 192.0.2.1/32: WORDS", Lines.Failed(decision.Change!, "WORDS"));
    }

    [Fact]
    public void Already_exists_is_done()
    {
        var decision = InOrder.Add();

        Assert.Equal(("Route 192.0.2.1/32 already exists", "", ExitStatus.Done), (decision.Line, decision.Sent(), decision.Status()));
    }

    /// <summary>A statement announces nothing where bgpd has no valid path for it.</summary>
    [Fact]
    public void Already_exists_is_warned_of_where_it_is_or_may_be_not_originated()
    {
        var unasked = InOrder.ToInputs() with { Paths = Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Known(new Dictionary<Prefix, BgpPaths>()) };

        Assert.Equal("Route 192.0.2.1/32: configured, but not originated (see vip-mgmt status)", InOrder.NotOriginated().Add().Warning);
        Assert.Equal("Route 192.0.2.1/32: configured; whether it is originated cannot be told (vtysh: timed out after 5 s)", InOrder.PathsFail().Add().Warning);
        Assert.Null(Assert.Single(new Addition(unasked, "bob", force: false, asksIpvs: true).Decide([ServiceTld])).Warning);
    }

    [Fact]
    public void Force_has_nothing_to_announce_where_nothing_was_kept() =>
        Assert.Equal("", InOrder.NotConfigured().NotInBaseline().Held().Add(force: true).Sent());

    [Fact]
    public void Already_exists_lifts_the_claim_all_the_same() =>
        Assert.Equal("", InOrder.Held().Add().Claims());

    [Fact]
    public void Not_of_this_site_is_skipped_and_1_when_none_is_left()
    {
        var decision = InOrder.Add(Literal("192.0.2.9/32"));
        Assert.Equal(("Route 192.0.2.9/32 not of this site", "", ExitStatus.KeptBack), (decision.Line, decision.Sent(), decision.Status()));

        Assert.Equal(ExitStatus.Done, InOrder.AddAll([Literal("192.0.2.9/32"), ServiceTld]).Status());
    }

    [Fact]
    public void A_statement_with_other_words_is_not_ours() =>
        Assert.Equal(ExitStatus.KeptBack, InOrder.ConfiguredAs("BGP1", "backdoor").Add().Status());

    [Fact]
    public void Another_ones_claim_keeps_the_vip_withdrawn()
    {
        var decision = InOrder.NotConfigured().Held("b.tld", reason: "kernel").Held().Add();

        Assert.Equal("Route 192.0.2.1/32 still held by alice for b.tld (kernel)", decision.Line);
        Assert.Equal(("", "b.tld by alice", ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void Another_ones_claim_without_a_reason() =>
        Assert.Equal("Route 192.0.2.1/32 still held by alice for b.tld", InOrder.NotConfigured().Held("b.tld", reason: null).Add().Line);

    [Fact]
    public void The_last_claim_lifted_frees_the_vip()
    {
        var world = InOrder.NotConfigured().Held("a.tld").Held("b.tld");
        var decisions = world.AddAll([Name("a.tld", "192.0.2.1/32"), Name("b.tld", "192.0.2.1/32")]);

        Assert.Equal((Announced, ""), (Assert.Single(decisions).Sent(), decisions[0].Claims()));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_literal_and_force_lift_all_claims(bool isLiteral, bool force)
    {
        var world = InOrder.NotConfigured().Held("a.tld").Held("b.tld").Held(name: null);
        var decision = world.Add(isLiteral ? Literal("192.0.2.1/32") : ServiceTld, force);

        Assert.Equal((Announced, ""), (decision.Sent(), decision.Claims()));
    }

    [Fact]
    public void A_claim_without_a_name_is_lifted_by_any_name_that_covers_its_vip() =>
        Assert.Equal((Announced, ""), (InOrder.NotConfigured().Held(name: null).Add().Sent(), InOrder.NotConfigured().Held(name: null).Add().Claims()));

    [Fact]
    public void A_damaged_hold_is_lifted_too()
    {
        var world = InOrder.NotConfigured() with { Holds = [new(Vip, [new(null, "unknown", default, null, null)], "empty")] };

        Assert.Equal((Announced, ""), (world.Add().Sent(), world.Add().Claims()));
    }

    [Fact]
    public void An_expired_claim_holds_nothing()
    {
        var decision = InOrder.NotConfigured().Held("b.tld", until: TimeSpan.Zero).Add();

        Assert.Equal((Announced, ""), (decision.Sent(), decision.Claims()));
    }

    [Fact]
    public void Beside_another_ones_claim_an_expired_one_is_not_lifted_by_whoever_comes()
    {
        var decision = InOrder.NotConfigured().Held("a.tld", until: TimeSpan.Zero).Held("b.tld").Add();

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("still held by alice for b.tld", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_goes_beside_others_is_lifted_in_part()
    {
        var decision = InOrder.NotConfigured().Held("service.tld").Held("b.tld").Add();

        Assert.Equal(HoldChangeKind.LiftedInPart, decision.Hold!.Kind);
        Assert.Equal("b.tld", Assert.Single(decision.Hold.ClaimNames));
    }

    [Fact]
    public void Acts_also_on_every_vip_that_the_name_claims()
    {
        var world = TwoVips.Held("service.tld", prefix: "192.0.2.2/32");
        var decisions = world.AddAll([ServiceTld]);

        Assert.Equal([Announced, "+ network 192.0.2.2/32 route-map BGP1"], decisions.Select(decision => decision.Sent()));
    }

    [Fact]
    public void With_dns_down_the_claims_suffice()
    {
        var decision = InOrder.NotConfigured().Held().Add(Name("service.tld"));

        Assert.Equal((Announced, ""), (decision.Sent(), decision.Claims()));
    }

    [Fact]
    public void With_dns_down_an_expired_claim_reaches_nothing() =>
        Assert.Empty(InOrder.NotConfigured().Held(until: TimeSpan.Zero).Held("b.tld").AddAll([Name("service.tld")]));

    [Fact]
    public void A_claim_under_another_name_is_not_reached() =>
        Assert.Empty(InOrder.NotConfigured().Held("b.tld").AddAll([Name("service.tld")]));

    [Fact]
    public void Names_in_the_order_given_and_each_vip_once_numeric_within_a_name()
    {
        var world = TwoVips.Held("b.tld", prefix: "192.0.2.1/32").Held("a.tld", prefix: "192.0.2.1/32").Held("b.tld", prefix: "192.0.2.2/32");
        var decisions = world.AddAll([Name("b.tld", "192.0.2.2/32"), Name("a.tld", "192.0.2.1/32")]);

        Assert.Equal([Announced, "+ network 192.0.2.2/32 route-map BGP1"], decisions.Select(decision => decision.Sent()));
        Assert.All(decisions, decision => Assert.Equal("", decision.Claims()));
    }

    [Fact]
    public void In_the_baseline_no_longer_is_refused_and_nothing_lifted()
    {
        var decision = InOrder.WithdrawnByUs(routeMap: "BGP2").NotInBaseline().Held().Add();

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("in the baseline no longer", decision.Line, StringComparison.Ordinal);
        Assert.Contains("--force uses 'network 192.0.2.1/32 route-map BGP2'", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_baseline_no_longer_force_uses_the_kept_statement() =>
        Assert.Equal("+ network 192.0.2.1/32 route-map BGP2", InOrder.WithdrawnByUs(routeMap: "BGP2").NotInBaseline().Add(force: true).Sent());

    [Fact]
    public void With_the_baseline_readable_force_uses_the_baselines_statement() =>
        Assert.Equal(Announced, InOrder.WithdrawnByUs(routeMap: "BGP2").Add(force: true).Sent());

    [Fact]
    public void Force_does_not_make_a_vip_one_of_this_site() =>
        Assert.Equal("Route 192.0.2.9/32 not of this site", InOrder.Add(Literal("192.0.2.9/32"), force: true).Line);

    [Fact]
    public void A_route_map_that_is_not_defined_is_refused_also_with_force()
    {
        var decision = (InOrder.NotConfigured() with { RouteMaps = new HashSet<string>() }).Add(force: true);

        Assert.Equal(("", "Failed to add route to 192.0.2.1/32: route-map BGP1 is not defined"), (decision.Sent(), decision.Line));
        Assert.Equal(ExitStatus.KeptBack, decision.Status());
    }

    [Fact]
    public void With_bgpd_unreadable_the_hold_is_lifted_and_nothing_announced()
    {
        var decision = InOrder.Held().BgpdFails().Add();

        Assert.Equal("Route 192.0.2.1/32 not announced: vtysh: timed out after 5 s; the watchdog announces it when it can tell", decision.Line);
        Assert.Equal(("", "", ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void With_bgpd_unreadable_nobody_can_tell_what_is_not_of_this_site()
    {
        var decision = InOrder.BgpdFails().Add(Literal("192.0.2.9/32"));

        Assert.Contains("cannot tell whether it is of this site", decision.Line, StringComparison.Ordinal);
        Assert.Equal(("", null, ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void With_the_baseline_unreadable_nothing_is_announced()
    {
        var decision = InOrder.NotConfigured().BaselineFails().Held().Add();

        Assert.Equal("Route 192.0.2.1/32 not announced: /etc/frr/frr.conf: holds no 'router bgp'; the watchdog announces it when it can tell", decision.Line);
        Assert.Equal(("", "", ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_the_holds_unreadable_nothing_is_announced_nor_lifted(bool force)
    {
        var decision = InOrder.NotConfigured().HoldsFail().Add(force: force);

        Assert.Equal(("", null, ExitStatus.StateNotWritable), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("holds: Input/output error", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_holds_unreadable_a_route_that_exists_may_still_be_held()
    {
        var decision = InOrder.HoldsFail().Add();

        Assert.Equal(ExitStatus.StateNotWritable, decision.Status());
        Assert.Contains("holds: Input/output error", decision.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_a_stranger_among_the_holds_nothing_is_announced(bool force)
    {
        var decision = (InOrder.NotConfigured().Held() with { Strangers = ["192.0.2.1"] }).Add(force: force);

        Assert.Equal(("", "", ExitStatus.StateNotWritable), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("'192.0.2.1' is named for no prefix", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_held_and_otherwise_unknown_is_lifted_and_told()
    {
        var decision = InOrder.Held(prefix: "192.0.2.9/32").Add(Literal("192.0.2.9/32"));

        Assert.Equal(("", "", ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.StartsWith("Route 192.0.2.9/32 not of this site", decision.Line, StringComparison.Ordinal);
    }

    private static World TwoVips { get; } = InOrder with
    {
        Configured = [],
        Baseline = [Statement("192.0.2.1/32", "BGP1"), Statement("192.0.2.2/32", "BGP1")],
        Table = [Service("tcp/192.0.2.1:80", 2), Service("tcp/192.0.2.2:80", 2)],
    };

    /// <summary>A damaged file, or what the first run found withdrawn: nobody named it, and `--all` is no name for it.</summary>
    [Fact]
    public void All_lifts_no_claim_without_a_name()
    {
        var world = InOrder.NotConfigured().Held(name: null, who: "vip-watchdog", reason: "found withdrawn");
        var decision = world.Add(Name(Claim.All, "192.0.2.1/32"));

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Equal("Route 192.0.2.1/32 still held by vip-watchdog (found withdrawn)", decision.Line);
        Assert.Equal("", world.Add(Name(Claim.All, "192.0.2.1/32"), force: true).Claims());
        Assert.Equal("", world.Add().Claims());
    }
}
