using Testing;

namespace VipWatchdog.Tests;

/// <summary>The last look over the plan: too much at once is read twice, or refused (DESIGN section 5, last paragraph).</summary>
[Trait("Coverage", "short")]
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

    [Fact]
    public void What_only_one_reading_says_stays()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(AllDead);
        var dead = File.ReadAllText(site.Of("ipvs.list"));
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Ipvsadm.Reset().Always(FakeAnswer.Prints(dead), FakeAnswer.PrintsFile(site.Of("ipvs.list")));

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            err: vip_watchdog: 3 of 3 announced VIPs would be withdrawn at once (max-withdraw 50 %): two readings agree on 1 of them, which go
            log: crit vip_watchdog: 3 of 3 announced VIPs would be withdrawn at once (max-withdraw 50 %): two readings agree on 1 of them, which go
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            sent: no network 192.0.2.1/32
            """, site.Transcript());
    }

    [Fact]
    public void Three_runs_in_one_interval_are_one_observation()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Set("watchdog.max-withdraw-action", "refuse");
        site.Set("watchdog.observe-interval", "1h");
        site.Table(AllDead);

        for (var run = 1; run <= 4; run++)
        {
            Assert.StartsWith("exit 1", site.Transcript(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refused_until_three_runs_agree()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Set("watchdog.max-withdraw-action", "refuse");
        site.Table(AllDead);

        Golden.Same(
            """
            exit 1
            err: vip_watchdog: 3 of 3 announced VIPs would be withdrawn at once (max-withdraw 50 %): refused until 3 runs agree
            log: err vip_watchdog: 3 of 3 announced VIPs would be withdrawn at once (max-withdraw 50 %): refused until 3 runs agree
            """, site.Transcript());
        Golden.Same("exit 1", site.Transcript());
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
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.2/32
            log: notice bgp_mgt: Deleting route to 2001:db8::1/128
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.2/32
            sent: no network 2001:db8::1/128
            """, site.Transcript());
    }

    [Fact]
    public void Holds_do_not_count_and_do_not_wait()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        foreach (var prefix in (string[])["192.0.2.1/32", "192.0.2.2/32", "2001:db8::1/128"])
            site.Hold(prefix);

        Golden.Same(
            """
            exit 0
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.2/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void A_second_reading_that_fails_lets_none_go()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(AllDead);
        site.Ipvsadm.Reset().Always(FakeAnswer.PrintsFile(site.Of("ipvs.list")), FakeAnswer.Fails(1, "Memory allocation error\n"));

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: ipvsadm: exit status 1: Memory allocation error; holds are enforced, nothing else is changed
            err: vip_watchdog: 3 of 3 announced VIPs would be withdrawn at once (max-withdraw 50 %): a second reading agrees on none of them, and none goes
            """, site.Brief());
    }
}
