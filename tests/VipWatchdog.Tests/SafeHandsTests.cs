using Testing;
using VipWatchdog.Run;

namespace VipWatchdog.Tests;

/// <summary>The last-exit guard, freezes, holds that end or grow old, and the start of bgpd, in whole runs.</summary>
public sealed class SafeHandsTests
{
    /// <summary>443 of 192.0.2.1 is dead, 80 serves.</summary>
    private static readonly (string, int)[] Partial = [("192.0.2.1:80", 2), ("192.0.2.1:443", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2)];

    private static readonly (string, int)[] Well = [("192.0.2.1:80", 2), ("192.0.2.1:443", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2)];

    private static FakeSite Site()
    {
        var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(Well);
        site.Run();
        return site;
    }

    [Fact]
    public void What_serves_in_part_goes_after_a_second_look()
    {
        using var site = Site();
        site.Table(Partial);
        var tables = site.Fakes.Calls().Count(call => call.Tool == "ipvsadm");

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            sent: no network 192.0.2.1/32
            """, site.Transcript());
        Assert.Equal(tables + 2, site.Fakes.Calls().Count(call => call.Tool == "ipvsadm"));
    }

    [Fact]
    public void What_is_well_at_the_second_look_stays()
    {
        using var site = Site();
        site.Table(Partial);
        var partial = File.ReadAllText(site.Of("ipvs.list"));
        site.Table(Well);
        site.Ipvsadm.Reset().Always(FakeAnswer.Prints(partial), FakeAnswer.PrintsFile(site.Of("ipvs.list")));

        Golden.Same("exit 0", site.Transcript());
    }

    /// <summary>A dead VIP does not wait for the second look at another one.</summary>
    [Fact]
    public void What_serves_nothing_goes_before_it_is_waited()
    {
        using var site = Site();
        site.Table(("192.0.2.1:80", 2), ("192.0.2.1:443", 0), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 2));

        Assert.Equal(0, site.Run().Status);
        Assert.Equal(["no network 192.0.2.2/32", "no network 192.0.2.1/32"], site.Sent());
    }

    [Fact]
    public void Refuse_and_none_keep_it_with_a_critical_line()
    {
        using var site = Site();
        site.Table(Partial);
        site.Set("last-exit", "refuse");
        Witness(site, "none");

        Golden.Same(
            """
            exit 1
            err: vip_watchdog: 0 realservers available behind 192.0.2.1, and it stays announced: it serves in part, and no other site announces it (witness: none)
            log: crit vip_watchdog: 0 realservers available behind 192.0.2.1, and it stays announced: it serves in part, and no other site announces it (witness: none)
            """, site.Transcript());
        Assert.Equal(["witness 192.0.2.1/32"], site.Fakes.Calls().Where(call => call.Tool == "witness").Select(call => call.ToString()));
    }

    /// <summary>The other site lost the same port in the same second: at the next run nobody announces it, and it comes back and stays.</summary>
    [Fact]
    public void It_comes_back_at_the_next_run_when_nobody_else_announces_it()
    {
        using var site = Site();
        site.Table(Partial);
        site.Run();
        Witness(site, "none");

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: no other site announces 192.0.2.1 (witness: none), and here it serves in part > add route
            out: bgp_mgt: Adding route to 192.0.2.1/32
            log: notice vip_watchdog: no other site announces 192.0.2.1 (witness: none), and here it serves in part > add route
            log: notice bgp_mgt: Adding route to 192.0.2.1/32
            sent: network 192.0.2.1/32 route-map BGP1
            """, site.Transcript());
        Assert.Equal("exit 1\nerr: vip_watchdog: 0 realservers available behind 192.0.2.1, and it stays announced: it serves in part, and no other site announced it", site.Brief());
    }

    [Fact]
    public void A_witness_that_is_silent_brings_nothing_back()
    {
        using var site = Site();
        site.Table(Partial);
        site.Run();
        Witness(site, "");

        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void A_freeze_says_what_it_keeps_back_and_enforces_holds()
    {
        using var site = Crossroads.Site();
        site.WriteState("freeze.json", """{"who":"alice","when":"2026-01-02T03:04:05+00:00","reason":"new switches"}""");

        Golden.Same(
            """
            exit 1
            err: vip_watchdog: frozen by alice (new switches): nothing is changed but holds, until vip-mgmt thaw
            err: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route: not done, frozen by alice (new switches)
            err: vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route: not done, frozen by alice (new switches)
            err: vip_watchdog: no virtual service behind 192.0.2.3 > delete route: not done, frozen by alice (new switches)
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void A_freeze_ends_by_itself_and_says_so_once()
    {
        using var site = Site();
        site.WriteState("freeze.json", """{"who":"alice","when":"2026-01-02T03:04:05+00:00","until":"2026-01-02T04:04:05+00:00"}""");

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: the freeze of alice is over (no reason given)
            log: notice vip_watchdog: the freeze of alice is over (no reason given)
            """, site.Transcript());
        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void An_old_hold_is_told_of()
    {
        using var site = Site();
        site.Bgpd.Remove("192.0.2.1/32");
        site.Hold("192.0.2.1/32");
        site.Set("watchdog.hold-warn", "1h");

        const string Line = "192.0.2.1 is held by alice (new disk) since 2026-01-02T03:04:05Z: vip-mgmt -a 192.0.2.1/32 lifts it";
        Golden.Same($"exit 0\nerr: vip_watchdog: {Line}\nlog: notice vip_watchdog: {Line}", site.Transcript());
        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void At_boot_holds_are_enforced_and_nothing_else_is_asked()
    {
        using var site = Crossroads.Site();
        site.VtyshFirst("*show running-config*", FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"), site.Bgpd.Answer);

        Golden.Same(
            """
            exit 0
            out: vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            out: bgp_mgt: Deleting route to 2001:db8::1/128
            log: notice vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            log: notice bgp_mgt: Deleting route to 2001:db8::1/128
            sent: no network 2001:db8::1/128
            """, site.Transcript("--boot"));
        Assert.DoesNotContain(site.Fakes.Calls(), call => call.Tool == "ipvsadm");
    }

    /// <summary>bgpd that never answers: the wait has an end, and the run then says what is wrong.</summary>
    [Fact]
    public void At_boot_the_wait_has_an_end()
    {
        Assert.Equal(TimeSpan.FromSeconds(20), BgpdAtBoot.Limit);
        var waited = System.Diagnostics.Stopwatch.StartNew();
        BgpdAtBoot.WaitFor(new(new Tools.Execution.ToolRunner(), new("/bin/false", [])), TimeSpan.FromSeconds(1));

        Assert.InRange(waited.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }

    /// <summary>It is no run of the watchdog: the first of those still finds what stands withdrawn.</summary>
    [Fact]
    public void At_boot_no_run_is_counted()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Bgpd.Remove("192.0.2.2/32");
        site.Run("--boot");

        Assert.Contains("found withdrawn at first run", site.Run().Error, StringComparison.Ordinal);
    }

    /// <summary>It asks nothing of what lasts: that is said already stays known, or each start of bgpd would send a mail.</summary>
    [Fact]
    public void At_boot_what_was_said_before_stays_said()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        site.Ipvsadm.Reset().Always(FakeAnswer.Fails(2, "Memory allocation problem\n"));
        Assert.Contains("ipvsadm", site.Run().Error, StringComparison.Ordinal);
        site.Run("--boot");

        Assert.Equal("", site.Run().Error);
    }

    /// <summary>Beside the ancestor's watchdog: what it would do is said once, and nothing at all is done.</summary>
    [Fact]
    public void In_the_shadow_it_says_what_it_would_do()
    {
        using var site = Crossroads.Site();
        site.Set("shadow", "true");

        Golden.Same(
            """
            exit 0
            err: vip_watchdog: shadow: true: what would be changed is said, and nothing is changed
            err: vip_watchdog: 0 realservers available behind 192.0.2.1 > would delete route
            err: vip_watchdog: more than 1 realservers available behind 192.0.2.2 > would add route
            err: vip_watchdog: no virtual service behind 192.0.2.3 > would delete route
            err: vip_watchdog: 2001:db8::1 is held by alice (new disk) > would delete route
            """, site.Brief());
        Golden.Same("exit 0", site.Transcript());
        Assert.Single(File.ReadAllLines(site.Of("state/journal.jsonl")));
    }

    private static void Witness(FakeSite site, string answer)
    {
        var witness = site.Fakes.Add("witness").Always(FakeAnswer.Prints(answer + "\n"));
        site.Set("bgp.witness", $"[{witness.Path}, \"{{prefix}}\"]");
    }
}
