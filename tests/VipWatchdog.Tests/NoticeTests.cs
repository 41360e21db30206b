using Testing;

namespace VipWatchdog.Tests;

/// <summary>A condition that lasts is mailed when it changes, and in syslog again after `repeat-errors`; the status tells it every run.</summary>
public sealed class NoticeTests
{
    [Fact]
    public void The_second_run_is_silent_and_a_change_is_told()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        File.Delete(site.Of("frr.conf"));

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: SITE/frr.conf: is missing; nothing is announced
            log: err vip_watchdog: SITE/frr.conf: is missing; nothing is announced
            """, site.Transcript());
        Golden.Same("exit 69", site.Transcript());

        site.Baseline = "hostname dc1\n";
        Golden.Same(
            """
            exit 69
            err: vip_watchdog: SITE/frr.conf: holds no 'router bgp'; nothing is announced
            log: err vip_watchdog: SITE/frr.conf: holds no 'router bgp'; nothing is announced
            """, site.Transcript());

        site.Baseline = FakeSite.Configuration;
        Golden.Same("exit 0", site.Transcript());

        File.Delete(site.Of("frr.conf"));
        Golden.Same(
            """
            exit 69
            err: vip_watchdog: SITE/frr.conf: is missing; nothing is announced
            log: err vip_watchdog: SITE/frr.conf: is missing; nothing is announced
            """, site.Transcript());
    }

    [Fact]
    public void Syslog_is_told_again_when_it_is_due()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Set("watchdog.repeat-errors", "1ms");
        File.Delete(site.Of("frr.conf"));
        site.Run();

        Golden.Same(
            """
            exit 69
            log: err vip_watchdog: SITE/frr.conf: is missing; nothing is announced
            """, site.Transcript());
    }

    [Fact]
    public void A_change_that_keeps_failing_is_told_once()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Bgpd.LieAbout("192.0.2.1/32");
        site.Run();

        Golden.Same(
            """
            exit 76
            sent: no network 192.0.2.1/32
            """, site.Transcript());

        site.Bgpd.Heal();
        Golden.Same(
            """
            exit 0
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            sent: no network 192.0.2.1/32
            """, site.Transcript());
    }

    [Fact]
    public void A_change_that_keeps_failing_is_in_syslog_again_when_it_is_due()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Set("watchdog.repeat-errors", "1ms");
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Bgpd.LieAbout("192.0.2.1/32");
        site.Run();

        Golden.Same(
            """
            exit 76
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: err bgp_mgt: Failed to delete route to 192.0.2.1/32: it is still configured
            sent: no network 192.0.2.1/32
            """, site.Transcript());
    }
}
