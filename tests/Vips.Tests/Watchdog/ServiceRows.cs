using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Policies;
using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>DESIGN section 5: which of a VIP's services decide, and which one is told.</summary>
public class ServiceRows
{
    private static readonly World Any = InOrder.Ruled(rules => rules with { Services = ServiceChoice.Any });

    private static readonly World List = InOrder.Ruled(rules => rules with
    {
        Services = ServiceChoice.Listed,
        Listed = [new(IpvsProtocol.Tcp, 80), new(IpvsProtocol.Tcp, 443)],
    });

    private static readonly Row[] Rows =
    [
        new("all: one of two down", InOrder.Services(("tcp/80", 2), ("tcp/443", 0)), Withdrawn, Says: DeleteLine),
        new("all: both up", InOrder.Services(("tcp/80", 2), ("tcp/443", 1)).NotConfigured(), Announced, Says: AddLine),
        new("all: one between the thresholds", InOrder.Ruled(rules => rules with { Restore = 3 }).Services(("tcp/80", 3), ("tcp/443", 1)).NotConfigured(), Nothing),
        new("all: one down and one between", InOrder.Ruled(rules => rules with { Restore = 3 }).Services(("tcp/80", 1), ("tcp/443", 0)), Withdrawn, Says: DeleteLine),
        new("all: one down, not configured", InOrder.Services(("tcp/80", 2), ("tcp/443", 0)).NotConfigured(), Nothing),
        new("all: a service never seen above drop is left out, and warned of", InOrder.Services(("tcp/80", 2), ("tcp/443", 0)).NeverSeenAlive("tcp/443"), Nothing, Says: "Warning: tcp/192.0.2.1:443 was never seen with a live real server"),
        new("all: left out, the others up", InOrder.Services(("tcp/80", 2), ("tcp/443", 0)).NeverSeenAlive("tcp/443").NotConfigured(), Announced, Says: "Warning: "),
        new("all: every service down, none ever seen above drop", InOrder.Services(("tcp/80", 0), ("tcp/443", 0)).NeverSeenAlive("tcp/80", "tcp/443"), Withdrawn, Says: DeleteLine),
        new("all: the only service down and never seen above drop", InOrder.Live(0).NeverSeenAlive("tcp/80"), Withdrawn, Says: DeleteLine),
        new("all: the seen one down, the other left out", InOrder.Services(("tcp/80", 0), ("tcp/443", 0)).NeverSeenAlive("tcp/443"), Withdrawn, Says: DeleteLine),
        new("all: never seen before, up now", InOrder.Services(("tcp/80", 2), ("tcp/443", 1)).NeverSeenAlive("tcp/443").NotConfigured(), Announced, Says: AddLine),

        new("any: one of two down", Any.Services(("tcp/80", 2), ("tcp/443", 0)), Nothing),
        new("any: one of two up, not configured", Any.Services(("tcp/80", 0), ("tcp/443", 1)).NotConfigured(), Announced, Says: AddLine),
        new("any: both down", Any.Services(("tcp/80", 0), ("tcp/443", 0)), Withdrawn, Says: DeleteLine),
        new("any: one down, one between", Any.Ruled(rules => rules with { Restore = 3 }).Services(("tcp/80", 0), ("tcp/443", 2)), Nothing),
        new("any: both down, never seen above drop", Any.Services(("tcp/80", 0), ("tcp/443", 0)).NeverSeenAlive("tcp/80", "tcp/443"), Withdrawn, Says: DeleteLine),
        new("any: a dead one never seen is not warned of", Any.Services(("tcp/80", 2), ("tcp/443", 0)).NeverSeenAlive("tcp/443"), Nothing),

        new("list: both up, another down", List.Services(("tcp/80", 2), ("tcp/443", 1), ("tcp/8080", 0)).NotConfigured(), Announced, Says: AddLine),
        new("list: one of the listed down", List.Services(("tcp/80", 2), ("tcp/443", 0), ("tcp/8080", 3)), Withdrawn, Says: DeleteLine),
        new("list: only what is not listed down", List.Services(("tcp/80", 2), ("tcp/443", 2), ("tcp/8080", 0)), Nothing),
        new("list: a listed one never seen above drop is left out, and warned of", List.Services(("tcp/80", 2), ("tcp/443", 0)).NeverSeenAlive("tcp/443"), Nothing, Says: "Warning: tcp/192.0.2.1:443 was never seen"),
        new("list: one absent once", List.Services(("tcp/80", 2)).SeenAlive("tcp/443"), Nothing),
        new("list: one absent once, not configured", List.Services(("tcp/80", 2)).SeenAlive("tcp/443").NotConfigured(), Nothing),
        new("list: one absent and never seen is left out, and warned of", List.Services(("tcp/80", 2)), Nothing, Says: "Warning: tcp/192.0.2.1:443 was never seen"),
        new("list: the other protocol's port is not the listed service", List.Services(("tcp/80", 2), ("udp/443", 5)).SeenAlive("tcp/443").Ruled(rules => rules with { MissingFall = 1 }), Withdrawn, Says: "0 realservers available behind 192.0.2.1"),
    ];

    public static TheoryData<string> When => Names(Rows);

