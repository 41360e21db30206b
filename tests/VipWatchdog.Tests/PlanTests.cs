using Testing;

namespace VipWatchdog.Tests;

/// <summary>What one run after another makes of a site: level-triggered, in the order of the design, and nothing else.</summary>
public sealed class PlanTests
{
    [Fact]
    public void Withdrawals_before_additions_and_IPv4_before_IPv6_with_every_reason_before_the_batch()
    {
        using var site = Crossroads.Site();
        site.MarkBatches();

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: vip_watchdog: no virtual service behind 192.0.2.3 > delete route
            out: vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            out: vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Deleting route to 192.0.2.3/32
            out: bgp_mgt: Deleting route to 2001:db8::1/128
            out: bgp_mgt: Adding route to 192.0.2.2/32
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice vip_watchdog: no virtual service behind 192.0.2.3 > delete route
            log: notice vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            log: notice vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route
            log: notice vtysh: batch
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.3/32
            log: notice bgp_mgt: Deleting route to 2001:db8::1/128
            log: notice bgp_mgt: Adding route to 192.0.2.2/32
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            sent: network 192.0.2.2/32 route-map BGP2
            """, site.Transcript());
    }

    [Fact]
    public void A_VIP_without_a_virtual_service_goes_at_the_second_observation()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        site.Table(("192.0.2.1:80", 2), ("[2001:db8::1]:80", 2));

        Golden.Same("exit 0", site.Transcript());
        Golden.Same(
            """
            exit 0
            out: vip_watchdog: no virtual service behind 192.0.2.2 > delete route
            out: bgp_mgt: Deleting route to 192.0.2.2/32
            log: notice vip_watchdog: no virtual service behind 192.0.2.2 > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.2/32
            sent: no network 192.0.2.2/32
            """, site.Transcript());
        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void Two_runs_at_once_are_one_observation()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Set("watchdog.observe-interval", "1h");
        site.Run();
        site.Table(("192.0.2.1:80", 2), ("[2001:db8::1]:80", 2));

        Golden.Same("exit 0", site.Transcript());
        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void A_bgpd_that_restarted_is_repaired()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Hold("192.0.2.2/32");
        site.Run();
        site.Bgpd.Running = site.Baseline;

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: vip_watchdog: 192.0.2.2 is held by alice (new disk) > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Deleting route to 192.0.2.2/32
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice vip_watchdog: 192.0.2.2 is held by alice (new disk) > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.2/32
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.2/32
            """, site.Transcript());
    }

    [Fact]
    public void What_a_hand_removed_is_restored_and_journalled_as_found()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        site.Bgpd.Remove("192.0.2.2/32");

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route
            out: bgp_mgt: Adding route to 192.0.2.2/32
            log: notice vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route
            log: notice bgp_mgt: Adding route to 192.0.2.2/32
            sent: network 192.0.2.2/32 route-map BGP2
            """, site.Transcript());
        Golden.Verify("VipWatchdog/journal-found.jsonl", Journal(site));
    }

    [Fact]
    public void What_another_hand_announced_again_needs_no_kept_statement()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();
        Assert.True(File.Exists(Path.Combine(site.State, "withdrawn/192.0.2.1_32")));

        site.Bgpd.Running = FakeSite.Configuration;
        site.Table(("192.0.2.1:80", 1), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();
        Assert.False(File.Exists(Path.Combine(site.State, "withdrawn/192.0.2.1_32")));
    }

    [Fact]
    public void A_withdrawal_keeps_the_exact_statement_and_is_journalled()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();

        Assert.Equal(["192.0.2.1_32"], Directory.GetFiles(Path.Combine(site.State, "withdrawn")).Select(Path.GetFileName));
        Assert.Contains("BGP1", File.ReadAllText(Path.Combine(site.State, "withdrawn", "192.0.2.1_32")), StringComparison.Ordinal);
        Golden.Verify("VipWatchdog/journal-withdrawn.jsonl", Journal(site));

        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();
        Assert.Empty(Directory.GetFiles(Path.Combine(site.State, "withdrawn")));
    }

    [Fact]
    public void Another_route_map_is_left_alone_and_told_once()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Bgpd.Running = site.Bgpd.Running.Replace("192.0.2.1/32 route-map BGP1", "192.0.2.1/32 route-map BGP2", StringComparison.Ordinal);

        Golden.Same(
            """
            exit 0
            err: vip_watchdog: 192.0.2.1/32 is announced with route-map BGP2, the baseline says BGP1; left alone
            log: warning vip_watchdog: 192.0.2.1/32 is announced with route-map BGP2, the baseline says BGP1; left alone
            """, site.Transcript());
        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void Down_in_no_baseline_goes_and_never_comes_back()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Bgpd.Add("network 192.0.2.9/32");
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("192.0.2.9:80", 0), ("[2001:db8::1]:80", 2));

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 0 realservers available behind 192.0.2.9 > delete route
            out: bgp_mgt: Deleting route to 192.0.2.9/32
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.9 > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.9/32
            sent: no network 192.0.2.9/32
            """, site.Transcript());
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("192.0.2.9:80", 2), ("[2001:db8::1]:80", 2));
        Golden.Same(
            """
            exit 1
            err: vip_watchdog: 192.0.2.9 not announced: 192.0.2.9/32 is in no baseline any more; written while withdrawn?
            log: err vip_watchdog: 192.0.2.9 not announced: 192.0.2.9/32 is in no baseline any more; written while withdrawn?
            """, site.Transcript());
    }

    [Fact]
    public void A_hold_whose_time_is_over_is_none()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Bgpd.Remove("192.0.2.2/32");
        site.WriteState("holds/192.0.2.2_32", """{"prefix":"192.0.2.2/32","claims":[{"name":"service.tld","who":"alice","when":"2026-01-02T03:04:05+00:00","until":"2026-01-02T04:04:05+00:00"}]}""");

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route
            out: bgp_mgt: Adding route to 192.0.2.2/32
            out: vip_watchdog: the hold of alice on 192.0.2.2 is over (service.tld)
            log: notice vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route
            log: notice bgp_mgt: Adding route to 192.0.2.2/32
            log: notice vip_watchdog: the hold of alice on 192.0.2.2 is over (service.tld)
            sent: network 192.0.2.2/32 route-map BGP2
            """, site.Transcript());
        Assert.Empty(Directory.GetFiles(site.Of("state/holds")));
    }

    [Fact]
    public void Hold_down_says_until_when()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Set("watchdog.hold-down", "1h");
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));

        Golden.Same(
            """
            exit 1
            err: vip_watchdog: 192.0.2.1 is up, not announced before TIME (hold-down)
            log: notice vip_watchdog: 192.0.2.1 is up, not announced before TIME (hold-down)
            """, Masked.Times(site.Transcript()));
        Golden.Same("exit 1", site.Transcript());
    }

    [Fact]
    public void A_vip_that_flaps_is_damped_and_the_state_file_remembers_it()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Set("watchdog.damping", "40m");
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));

        Golden.Same(
            """
            exit 1
            err: vip_watchdog: 192.0.2.1 is up, not announced before TIME (damping: flap 1)
            log: notice vip_watchdog: 192.0.2.1 is up, not announced before TIME (damping: flap 1)
            """, Masked.Times(site.Transcript()));
        Golden.Same("exit 1", site.Transcript());
    }

    private static string Journal(FakeSite site) => Masked.Times(File.ReadAllText(Path.Combine(site.State, "journal.jsonl")));
}
