using Testing;

namespace VipWatchdog.Tests;

/// <summary>A dry run says what would be done, with the exact commands, and leaves no trace.</summary>
[Trait("Coverage", "short")]
public sealed class DryRunTests
{
    [Fact]
    public void Plan_and_exact_commands()
    {
        using var site = Crossroads.Site();
        site.WriteConfiguration();
        var before = site.Listing();

        Golden.Verify("VipWatchdog/dry-run.txt", site.Transcript("--dry-run") + "\n");
        Assert.Equal(before, site.Listing());
    }

    [Fact]
    public void With_nothing_to_do_and_nothing_there()
    {
        using var site = new FakeSite("vip-watchdog");
        site.WriteConfiguration();
        var before = site.Listing();

        Golden.Same("exit 0", site.Transcript("--dry-run"));
        Assert.Equal(before, site.Listing());
    }

    [Fact]
    public void Sets_nothing_damaged_aside_and_takes_no_lock()
    {
        using var site = Crossroads.Site();
        site.WriteState("watchdog.json", "{");
        site.WriteState("holds/service.tld", "");
        site.WriteConfiguration();
        var before = site.Listing();

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: SITE/state/watchdog.json: damaged (Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed. LineNumber: 0 | BytePositionInLine: 1.); a run that changes things sets it aside
            err: vip_watchdog: holds: 'service.tld' is named for no prefix: remove it; nothing is announced until then
            """, site.Brief("--dry-run"));
        Assert.Equal(before, site.Listing());
    }

    [Fact]
    public void A_mass_withdrawal()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 0));

        Golden.Verify("VipWatchdog/dry-run-mass.txt", site.Transcript("--dry-run") + "\n");
    }

    [Fact]
    public void As_JSON()
    {
        using var site = Crossroads.Site();

        Golden.Verify("VipWatchdog/dry-run.json", Masked.Times(site.Run("--dry-run", "--json").Output));
        Assert.Empty(site.Syslog.Messages());
    }

    [Fact]
    public void Without_bgpd()
    {
        using var site = Crossroads.Site();
        site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: vtysh: cannot reach bgpd (failed to connect to any daemons); is bgpd running, and may this user talk to it?; nothing is changed
            """, site.Transcript("--dry-run"));
    }
}
