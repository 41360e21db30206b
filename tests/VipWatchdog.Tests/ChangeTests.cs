using Testing;

namespace VipWatchdog.Tests;

/// <summary>What is said and sent when announcements change, and when they do not.</summary>
[Trait("Coverage", "short")]
public sealed class ChangeTests
{
    [Fact]
    public void Nothing_changed_is_silent()
    {
        using var site = new FakeSite("vip-watchdog");

        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void A_withdrawal_and_a_restoration()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();

        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        Golden.Same(OneDown.Withdrawn, site.Transcript());
        Golden.Same("exit 0", site.Transcript());

        site.Table(("192.0.2.1:80", 1), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        Golden.Same(
            """
            exit 0
            out: vip_watchdog: more than 1 realservers available behind 192.0.2.1 > add route
            out: bgp_mgt: Adding route to 192.0.2.1/32
            log: notice vip_watchdog: more than 1 realservers available behind 192.0.2.1 > add route
            log: notice bgp_mgt: Adding route to 192.0.2.1/32
            sent: network 192.0.2.1/32 route-map BGP1
            """, site.Transcript());
        Assert.Equal(FakeSite.Configuration.Split('\n').Order(), site.Bgpd.Running.Split('\n').Order());
    }
}
