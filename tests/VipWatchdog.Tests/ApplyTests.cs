using Testing;

namespace VipWatchdog.Tests;

/// <summary>Writes that fail, hang or are not made: only what is read back is said, and 76 tells of the rest.</summary>
public sealed class ApplyTests
{
    [Fact]
    public void One_poisoned_statement_does_not_block_the_others()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        foreach (var last in (int[])[3, 4, 5])
        {
            site.Announce($"network 192.0.2.{last}/32 route-map BGP1");
            site.Bgpd.Remove($"192.0.2.{last}/32");
        }

        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("192.0.2.3:80", 2), ("192.0.2.4:80", 2), ("192.0.2.5:80", 2), ("[2001:db8::1]:80", 2));
        site.Bgpd.Poison("192.0.2.4/32");

        Golden.Same(
            """
            exit 76
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: vip_watchdog: more than 1 realservers available behind 192.0.2.3 > add route
            out: vip_watchdog: more than 1 realservers available behind 192.0.2.4 > add route
            out: vip_watchdog: more than 1 realservers available behind 192.0.2.5 > add route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Adding route to 192.0.2.3/32
            out: bgp_mgt: Adding route to 192.0.2.5/32
            err: bgp_mgt: Failed to add route to 192.0.2.4/32: 'network 192.0.2.4/32 route-map BGP1': % Malformed prefix; it is not configured
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice vip_watchdog: more than 1 realservers available behind 192.0.2.3 > add route
            log: notice vip_watchdog: more than 1 realservers available behind 192.0.2.4 > add route
            log: notice vip_watchdog: more than 1 realservers available behind 192.0.2.5 > add route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Adding route to 192.0.2.3/32
            log: err bgp_mgt: Failed to add route to 192.0.2.4/32: 'network 192.0.2.4/32 route-map BGP1': % Malformed prefix; it is not configured
            log: notice bgp_mgt: Adding route to 192.0.2.5/32
            sent: no network 192.0.2.1/32
            sent: network 192.0.2.3/32 route-map BGP1
            sent: network 192.0.2.4/32 route-map BGP1
            sent: network 192.0.2.5/32 route-map BGP1
            sent: network 192.0.2.4/32 route-map BGP1
            sent: network 192.0.2.5/32 route-map BGP1
            """, site.Transcript());
    }

    [Fact]
    public void A_write_that_times_out_and_took_effect()
    {
        using var site = OneDown.Site();
        site.Set("bgp.write-timeout", "3s");
        site.VtyshFirst("*-E*", site.Bgpd.Answer with { Hangs = true });

        Golden.Same(OneDown.Withdrawn, site.Transcript());
    }

    [Fact]
    public void A_write_that_times_out_without_effect()
    {
        using var site = OneDown.Site();
        site.Set("bgp.write-timeout", "500ms");
        site.VtyshFirst("*-E*", new FakeAnswer { Hangs = true });

        Golden.Same(
            """
            exit 76
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            err: bgp_mgt: Failed to delete route to 192.0.2.1/32: timed out after 0.507 s; does bgpd hang?; it is still configured
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: err bgp_mgt: Failed to delete route to 192.0.2.1/32: timed out after 0.507 s; does bgpd hang?; it is still configured
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.1/32
            """, site.Transcript());
        Assert.Empty(site.Fakes.Running());
    }

    [Fact]
    public void Vtysh_says_yes_and_does_nothing()
    {
        using var site = OneDown.Site();
        site.Bgpd.LieAbout("192.0.2.1/32");

        Golden.Same(
            """
            exit 76
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            err: bgp_mgt: Failed to delete route to 192.0.2.1/32: it is still configured
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: err bgp_mgt: Failed to delete route to 192.0.2.1/32: it is still configured
            sent: no network 192.0.2.1/32
            """, site.Transcript());
    }

    [Fact]
    public void Vtysh_prints_nothing_with_status_0_and_does_nothing()
    {
        using var site = OneDown.Site();
        site.VtyshFirst("*-E*", new FakeAnswer());

        Golden.Same(
            """
            exit 76
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            err: bgp_mgt: Failed to delete route to 192.0.2.1/32: stopped before 'conf t'; it is still configured
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: err bgp_mgt: Failed to delete route to 192.0.2.1/32: stopped before 'conf t'; it is still configured
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.1/32
            """, site.Transcript());
    }

    [Fact]
    public void Bgpd_goes_away_after_it_took_the_batch()
    {
        using var site = OneDown.Site();
        site.VtyshFirst("*-E*", site.Bgpd.Answer with { Error = "Warning: closing connection to bgpd because of an I/O error!\n" });

        Golden.Same(OneDown.Withdrawn, site.Transcript());
    }

    [Fact]
    public void Bgpd_is_gone_at_the_read_back()
    {
        using var site = OneDown.Site();
        site.VtyshFirst("*show running-config*", site.Bgpd.Answer, FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        Golden.Same(
            """
            exit 76
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            err: bgp_mgt: Failed to delete route to 192.0.2.1/32: the read-back failed (vtysh: cannot reach bgpd (failed to connect to any daemons); is bgpd running, and may this user talk to it?)
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: err bgp_mgt: Failed to delete route to 192.0.2.1/32: the read-back failed (vtysh: cannot reach bgpd (failed to connect to any daemons); is bgpd running, and may this user talk to it?)
            sent: no network 192.0.2.1/32
            """, site.Transcript());
    }

    [Fact]
    public void A_right_is_missing_to_write()
    {
        using var site = OneDown.Site();
        site.VtyshFirst("*-E*", FakeAnswer.Fails(1, "dc1# conf t\n% Permission denied\n"));

        Golden.Same(
            """
            exit 77
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            err: bgp_mgt: Failed to delete route to 192.0.2.1/32: exit status 1: % Permission denied; it is still configured
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: err bgp_mgt: Failed to delete route to 192.0.2.1/32: exit status 1: % Permission denied; it is still configured
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.1/32
            """, site.Transcript());
    }

    [Fact]
    public void The_configuration_is_locked_by_somebody_for_a_moment()
    {
        using var site = OneDown.Site();
        site.VtyshFirst("*-E*", FakeAnswer.Fails(1, "", "dc1# conf t\nVTY configuration is locked by other VTY\n"), site.Bgpd.Answer);

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.1/32
            """, site.Transcript());
    }

    [Fact]
    public void Somebody_removed_it_between_the_reading_and_the_batch()
    {
        using var site = OneDown.Site();
        site.VtyshFirst("*show running-config*", FakeAnswer.Prints($"Building configuration...\n\nCurrent configuration:\n!\n{FakeSite.Configuration}end\n% Network not in table\n"), site.Bgpd.Answer);
        site.Bgpd.Remove("192.0.2.1/32");

        // FRR refuses to remove what is gone ("% Can't find static route specified"); the read-back proves the plan.
        Golden.Same(OneDown.Withdrawn, site.Transcript());
    }

    [Fact]
    public void Vtysh_dies_in_the_middle_of_the_batch()
    {
        using var site = OneDown.Site();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 2));
        site.VtyshFirst("*-E*", new FakeAnswer { Output = "dc1# conf t\ndc1(config)# router bgp 64699\n", DiesOf = "KILL" }, site.Bgpd.Answer);

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: vip_watchdog: 0 realservers available behind 192.0.2.2 > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Deleting route to 192.0.2.2/32
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.2 > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.2/32
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.2/32
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.2/32
            """, site.Transcript());
    }
}
