using Testing;

namespace VipWatchdog.Tests;

/// <summary>What bgpd originates beside its statements, or does not originate for all of them.</summary>
public sealed class OriginationTests
{
    [Fact]
    public void Redistribute_keeps_it_alive()
    {
        using var site = OneDown.Site();
        site.Bgpd.Redistribute("192.0.2.1/32");

        Golden.Same(
            """
            exit 76
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            err: bgp_mgt: Failed to delete route to 192.0.2.1/32: it is still originated by 'redistribute connected (ipv4 unicast)'
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: err bgp_mgt: Failed to delete route to 192.0.2.1/32: it is still originated by 'redistribute connected (ipv4 unicast)'
            sent: no network 192.0.2.1/32
            """, site.Transcript());
        Golden.Same(
            """
            exit 76
            err: vip_watchdog: 0 realservers available behind 192.0.2.1, but 192.0.2.1/32 is still originated by 'redistribute connected (ipv4 unicast)'
            log: err vip_watchdog: 0 realservers available behind 192.0.2.1, but 192.0.2.1/32 is still originated by 'redistribute connected (ipv4 unicast)'
            """, site.Transcript());
        Golden.Same("exit 76", site.Transcript());
    }

    [Fact]
    public void A_route_that_is_not_originated_is_issued_again_once()
    {
        using var site = OneDown.Site();
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Bgpd.DoNotOriginate("192.0.2.1/32");

        Golden.Same(
            """
            exit 76
            out: vip_watchdog: 192.0.2.1/32 is configured but not originated (no valid path of ours: is it in the routing table?) > issue the route again
            err: bgp_mgt: Failed to add route to 192.0.2.1/32: it is configured but not originated (no valid path of ours: is it in the routing table?)
            log: notice vip_watchdog: 192.0.2.1/32 is configured but not originated (no valid path of ours: is it in the routing table?) > issue the route again
            log: err bgp_mgt: Failed to add route to 192.0.2.1/32: it is configured but not originated (no valid path of ours: is it in the routing table?)
            sent: network 192.0.2.1/32 route-map BGP1
            """, site.Transcript());
        Golden.Same(
            """
            exit 76
            err: vip_watchdog: 192.0.2.1/32 is configured but not originated (no valid path of ours: is it in the routing table?), also after its statement was issued again
            log: err vip_watchdog: 192.0.2.1/32 is configured but not originated (no valid path of ours: is it in the routing table?), also after its statement was issued again
            """, site.Transcript());
        site.Bgpd.Heal();
        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void What_another_site_announces_is_no_announcement_of_ours()
    {
        using var site = OneDown.Site();
        site.Bgpd.Learn("192.0.2.1/32");

        Golden.Same(OneDown.Withdrawn, site.Transcript());
        Golden.Same("exit 0", site.Transcript());
    }
}
