using System.Runtime.InteropServices;
using Testing;

namespace VipMgmt.Tests;

/// <summary>`-d --drain`: traffic is let go before the announcement is.</summary>
public sealed class DrainTests : OnSite
{
    private const string DrainMap = "route-map DRAIN permit 10\nexit\n!\n";

    public DrainTests()
    {
        Site.Set("bgp.drain-route-map", "DRAIN");
        Site.Set("drain-settle", "0s");
        Site.Bgpd.Running = FakeSite.Configuration + DrainMap;
    }

    [Fact]
    public void Waits_until_the_traffic_is_gone_and_withdraws()
    {
        Rates(20, 5, 0, 0, 0);

        Golden.Same(
            """
            exit 0
            out: 192.0.2.1/32: 0 active connections; another site: unknown (no witness configured)
            out: bgp_mgt: Draining route to 192.0.2.1/32
            out: draining 1 VIPs: 20 packets/s of 20, 0 connections, N s left
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Drained after N s: 0 packets/s of 20 left, 0 connections
            log: notice bgp_mgt: Draining route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Drained after N s: 0 packets/s of 20 left, 0 connections
            sent: network 192.0.2.1/32 route-map DRAIN
            sent: no network 192.0.2.1/32
            """, Untimed(Site.Transcript("-d", "192.0.2.1", "--drain")));
        Assert.False(Assert.Single(HoldOf(Four)!.Claims).IsDraining);
        Assert.Equal("network 192.0.2.1/32 route-map BGP1", State.Withdrawn.Read().Value.ByPrefix[Net.Prefixes.Prefix.Parse(Four)].Statement.ToString());
        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
        Assert.Contains("network 192.0.2.1/32 route-map BGP1", Site.Bgpd.Running, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_at_its_limit_with_traffic_left()
    {
        Rates(20);

        var run = Site.Run("-d", "192.0.2.1", "--drain", "--wait", "2s");

        Assert.Equal(2, run.Status);
        Assert.EndsWith("bgp_mgt: Drain ended at its limit after N s: 20 packets/s of 20 left, 0 connections\n", Untimed(run.Output), StringComparison.Ordinal);
        Assert.Equal(["network 192.0.2.1/32 route-map DRAIN", "no network 192.0.2.1/32"], Site.Sent());
    }

    [Fact]
    public void What_cannot_be_read_is_not_gone()
    {
        Site.Ipvsadm.Reset().When("*--rate*", FakeAnswer.Fails(2, "Memory allocation problem\n")).Always(FakeAnswer.PrintsFile(Site.Of("ipvs.list")));

        var run = Site.Run("-d", "192.0.2.1", "--drain", "--wait", "2s");

        Assert.Equal(2, run.Status);
        Assert.Contains("Drain ended at its limit after N s: unknown packets/s of unknown left", Untimed(run.Output), StringComparison.Ordinal);
    }

    /// <summary>vtysh fails behind the hold's end: its file tells the next run of the watchdog whose route-map that is.</summary>
    [Fact]
    public void An_add_that_fails_leaves_a_drain_that_is_over_and_known_to_be_ours()
    {
        Hold(Four, ClaimOf(Www) with { IsDraining = true });
        Site.Bgpd.Running = FakeSite.Configuration.Replace("192.0.2.1/32 route-map BGP1", "192.0.2.1/32 route-map DRAIN", StringComparison.Ordinal) + DrainMap;
        Site.Bgpd.Poison("192.0.2.1/32");

        Assert.NotEqual(0, Site.Run("-a", "192.0.2.1").Status);
        Assert.True(HoldOf(Four)!.IsEndedDrain(Clock.Now().Wall));
        Assert.Contains("drain over", Site.Run("status", "192.0.2.1").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--for", "2m")]
    [InlineData("--for", "30s", "--wait", "30s")]
    public void A_hold_outlasts_the_wait(params string[] options) =>
        Refused(Site.Run(["-d", "192.0.2.1", "--drain", .. options]), 64, "--for must be longer than --wait");

    [Fact]
    public void Needs_a_configured_route_map()
    {
        Site.Set("bgp.drain-route-map", null);

        Refused(Site.Run("-d", "192.0.2.1", "--drain"), 78, "--drain needs `bgp.drain-route-map` in the configuration");
    }

    [Fact]
    public void Needs_a_defined_route_map()
    {
        Site.Bgpd.Running = FakeSite.Configuration;

        Refused(Site.Run("-d", "192.0.2.1", "--drain"), 1, "Route 192.0.2.1/32 not drained: route-map DRAIN (bgp.drain-route-map) is not defined");
        Assert.Empty(Holds());
    }

    /// <summary>The lock is not held while it waits; what it leaves is named, and taken up.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(9)]
    public void Interrupted_it_leaves_a_drain_that_status_names_and_commands_take_up(int signal)
    {
        Rates(20);
        Site.Within = ["env", "--default-signal=INT"]; // which a background job of a shell, as this test may be one, has ignored since before it began
        using (var running = Site.Start("-d", "192.0.2.1", "--drain"))
        {
            Until(() => Site.Fakes.Calls().Any(call => call.Line.Contains("--rate", StringComparison.Ordinal)));
            Assert.Equal(0, Kill(running.Id, signal));
            var run = running.Finish();
            Assert.Equal(signal != 9, run.Error.Contains("interrupted: the VIPs stay announced with the drain route-map", StringComparison.Ordinal));
        }

        Assert.True(Assert.Single(HoldOf(Four)!.Claims).IsDraining);
        Assert.Contains($"draining, {Who}: 192.0.2.1/32", Site.Run("status", "192.0.2.1").Output, StringComparison.Ordinal);

        if (signal != 9)
        {
            Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
            Assert.Contains("network 192.0.2.1/32 route-map BGP1", Site.Bgpd.Running, StringComparison.Ordinal);
            return;
        }

        Rates(0);
        var again = Site.Run("-d", "192.0.2.1", "--drain");
        Assert.Contains("Route 192.0.2.1/32 is drained already", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.Status);
        Assert.Equal("no network 192.0.2.1/32", Site.Sent()[^1]);
    }

    [Fact]
    public void The_lock_is_free_while_it_waits_and_what_was_taken_back_stays()
    {
        Rates(20);
        using var running = Site.Start("-d", "192.0.2.1", "--drain", "--wait", "5s");
        Until(() => Site.Fakes.Calls().Any(call => call.Line.Contains("--rate", StringComparison.Ordinal)));

        Assert.Equal(0, Site.Run("-a", "192.0.2.1").Status);
        var run = running.Finish();

        Assert.Contains("Route 192.0.2.1/32 not deleted: its drain was ended meanwhile (vip-mgmt -a", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Status);
        Assert.Contains("network 192.0.2.1/32 route-map BGP1", Site.Bgpd.Running, StringComparison.Ordinal);
    }

    /// <summary>What is not withdrawn for want of the lock is not passed over by a line that says drained.</summary>
    [Fact]
    public void A_lock_that_is_busy_at_the_end_leaves_a_drain_and_says_so()
    {
        Rates(20);
        Site.Set("lock-timeout", "100ms");
        using var running = Site.Start("-d", "192.0.2.1", "--drain", "--wait", "3s");
        Until(() => Site.Fakes.Calls().Any(call => call.Line.Contains("--rate", StringComparison.Ordinal)));
        using var other = Assert.IsType<Vips.Host.Locking.RunLock.Taken>(Vips.Host.Locking.RunLock.TryTake(Site.LockFile, TimeSpan.Zero, "vip-watchdog", Clock));

        var run = running.Finish();

        Assert.Equal(75, run.Status);
        Assert.Contains("the VIPs stay announced with the drain route-map", run.Error, StringComparison.Ordinal);
        Assert.Equal(["network 192.0.2.1/32 route-map DRAIN"], Site.Sent());
        Assert.True(Assert.Single(HoldOf(Four)!.Claims).IsDraining);
    }

    [Fact]
    public void Another_persons_drain_of_the_same_VIP_does_not_keep_ours_from_its_end()
    {
        Hold(Four, ClaimOf("b.tld") with { IsDraining = true });
        Rates(0);

        var run = Site.Run("-d", "192.0.2.1", "--drain");

        Assert.DoesNotContain("its drain was ended meanwhile", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.Status);
        Assert.Equal(["network 192.0.2.1/32 route-map DRAIN", "no network 192.0.2.1/32"], Site.Sent());
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void A_dry_run_shows_the_drain()
    {
        var run = Site.Run("-d", "192.0.2.1", "--drain", "--dry-run");

        Assert.Contains("would drain route to 192.0.2.1/32\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("vtysh: network 192.0.2.1/32 route-map DRAIN\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(Site.Sent());
    }

    /// <summary>What ipvsadm tells of the rate, sample by sample; the last goes on.</summary>
    private void Rates(params int[] samples) => Site.Ipvsadm.Reset()
        .When("*--rate*", [.. samples.Select(rate => FakeAnswer.Prints(
            "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS\n  -> RemoteAddress:Port\n"
            + $"TCP  192.0.2.1:80                        1       {rate}       0        0        0\nTCP  192.0.2.2:80                        9       999       0        0        0\n"))])
        .Always(FakeAnswer.PrintsFile(Site.Of("ipvs.list")));

    /// <summary>A sample takes as long as ipvsadm does, and a loaded machine some longer.</summary>
    private static string Untimed(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"(after |, )\d+ s", "$1N s");

    private static void Until(Func<bool> condition)
    {
        for (var since = System.Diagnostics.Stopwatch.StartNew(); !condition(); Thread.Sleep(20))
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), "it did not begin to wait");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
