using Vips.State;
using static Vips.Tests.Maintenance.Command;
using static Vips.Tests.World;

namespace Vips.Tests.Maintenance;

/// <summary>DESIGN section 4: `-a` asks IPVS first, and what it says when the answer is not "up".</summary>
public class HealthGateTests
{
    private const string Announced = "+ network 192.0.2.1/32 route-map BGP1";

    private static readonly World Withdrawn = InOrder.NotConfigured().Held();

    [Fact]
    public void A_vip_that_is_down_is_freed_and_not_announced()
    {
        var decision = Withdrawn.Live(0).Add();

        Assert.Equal("Route 192.0.2.1/32 not announced: 0 realservers; hold lifted, the watchdog announces it when it is up", decision.Line);
        Assert.Equal(("", "", ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void A_vip_that_was_not_held_has_no_hold_to_be_lifted() =>
        Assert.Equal("Route 192.0.2.1/32 not announced: 0 realservers; the watchdog announces it when it is up", InOrder.NotConfigured().Live(0).Add().Line);

    [Fact]
    public void A_vip_between_the_thresholds_is_announced() =>
        Assert.Equal(Announced, Withdrawn.Live(2).Ruled(rules => rules with { Drop = 1, Restore = 3 }).Add().Sent());

    [Theory]
    [InlineData(1, "1 realservers")]
    [InlineData(0, "0 realservers")]
    public void Down_is_at_or_below_drop_and_tells_its_count(int live, string words) =>
        Assert.Contains($"not announced: {words};", Withdrawn.Live(live).Ruled(rules => rules with { Drop = 1, Restore = 3 }).Add().Line, StringComparison.Ordinal);

    [Fact]
    public void There_is_no_waiting_for_rise_or_hold_down()
    {
        var world = InOrder.WithdrawnByUs(TimeSpan.FromSeconds(1)).Held().Ruled(rules => rules with { Rise = 5, HoldDown = TimeSpan.FromHours(1) });

        Assert.Equal(Announced, world.Add().Sent());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void There_is_no_waiting_for_fall_either(bool seenAlive)
    {
        var world = Withdrawn.Live(0).Ruled(rules => rules with { Fall = 3 });
        var decision = (seenAlive ? world : world.NeverSeenAlive("tcp/80")).Add();

        Assert.Equal(("", ExitStatus.KeptBack), (decision.Sent(), decision.Status()));
    }

    [Fact]
    public void A_missing_vip_is_down_at_once()
    {
        var decision = Withdrawn.NoService().Listed().Add();

        Assert.Equal("Route 192.0.2.1/32 not announced: no virtual service; hold lifted, the watchdog announces it when it is up", decision.Line);
        Assert.Equal(ExitStatus.KeptBack, decision.Status());
    }

    [Fact]
    public void A_dead_port_never_seen_alive_does_not_keep_the_vip_down() =>
        Assert.Equal(Announced, Withdrawn.Services(("tcp/80", 2), ("tcp/443", 0)).NeverSeenAlive("tcp/443").Add().Sent());

    [Fact]
    public void A_dead_port_seen_alive_before_keeps_the_vip_down() =>
        Assert.Equal("", Withdrawn.Services(("tcp/80", 2), ("tcp/443", 0)).Add().Sent());

    [Fact]
    public void An_unmanaged_vip_is_announced_at_once()
    {
        Assert.Equal(Announced, Withdrawn.NoService().Add().Sent());
        Assert.Equal(Announced, Withdrawn.NoService().KeepalivedDead().Add().Sent());
    }

    [Fact]
    public void A_baseline_of_another_length_is_announced_at_once()
    {
        var wide = InOrder with { Baseline = [Statement("192.0.2.0/24")], Configured = [] };

        Assert.Equal("+ network 192.0.2.0/24", wide.IpvsadmFails().Add(Literal("192.0.2.0/24")).Sent());
    }

    [Fact]
    public void Where_the_gate_is_off_ipvs_is_not_asked() =>
        Assert.Equal(Announced, Withdrawn.Live(0).KeepalivedDead().IpvsadmFails().Add(asksIpvs: false).Sent());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_ipvs_unreadable_nobody_can_tell(bool isListed)
    {
        // Whether a VIP of the baseline is managed rests on the table, too.
        var world = Withdrawn.IpvsadmFails();
        var decision = (isListed ? world.Listed() : world).Add();

        Assert.Equal("Route 192.0.2.1/32 not announced: ipvsadm: timed out after 5 s; the watchdog announces it when it can tell", decision.Line);
        Assert.Equal(("", "", ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void With_ipvs_not_permitted_the_status_is_77() =>
        Assert.Equal(ExitStatus.NotPermitted, Withdrawn.Listed().IpvsadmFails(denied: true).Add().Status());

    [Fact]
    public void With_keepalived_dead_nobody_can_tell()
    {
        var decision = Withdrawn.KeepalivedDead().Add();

        Assert.Equal("Route 192.0.2.1/32 not announced: keepalived is not running (no process named keepalived); the watchdog announces it when it can tell", decision.Line);
        Assert.Equal(("", "", ExitStatus.ToolUnusable), (decision.Sent(), decision.Claims(), decision.Status()));
    }

    [Fact]
    public void With_keepalived_in_grace_nobody_can_tell_and_the_status_is_1()
    {
        var decision = Withdrawn.KeepalivedIs(TimeSpan.FromSeconds(59.9)).Add();

        Assert.Matches("^Route 192.0.2.1/32 not announced: .*60 s.*; the watchdog announces it when it can tell$", decision.Line);
        Assert.Equal(("", "", ExitStatus.KeptBack), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.Equal(Announced, Withdrawn.KeepalivedIs(TimeSpan.FromSeconds(60)).Add().Sent());
    }

    [Fact]
    public void Force_on_a_vip_that_is_down_says_what_the_watchdog_will_do()
    {
        var decision = Withdrawn.Live(0).Add(force: true);

        Assert.Equal((Announced, "", ExitStatus.Done), (decision.Sent(), decision.Claims(), decision.Status()));
        Assert.EndsWith("the watchdog withdraws it again at its next run", decision.Warning, StringComparison.Ordinal);

        var next = Run.Of((Withdrawn.Live(0) with { Holds = [], Configured = InOrder.Configured }).Later(60));
        Assert.Equal("- 192.0.2.1/32", next.Sent);
    }

    [Fact]
    public void Force_announces_also_when_nobody_can_tell()
    {
        foreach (var blind in (World[])[Withdrawn.Listed().IpvsadmFails(), Withdrawn.IpvsadmFails(), Withdrawn.KeepalivedDead(), Withdrawn.KeepalivedIs(TimeSpan.Zero)])
        {
            var decision = blind.Add(force: true);

            Assert.Equal(Announced, decision.Sent());
            Assert.DoesNotContain("withdraws it again", decision.Warning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_gate_does_not_change_what_is_remembered()
    {
        var inputs = Withdrawn.Live(0).Ruled(rules => rules with { Fall = 3 }).ToInputs();
        var services = new Dictionary<JudgedService, ServiceHistory>(inputs.State.Services);
        new Vips.Maintenance.Addition(inputs, "bob", force: false, asksIpvs: true).Decide([ServiceTld]);

        Assert.Equal(services, inputs.State.Services);
        Assert.Empty(inputs.State.Vips);
    }
}
