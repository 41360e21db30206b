using Vips.Holds;
using static Vips.Tests.Maintenance.Command;
using static Vips.Tests.World;

namespace Vips.Tests.Maintenance;

/// <summary>DESIGN section 4: `vip-mgmt -d`.</summary>
public class DeletionTests
{
    [Fact]
    public void Writes_the_claim_and_withdraws()
    {
        var decision = InOrder.Delete();

        Assert.Equal("- 192.0.2.1/32", decision.Sent());
        Assert.Equal(Statement("192.0.2.1/32", "BGP1"), decision.Change!.Statement);
        Assert.Equal(new Claim("service.tld", "bob", InOrder.Now.Wall, "kernel", null), Assert.Single(decision.Hold!.After.Claims));
        Assert.Null(decision.Line);
        Assert.Equal(ExitStatus.Done, decision.Status());
        Assert.Equal("Deleting route to 192.0.2.1/32", Lines.Changed(decision.Change));
        Assert.Equal("Failed to delete route to 192.0.2.1/32: WORDS", Lines.Failed(decision.Change, "WORDS"));
        Assert.Contains("bob", decision.Change.Why, StringComparison.Ordinal);
        Assert.Contains("kernel", decision.Change.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void For_ends_the_claim() =>
        Assert.Equal(InOrder.Now.Wall.AddHours(2), Assert.Single(InOrder.Delete(lasts: TimeSpan.FromHours(2)).Hold!.After.Claims).Until);

    [Fact]
    public void A_literal_claims_under_its_prefix() =>
        Assert.Equal("192.0.2.1/32 by bob", InOrder.Delete(Literal("192.0.2.1/32")).Claims());

    [Theory]
    [InlineData("BGP2", "BGP1")]
    [InlineData("BGP1", null)]
    [InlineData(null, null)]
    public void Withdraws_anything_configured_whatever_the_baseline_says(string? configured, string? inBaseline)
    {
        var world = InOrder.ConfiguredAs(configured) with { Baseline = inBaseline is null ? [] : [Statement("192.0.2.1/32", inBaseline)] };

        Assert.Equal(Statement("192.0.2.1/32", configured), world.Delete().Change!.Statement);
    }

    [Fact]
    public void Withdraws_what_is_configured_though_the_baseline_cannot_be_read()
    {
        var decision = InOrder.BaselineFails(remembered: false).Delete();

        Assert.Equal(("- 192.0.2.1/32", "service.tld by bob", ExitStatus.Done), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void Withdraws_a_statement_of_any_length() =>
        Assert.Equal("- 192.0.2.0/24", (InOrder with { Configured = [Statement("192.0.2.0/24")] }).Delete(Literal("192.0.2.0/24")).Sent());

    [Fact]
    public void Asks_neither_ipvs_nor_keepalived() =>
        Assert.Equal("- 192.0.2.1/32", InOrder.IpvsadmFails().KeepalivedDead().Delete().Sent());

    [Fact]
    public void A_statement_with_other_words_is_not_ours()
    {
        var decision = InOrder.ConfiguredAs("BGP1", "backdoor").Delete();

        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("backdoor", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Already_removed_is_done_and_held()
    {
        var decision = InOrder.NotConfigured().Delete();

        Assert.Equal("Route 192.0.2.1/32 already removed", decision.Line);
        Assert.Equal(("", "service.tld by bob", ExitStatus.Done), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    /// <summary>No statement is half of *withdrawn*.</summary>
    [Fact]
    public void Not_configured_and_still_or_perhaps_originated_is_not_withdrawn()
    {
        var still = InOrder.NotConfigured().Redistributed().Delete();
        var perhaps = InOrder.NotConfigured().PathsFail().Delete();

        Assert.EndsWith("it is still originated by 'redistribute connected'", still.Line, StringComparison.Ordinal);
        Assert.EndsWith("it is not configured, but the table could not be read (vtysh: timed out after 5 s)", perhaps.Line, StringComparison.Ordinal);
        Assert.Equal((ExitStatus.ReadBackDisagrees, ExitStatus.ToolUnusable), (still.Status(), perhaps.Status()));
        Assert.Equal(("service.tld by bob", "service.tld by bob"), (still.Claims(), perhaps.Claims()));
    }

    /// <summary>The watchdog writes no hold that it cannot read; a person's claim is written all the same.</summary>
    [Fact]
    public void With_the_holds_unreadable_the_claim_is_the_only_one_that_is_known() =>
        Assert.Equal(("- 192.0.2.1/32", "service.tld by bob"), (InOrder.HoldsFail().Delete().Sent(), InOrder.HoldsFail().Delete().Claims()));

    [Fact]
    public void Already_removed_also_when_it_is_in_the_baseline_no_longer() =>
        Assert.Equal("Route 192.0.2.1/32 already removed", InOrder.WithdrawnByUs().NotInBaseline().Delete().Line);

    [Fact]
    public void Not_of_this_site_is_skipped_and_1_when_none_is_left()
    {
        var decision = InOrder.Delete(Literal("192.0.2.9/32"));
        Assert.Equal("Route 192.0.2.9/32 not of this site", decision.Line);
        Assert.Equal(("", null, ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));

        Assert.Equal(ExitStatus.Done, InOrder.DeleteAll([Literal("192.0.2.9/32"), ServiceTld]).Status());
    }

    [Fact]
    public void With_bgpd_unreadable_the_hold_stands_for_a_vip_of_the_baseline()
    {
        var decision = InOrder.BgpdFails().Delete();

        Assert.Equal("Route 192.0.2.1/32: hold in force; not withdrawn: vtysh: timed out after 5 s", decision.Line);
        Assert.Equal(("", "service.tld by bob", ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void With_bgpd_not_permitted_the_status_is_77() =>
        Assert.Equal(ExitStatus.NotPermitted, InOrder.BgpdFails(denied: true).Delete().Status());

    [Fact]
    public void With_bgpd_unreadable_nobody_can_tell_what_is_not_of_this_site()
    {
        var decision = InOrder.BgpdFails().Delete(Literal("192.0.2.9/32"));

        Assert.Contains("cannot tell whether it is of this site", decision.Line, StringComparison.Ordinal);
        Assert.Equal(("", null, ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void With_neither_bgpd_nor_baseline_readable_nothing_is_written()
    {
        var decision = InOrder.BgpdFails().BaselineFails().Delete();

        Assert.Equal(("", null, ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("neither bgpd", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_baseline_unreadable_and_not_configured_nobody_can_tell()
    {
        var decision = InOrder.NotConfigured().BaselineFails().Delete();

        Assert.Equal(("", null, ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Contains("cannot tell whether it is of this site", decision.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Claims_of_others_stay() =>
        Assert.Equal("other.tld by alice, service.tld by bob", InOrder.Held("other.tld").Delete().Claims());

    [Fact]
    public void A_nameless_claim_stays() =>
        Assert.Equal("nobody by vip-watchdog, service.tld by bob", InOrder.Held(name: null, who: "vip-watchdog").Delete().Claims());

    [Fact]
    public void The_claim_of_the_same_name_is_renewed()
    {
        var claim = Assert.Single(InOrder.Held("service.tld", "bob", "upgrade", TimeSpan.FromMinutes(1)).Delete().Hold!.After.Claims);

        Assert.Equal(new("service.tld", "bob", InOrder.Now.Wall, "kernel", null), claim);
    }

    /// <summary>Bob's five minutes must not end in Alice's work.</summary>
    [Fact]
    public void The_claim_of_another_person_by_the_same_name_stays() =>
        Assert.Equal("service.tld by alice, service.tld by bob", InOrder.Held("service.tld", "alice").Delete(lasts: TimeSpan.FromMinutes(5)).Claims());

    [Fact]
    public void An_expired_claim_is_dropped() =>
        Assert.Equal("service.tld by bob", InOrder.Held("other.tld", until: TimeSpan.Zero).Delete().Claims());

    [Fact]
    public void Several_names_of_one_vip_withdraw_it_once_and_claim_it_each()
    {
        var decision = Assert.Single(InOrder.DeleteAll([ServiceTld, Name("alias.tld", "192.0.2.1/32"), ServiceTld]));

        Assert.Equal("- 192.0.2.1/32", decision.Sent());
        Assert.Equal(["alias.tld", "service.tld"], decision.Hold!.After.Claims.Select(claim => claim.Name!).Order());
    }

    [Fact]
    public void Names_in_the_order_given_and_each_vip_once()
    {
        var world = InOrder with { Configured = [Statement("192.0.2.1/32"), Statement("192.0.2.2/32"), Statement("2001:db8::1/128")] };
        var decisions = world.DeleteAll([Name("b.tld", "192.0.2.2/32", "2001:db8::1/128"), Name("a.tld", "192.0.2.1/32", "2001:db8::1/128")]);

        Assert.Equal(["- 192.0.2.2/32", "- 2001:db8::1/128", "- 192.0.2.1/32"], decisions.Select(decision => decision.Sent()));
    }

    [Fact]
    public void What_is_withdrawn_stays_so_under_the_watchdog()
    {
        var decision = InOrder.Delete();
        var held = InOrder.NotConfigured() with { Holds = [decision.Hold!.After] };

        Assert.Equal("", Run.Of(held.Later(60)).Sent);
        Assert.Equal("- 192.0.2.1/32", Run.Of((held with { Configured = InOrder.Configured }).IpvsadmFails().Later(60)).Sent);
    }
}