    [Theory]
    [MemberData(nameof(When))]
    public void Services(string when) => Verify(Rows, when);

    [Fact]
    public void A_mark_behind_two_vips_counts_for_each_by_its_own_rules()
    {
        var other = Prefix.Parse("192.0.2.2/32");
        var world = InOrder with
        {
            Policy = InOrder.Policy with
            {
                Vips =
                [
                    new(null, [Vip], null, [7], new() { Drop = 1, Restore = 3, Fall = 3 }),
                    new(null, [other], null, [7], new() { Drop = 0, Restore = 1 }),
                ],
            },
            Baseline = [.. InOrder.Baseline, Statement("192.0.2.2/32", "BGP1")],
            Configured = [.. InOrder.Configured, Statement("192.0.2.2/32", "BGP1")],
            Table = [Service("fwm/7", 1)],
        };

        Assert.Equal(Nothing, Run.Of(world, times: 2).Sent);
        Assert.Equal("- 192.0.2.1/32", Run.Of(world, times: 3).Sent);
    }

    [Fact]
    public void A_listed_service_absent_for_missing_fall_takes_the_vip_down()
    {
        var world = List.Services(("tcp/80", 2)).SeenAlive("tcp/443");

        Assert.Equal(Nothing, Run.Of(world, times: 1).Sent);
        Assert.Equal(Nothing, Run.Of(world, times: 2, every: 29).Sent);
        Assert.Equal(Withdrawn, Run.Of(world, times: 2, every: 30).Sent);
    }

    [Fact]
    public void All_services_down_counts_only_when_each_has_reached_its_fall()
    {
        var world = InOrder.Ruled(rules => rules with { Fall = 2 }).NeverSeenAlive("tcp/80", "tcp/443");
        var first = Run.Of(world.Services(("tcp/80", 0))).After.Later(60);
        var second = Run.Of(first.Services(("tcp/80", 0), ("tcp/443", 0)));
        Assert.Equal(Nothing, second.Sent);

        Assert.Equal(Withdrawn, Run.Of(second.After.Later(60)).Sent);
    }

    [Fact]
    public void A_service_once_seen_alive_stays_so_also_over_its_absence()
    {
        var alive = Run.Of(InOrder.Services(("tcp/80", 2), ("tcp/443", 1)).NeverSeenAlive("tcp/443")).After.Later(60);
        var gone = Run.Of(alive.Services(("tcp/80", 2))).After.Later(60);

        Assert.Equal(Withdrawn, Run.Of(gone.Services(("tcp/80", 2), ("tcp/443", 0))).Sent);
    }

    [Theory]
    [InlineData("udp/53", "tcp/80", 1, 2, "udp/192.0.2.1:53", 1)]
    [InlineData("tcp/443", "tcp/80", 1, 1, "tcp/192.0.2.1:80", 1)]
    [InlineData("udp/53", "tcp/80", 0, 0, "tcp/192.0.2.1:80", 0)]
    public void The_deciding_service_is_the_lowest_live_then_the_lowest_protocol_and_port(
        string one, string other, int liveOfOne, int liveOfOther, string deciding, int live)
    {
        var world = InOrder.Services((one, liveOfOne), (other, liveOfOther)).Ruled(rules => rules with { Drop = 2, Restore = 3 });
        var run = Run.Of(world);

        Assert.Equal(Key(deciding), run.Judgement.Decisions.Single().Verdict!.Deciding!.Key);
        Assert.Contains($"{live} realservers available behind 192.0.2.1 > delete route", run.Said, StringComparison.Ordinal);
        Assert.Equal(live, Assert.Single(run.Plan.Changes).Live);
    }

    [Fact]
    public void A_firewall_mark_belongs_to_the_vips_that_list_it()
    {
        var other = Statement("192.0.2.2/32", "BGP1");
        var entries = new VipEntry[] { new("a", [Vip, other.Prefix], null, [7], new()) };
        var world = InOrder with
        {
            Configured = [InOrder.Configured[0], other],
            Baseline = [InOrder.Baseline[0], other],
            Table = [Service("fwm/7", 0), Service("fwm/8", 0), Service("fwm6/7", 0)],
            Policy = new() { Vips = entries },
        };

        Assert.Equal("- 192.0.2.1/32; - 192.0.2.2/32", Run.Of(world).Sent);
        Assert.Equal(Nothing, Run.Of(world with { Policy = new() }, times: 3).Sent);
    }

    [Fact]
    public void A_mark_left_out_is_warned_of_for_each_of_its_vips()
    {
        var other = Statement("192.0.2.2/32", "BGP1");
        var world = InOrder with
        {
            Configured = [InOrder.Configured[0], other],
            Baseline = [InOrder.Baseline[0], other],
            Table = [Service("fwm/7", 0), Service("tcp/192.0.2.1:80", 1), Service("tcp/192.0.2.2:80", 1)],
            NeverSeen = new HashSet<ServiceKey> { Key("fwm/7") },
            Policy = new() { Vips = [new("a", [Vip, other.Prefix], null, [7], new())] },
        };

        Assert.Equal(2, Run.Of(world).Notices.Select(notice => notice.Key).Distinct().Count());
    }
}
