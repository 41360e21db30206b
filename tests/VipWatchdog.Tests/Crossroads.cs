using Testing;

namespace VipWatchdog.Tests;

/// <summary>
/// A site where every kind of change is due at once, so that one run shows what a gate takes away and what it leaves:
/// 192.0.2.1 is down, 192.0.2.3 missing, 2001:db8::1 held, and 192.0.2.2 up but not announced.
/// </summary>
internal static class Crossroads
{
    internal const string Everything =
        """
        sent: no network 192.0.2.1/32
        sent: no network 192.0.2.3/32
        sent: no network 2001:db8::1/128
        sent: network 192.0.2.2/32 route-map BGP2
        """;

    internal const string AllWithdrawals =
        """
        sent: no network 192.0.2.1/32
        sent: no network 192.0.2.3/32
        sent: no network 2001:db8::1/128
        """;

    internal const string HoldsAndMissing =
        """
        sent: no network 192.0.2.3/32
        sent: no network 2001:db8::1/128
        """;

    internal const string HoldsAlone = "sent: no network 2001:db8::1/128";

    internal static FakeSite Site()
    {
        var site = new FakeSite("vip-watchdog");
        site.Announce("network 192.0.2.3/32 route-map BGP1");
        site.Bgpd.Remove("192.0.2.2/32");
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Yaml = "vips:\n  - prefixes: [192.0.2.3/32]\n    missing-fall: 1\n";
        site.HasRunBefore();
        site.Hold("2001:db8::1/128");
        return site;
    }
}
