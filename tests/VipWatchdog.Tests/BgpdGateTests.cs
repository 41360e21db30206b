using Testing;

namespace VipWatchdog.Tests;

/// <summary>The gate "bgpd unreadable; no or another instance": nothing changes, 69, or 77 where a right is missing.</summary>
public sealed class BgpdGateTests
{
    [Fact]
    public void Without_a_gate_everything_goes()
    {
        using var site = Crossroads.Site();

        Golden.Same($"exit 0\n{Crossroads.Everything}", site.Brief());
    }

    [Fact]
    public void Vtysh_is_not_there()
    {
        using var site = Crossroads.Site();
        site.Set("bgp.vtysh", site.Of("no-such-vtysh"));

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: SITE/no-such-vtysh: no such program; install it or set its path in the configuration; nothing is changed
            """, site.Brief());
    }

    [Fact]
    public void Vtysh_is_no_program()
    {
        using var site = Crossroads.Site();
        File.WriteAllText(site.Of("text"), "no program\n");
        File.SetUnixFileMode(site.Of("text"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        site.Set("bgp.vtysh", site.Of("text"));

        Assert.StartsWith("exit 69\nerr: vip_watchdog: SITE/text: cannot be executed", site.Brief(), StringComparison.Ordinal);
    }

    [Fact]
    public void Vtysh_hangs()
    {
        using var site = Crossroads.Site();
        site.Set("bgp.read-timeout", "500ms");
        site.Vtysh.Reset().Always(FakeAnswer.HangsAfter("Building configuration...\n") with { IgnoresTerm = true });

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: vtysh: timed out after 0.5 s; does bgpd hang?; nothing is changed
            """, site.Brief());
        Assert.Empty(site.Fakes.Running());
    }

    [Fact]
    public void Vtysh_floods()
    {
        using var site = Crossroads.Site();
        site.Vtysh.Reset().Always(new FakeAnswer { FloodsOutput = 1L << 34 });

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: vtysh: printed more than 16777216 bytes; nothing is changed
            """, site.Brief());
    }

    [Fact]
    public void Bgpd_is_down()
    {
        using var site = Crossroads.Site();
        site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: vtysh: cannot reach bgpd (failed to connect to any daemons); is bgpd running, and may this user talk to it?; nothing is changed
            """, site.Brief());
    }

    [Fact]
    public void A_right_is_missing()
    {
        using var site = Crossroads.Site();
        site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "% Can't open configuration file /etc/frr/vtysh.conf due to 'Permission denied'.\nExiting: failed to connect to any daemons.\n"));

        Golden.Same(
            """
            exit 77
            err: vip_watchdog: vtysh: permission denied, or bgpd is down; run it as root or in the groups of vtysh (frrvty and frr, or quaggavty); nothing is changed
            """, site.Brief());
    }

    [Fact]
    public void Nothing_and_status_0_is_no_empty_configuration()
    {
        using var site = Crossroads.Site();
        site.Vtysh.Reset().Always(new FakeAnswer());

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: vtysh: the running configuration does not begin with 'Building configuration...'; nothing is changed
            """, site.Brief());
    }

    [Fact]
    public void A_configuration_cut_short_with_status_0()
    {
        using var site = Crossroads.Site();
        site.Vtysh.Reset().Always(FakeAnswer.Prints("Building configuration...\n\nCurrent configuration:\n!\nfrr version 8.4.4\nrouter bgp 64699\n address-family ipv4 unicast\n"));

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: vtysh: the running configuration is cut short: no final 'end'; nothing is changed
            """, site.Brief());
    }

    [Fact]
    public void Another_AS_runs()
    {
        using var site = Crossroads.Site();
        site.Bgpd.Running = site.Bgpd.Running.Replace("router bgp 64699", "router bgp 64700", StringComparison.Ordinal);

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: bgpd: has 'router bgp 64700' where 'router bgp 64699' was expected; nothing is changed
            """, site.Brief());
    }

    [Fact]
    public void No_instance_runs()
    {
        using var site = Crossroads.Site();
        site.Bgpd.Running = "frr version 8.4.4\n!\n";

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: bgpd: has no 'router bgp 64699'; nothing is changed
            """, site.Brief());
    }

    [Fact]
    public void The_table_cannot_be_read()
    {
        using var site = Crossroads.Site();
        site.VtyshFirst("*json*", FakeAnswer.Prints("{\"prefix\":\"192.0.2.2/32\"}\n"));

        Golden.Same(
            """
            exit 76
            err: vip_watchdog: vtysh: paths not understood: no paths for 192.0.2.2/32; whether routes are originated is not known
            err: bgp_mgt: Failed to delete route to 192.0.2.1/32: it is not configured any more, but the table could not be read
            err: bgp_mgt: Failed to delete route to 192.0.2.3/32: it is not configured any more, but the table could not be read
            err: bgp_mgt: Failed to delete route to 2001:db8::1/128: it is not configured any more, but the table could not be read
            err: bgp_mgt: Failed to add route to 192.0.2.2/32: it is configured, but the table could not be read
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            sent: network 192.0.2.2/32 route-map BGP2
            """, site.Brief());
    }
}
