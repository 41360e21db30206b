using Testing;

namespace VipWatchdog.Tests;

internal static class OneDown
{
    /// <summary>What a run says and sends that withdraws 192.0.2.1, and reads back that it is gone.</summary>
    internal const string Withdrawn =
        """
        exit 0
        out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
        out: bgp_mgt: Deleting route to 192.0.2.1/32
        log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
        log: notice bgp_mgt: Deleting route to 192.0.2.1/32
        sent: no network 192.0.2.1/32
        """;

    /// <summary>192.0.2.1 is down and announced.</summary>
    internal static FakeSite Site()
    {
        var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        return site;
    }
}
