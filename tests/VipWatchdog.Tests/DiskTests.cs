using Testing;

namespace VipWatchdog.Tests;

/// <summary>Disks that take nothing: what does not rest on a new count is still done, and 74 says so.</summary>
[Trait("Coverage", "short")]
public sealed class DiskTests
{
    [MountFact]
    public void The_disk_of_the_state_is_full()
    {
        using var site = Crossroads.Site();
        using var disk = MountWithState(site);
        disk.Fill();

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: state: SITE/state: cannot write: No space left on device; only holds are enforced and withdrawals made that need no new count
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [MountFact]
    public void The_disk_of_the_state_is_read_only()
    {
        using var site = Crossroads.Site();
        using var disk = MountWithState(site);
        disk.MakeReadOnly();

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: state: SITE/state/withdrawn: cannot make it: Read-only file system; only holds are enforced and withdrawals made that need no new count
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [MountFact]
    public void A_statement_that_cannot_be_kept_is_told_once()
    {
        using var site = Crossroads.Site();
        using var disk = new Mount(Path.Combine(site.State, "withdrawn"));
        disk.MakeReadOnly();

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: cannot be written: SITE/state/withdrawn/192.0.2.1_32: cannot open: Read-only file system
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            sent: network 192.0.2.2/32 route-map BGP2
            """, site.Brief());
        site.Bgpd.Running = FakeSite.Configuration;
        Golden.Same(
            """
            exit 74
            sent: no network 192.0.2.1/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void A_full_disk_behind_standard_output_keeps_nothing_announced()
    {
        using var site = Crossroads.Site();
        using var running = site.StartInto(">/dev/full");

        var run = running.Finish();

        Golden.Same(
            """
            exit 74
            err: vip-watchdog: standard output cannot be written (No space left on device): what it should hold is lost, changes are in syslog and in the journal
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice vip_watchdog: no virtual service behind 192.0.2.3 > delete route
            log: notice vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            log: notice vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.3/32
            log: notice bgp_mgt: Deleting route to 2001:db8::1/128
            log: notice bgp_mgt: Adding route to 192.0.2.2/32
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            sent: network 192.0.2.2/32 route-map BGP2
            """, site.Transcript(run));
    }

    [Fact]
    public void A_full_disk_behind_standard_error_keeps_nothing_announced()
    {
        using var site = Crossroads.Site();
        File.Delete(site.Of("frr.conf"));
        using var running = site.StartInto("2>/dev/full");

        var run = running.Finish();

        Golden.Same(
            """
            exit 69
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Deleting route to 2001:db8::1/128
            log: err vip_watchdog: SITE/frr.conf: is missing; nothing is announced
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 2001:db8::1/128
            sent: no network 192.0.2.1/32
            sent: no network 2001:db8::1/128
            """, site.Transcript(run));
    }

    [Fact]
    public void Without_a_syslog_daemon()
    {
        using var site = Crossroads.Site();
        site.Set("syslog.socket", site.Of("no-log"));

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
            err: syslog: SITE/no-log: cannot connect: No such file or directory; its lines follow here
            err: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            err: vip_watchdog: no virtual service behind 192.0.2.3 > delete route
            err: vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            err: vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route
            err: bgp_mgt: Deleting route to 192.0.2.1/32
            err: bgp_mgt: Deleting route to 192.0.2.3/32
            err: bgp_mgt: Deleting route to 2001:db8::1/128
            err: bgp_mgt: Adding route to 192.0.2.2/32
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            sent: network 192.0.2.2/32 route-map BGP2
            """, site.Transcript());
    }

    /// <summary>The state as it is, on a disk of its own.</summary>
    private static Mount MountWithState(FakeSite site)
    {
        Directory.Delete(site.State, recursive: true);
        var disk = new Mount(site.State);
        site.HasRunBefore();
        site.Hold("2001:db8::1/128");
        return disk;
    }
}
