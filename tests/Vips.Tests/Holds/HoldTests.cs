using Net.Prefixes;
using Vips.Holds;
using static Vips.Tests.World;

namespace Vips.Tests.Holds;

/// <summary>When a claim counts, and with it its hold.</summary>
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

    private static Claim Claim(string name, int hours = 1, DateTimeOffset? until = null) => new(name, "alice", Now.AddHours(-hours), null, until);

    private static HoldSet Set(Hold hold) => new(new Dictionary<Prefix, Hold> { [hold.Prefix] = hold }, []);
}
