using Testing;

namespace VipWatchdog.Tests;

/// <summary>The last look over the plan: too much at once is read twice, or refused (DESIGN section 5, last paragraph).</summary>
public sealed class MassWithdrawalTests
{
    private static readonly (string, int)[] AllDead = [("192.0.2.1:80", 0), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 0)];

    [Fact]
    public void Both_readings_agree_and_the_critical_line_comes_before_the_batch()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        site.Table(AllDead);
        site.MarkBatches();

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: vip_watchdog: 0 realservers available behind 192.0.2.2 > delete route
            out: vip_watchdog: 0 realservers available behind 2001:db8::1 > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Deleting route to 192.0.2.2/32
            out: bgp_mgt: Deleting route to 2001:db8::1/128
            err: vip_watchdog: 3 of 3 announced VIPs would be withdrawn at once (max-withdraw 50 %): what two readings agree on goes
            log: crit vip_watchdog: 3 of 3 announced VIPs would be withdrawn at once (max-withdraw 50 %): what two readings agree on goes
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.2 > delete route
            log: notice vip_watchdog: 0 realservers available behind 2001:db8::1 > delete route
            log: notice vtysh: batch
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.2/32
            log: notice bgp_mgt: Deleting route to 2001:db8::1/128
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.2/32
            sent: no network 2001:db8::1/128
            """, site.Transcript());
    }
}
