using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Holds;
using Vips.Plans;
using Vips.Policies;
using static Vips.Tests.World;

namespace Vips.Tests;

/// <summary>Claims, service names and plans: the small values that decisions rest on.</summary>
public class HoldTests
{
    private static readonly DateTimeOffset Now = InOrder.Now.Wall;

    [Theory]
    [InlineData(null, true)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void A_claim_counts_until_its_end(int? seconds, bool inForce)
    {
        var claim = Claim("a.tld", until: seconds is { } s ? Now.AddSeconds(s) : null);

        Assert.Equal(inForce, claim.IsInForce(Now));
        Assert.Equal(inForce, new Hold(Vip, [claim]).IsInForce(Now));
        Assert.Equal(inForce, Set(new(Vip, [claim])).InForce(Vip, Now) is not null);
    }

    [Fact]
    public void A_hold_is_in_force_while_one_claim_is() =>
        Assert.True(new Hold(Vip, [Claim("a.tld", until: Now), Claim("b.tld")]).IsInForce(Now));

    [Fact]
    public void The_oldest_claim_in_force_is_told()
    {
        var hold = new Hold(Vip, [Claim("young.tld", hours: 1), Claim("expired.tld", hours: 9, until: Now), Claim("old.tld", hours: 3)]);

        Assert.Equal("old.tld", hold.Spokesman(Now).Name);
    }

    [Theory]
    [InlineData("tcp/80", IpvsProtocol.Tcp, 80u)]
    [InlineData("udp/53", IpvsProtocol.Udp, 53u)]
    [InlineData("sctp/2905", IpvsProtocol.Sctp, 2905u)]
    [InlineData("tcp/0", IpvsProtocol.Tcp, 0u)]
    [InlineData("tcp/65535", IpvsProtocol.Tcp, 65535u)]
    [InlineData("fwm/4294967295", IpvsProtocol.FirewallMark, 4294967295u)]
    public void A_service_name_is_read_and_written(string text, IpvsProtocol protocol, uint number)
    {
        Assert.True(ServiceName.TryParse(text, out var name));
        Assert.Equal(new(protocol, number), name);
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tcp")]
    [InlineData("tcp/")]
    [InlineData("/80")]
    [InlineData("TCP/80")]
    [InlineData("icmp/8")]
    [InlineData("tcp/65536")]
    [InlineData("tcp/-1")]
    [InlineData("tcp/ 80")]
    [InlineData("tcp/80/")]
    [InlineData("fwm/4294967296")]
    public void A_service_name_that_is_none_is_refused(string text) => Assert.False(ServiceName.TryParse(text, out _));

    [Fact]
    public void A_plan_withdraws_before_it_adds_and_keeps_the_order_given()
    {
        PlannedChange Change(ChangeKind kind, int host) => new(kind, Statement($"192.0.2.{host}/32"), "");
        var plan = Plan.Of(
        [
            Change(ChangeKind.Announce, 3), Change(ChangeKind.Withdraw, 2), Change(ChangeKind.Reissue, 4), Change(ChangeKind.Withdraw, 1),
        ]);

        Assert.Equal(["192.0.2.2/32", "192.0.2.1/32", "192.0.2.3/32", "192.0.2.4/32"], plan.Changes.Select(change => $"{change.Prefix}"));
        Assert.True(Plan.Of([]).IsEmpty);
    }

    [Fact]
    public void A_removal_is_sent_without_its_route_map()
    {
        var statement = Statement("192.0.2.1/32", "BGP1");

        Assert.Null(new PlannedChange(ChangeKind.Withdraw, statement, "").ToStatementChange().Statement);
        Assert.Equal(statement, new PlannedChange(ChangeKind.Announce, statement, "").ToStatementChange().Statement);
        Assert.Equal(statement, new PlannedChange(ChangeKind.Reissue, statement, "").ToStatementChange().Statement);
    }

    private static Claim Claim(string name, int hours = 1, DateTimeOffset? until = null) => new(name, "alice", Now.AddHours(-hours), null, until);

    private static HoldSet Set(Hold hold) => new(new Dictionary<Prefix, Hold> { [hold.Prefix] = hold }, []);
}
