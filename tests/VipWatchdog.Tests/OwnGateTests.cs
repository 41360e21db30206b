using Testing;

namespace VipWatchdog.Tests;

/// <summary>The gates of the baseline and of our own files.</summary>
public sealed class OwnGateTests
{
    [Fact]
    public void No_baseline()
    {
        using var site = Crossroads.Site();
        File.Delete(site.Of("frr.conf"));

        // Which VIPs are managed is not known without a baseline that was read before: what is down goes by its service.
        Golden.Same(
            """
            exit 69
            err: vip_watchdog: SITE/frr.conf: is missing; nothing is announced
            sent: no network 192.0.2.1/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void With_the_baseline_gone_the_last_good_one_says_what_is_managed()
    {
        using var site = Crossroads.Site();
        site.Bgpd.Running = site.Baseline;
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("192.0.2.3:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();
        site.Bgpd.Remove("192.0.2.2/32");
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        File.Delete(site.Of("frr.conf"));

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: SITE/frr.conf: is missing; nothing is announced
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            """, site.Brief());
    }

    [Fact]
    public void A_baseline_without_router_bgp()
    {
        using var site = Crossroads.Site();
        site.Baseline = "hostname dc1\n!\nroute-map BGP1 permit 10\n";

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: SITE/frr.conf: holds no 'router bgp'; nothing is announced
            sent: no network 192.0.2.1/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void A_file_in_holds_that_is_no_prefix()
    {
        using var site = Crossroads.Site();
        site.WriteState("holds/service.tld", "{}");

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: holds: 'service.tld' is named for no prefix: remove it; nothing is announced until then
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void Holds_that_cannot_be_listed()
    {
        using var site = Crossroads.Site();
        Directory.Delete(Path.Combine(site.State, "holds"), recursive: true);
        File.WriteAllText(Path.Combine(site.State, "holds"), "");

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: state: SITE/state/holds: cannot open: Not a directory; only holds are enforced and withdrawals made that need no new count
            err: vip_watchdog: SITE/state/holds: cannot open: Not a directory; nothing is announced
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            """, site.Brief());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{\"prefix\":\"192.0.2.9/32\"", "Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed. LineNumber: 0 | BytePositionInLine: 24.")]
    [InlineData("\0\0\0\0", "'0x00' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0.")]
    [InlineData("{}", "field `prefix` is missing")]
    [InlineData("{\"prefix\":\"2001:db8::1/128\",\"claims\":[]}", "without claims")]
    [InlineData("{\"prefix\":\"192.0.2.9/32\",\"claims\":[{\"name\":\"service.tld\",\"who\":\"alice\",\"when\":\"2026-01-02T03:04:05+00:00\"}]}", "of another prefix than its name")]
    public void A_damaged_hold_is_a_hold_without_end(string text, string words)
    {
        using var site = Crossroads.Site();
        var path = site.WriteState("holds/2001:db8::1_128", text);

        Golden.Same($"exit 0\nerr: vip_watchdog: the hold of 2001:db8::1/128 is damaged ({words}): it stays held until vip-mgmt -a 2001:db8::1/128\n{Crossroads.Everything}", site.Brief());
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void A_damaged_state_is_set_aside_and_is_no_first_run()
    {
        using var site = Crossroads.Site();
        site.WriteState("watchdog.json", "{\"version\":1,");
        File.Delete(Path.Combine(site.State, "journal.jsonl"));

        Golden.Same(
            """
            exit 0
            err: vip_watchdog: SITE/state/watchdog.json: damaged (Expected start of a property name or value, but instead reached end of data. LineNumber: 0 | BytePositionInLine: 12.); set aside, observations start anew
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            sent: network 192.0.2.2/32 route-map BGP2
            """, site.Brief());
        Assert.Single(Directory.GetFiles(site.State, "watchdog.json.damaged-*"));
        Golden.Same("exit 0", site.Brief());
    }

    [Fact]
    public void A_state_directory_that_everybody_can_write_to()
    {
        using var site = Crossroads.Site();
        File.SetUnixFileMode(site.State, (UnixFileMode)0b111_111_111);

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: state: SITE/state: writable by everybody; chmod o-w; only holds are enforced and withdrawals made that need no new count
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void A_state_directory_without_a_parent()
    {
        using var site = Crossroads.Site();
        site.Set("state-dir", site.Of("no/such/folder"));

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: state: SITE/no/such/folder: cannot make it, its parent must exist: No such file or directory; only holds are enforced and withdrawals made that need no new count
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            """, site.Brief());
        Assert.False(Directory.Exists(site.Of("no")));
    }

    [Fact]
    public void The_configured_route_map_is_not_defined()
    {
        using var site = Crossroads.Site();
        site.Bgpd.Running = site.Bgpd.Running.Replace("route-map BGP2 permit 10\n set as-path prepend 64699\nexit\n", "", StringComparison.Ordinal);

        Golden.Same(
            """
            exit 1
            err: vip_watchdog: 192.0.2.2 cannot be announced: route-map BGP2 is not defined
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }
}
