using Testing;

namespace VipWatchdog.Tests;

internal static class OneDown
{
    /// <summary>192.0.2.1 is down and announced.</summary>
    internal static FakeSite Site()
    {
        var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        return site;
    }
}
