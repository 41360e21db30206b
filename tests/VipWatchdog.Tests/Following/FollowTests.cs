using Testing;

namespace VipWatchdog.Tests.Following;

/// <summary>The process that stays: when it runs, what each run obeys, and that nothing ends it but SIGTERM.</summary>
public sealed class FollowTests
{
    private const string Down = "VS [192.0.2.1]:tcp:80 DOWN";
    private const string Up = "VS [192.0.2.1]:tcp:80 UP";

    [Fact]
    [Trait("Coverage", "short")]
    public void It_runs_at_keepalived_s_word_and_says_what_cron_s_run_says()
    {
        using var site = Site();
        using var follower = new Follower(site);
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        follower.Write(Down);
        follower.WaitForRuns(2);

        Golden.Same(
            $"""
            exit 0
            out: vip_watchdog: following SITE/fifo, and running every 1h
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: vip_watchdog: told to end: SITE/fifo is followed no more
            log: notice vip_watchdog: following SITE/fifo, and running every 1h
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice vip_watchdog: told to end: SITE/fifo is followed no more
            sent: no network 192.0.2.1/32
            """, site.Transcript(follower.End()));
        var told = string.Join('\n', follower.Told.Select(message => message.Replace(site.Folder, "SITE", StringComparison.Ordinal)));
        Golden.Same(
            """
            READY=1
            STATUS=following SITE/fifo
            STATUS=following SITE/fifo; run 1 ended with 0
            STATUS=following SITE/fifo; run 2 ended with 0
            STOPPING=1
            STATUS=told to end
            """, told);
    }

    [Fact]
    public void A_storm_of_any_size_makes_one_run()
    {
        using var site = Site();
        site.Set("watchdog.settle", "1500ms"); // longer than a busy machine keeps us from writing
        using var follower = new Follower(site);
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        for (var i = 0; i < 10; i++)
        {
            follower.Write(Enumerable.Repeat("RS [10.0.0.1]:tcp:80 [192.0.2.1]:tcp:80 DOWN", 2000)); // more than the FIFO holds
        }

        follower.Write(Down);
        follower.WaitForRuns(2);

        Assert.Equal(["no network 192.0.2.1/32"], site.Sent());
        follower.End();
        Assert.Equal(2, follower.Runs);
    }

    [Fact]
    public void A_storm_is_one_observation()
    {
        using var site = Site();
        site.Set("watchdog.fall", "2");
        site.Set("watchdog.observe-interval", "1h");
        site.Set("watchdog.settle", "0s");
        using var follower = new Follower(site);
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        for (var run = 2; run <= 5; run++)
        {
            follower.Write(Down);
            follower.WaitForRuns(run);
        }

        Assert.Equal(0, follower.End().Status);
        Assert.Empty(site.Sent());
    }

    [Fact]
    public void A_keepalived_that_goes_and_comes_back_does_not_end_it()
    {
        using var site = Site();
        File.CreateSymbolicLink(site.Of("keepalived"), "/bin/sleep");
        site.Set("ipvs.keepalived-pidfile", site.Of("keepalived.pid"));
        using var first = Keepalived(site);
        using var follower = new Follower(site);

        // Its SIGTERM empties the table, and writes nothing; the FIFO goes where keepalived had made it.
        site.Table();
        File.Delete(follower.Fifo);
        first.Kill();
        first.WaitForExit();
        follower.WaitForLine("keepalived is not running (pid ");
        follower.WaitForLine("is opened anew");
        Assert.Equal(["network 192.0.2.1/32 route-map BGP1", "network 192.0.2.2/32 route-map BGP2", "network 2001:db8::1/128 route-map BGP1", "network 203.0.113.7/32"], site.Bgpd.Statements);

        // At its start every server is in the table, the dead ones too: nothing is restored at its word.
        site.Bgpd.Remove("192.0.2.1/32");
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        using var second = Keepalived(site);
        follower.Write(Up);
        follower.WaitForLine("is not announced before keepalived is 60 s old");
        second.Kill();
        Assert.Equal(0, follower.End().Status);
        Assert.Empty(site.Sent());
    }

    [Fact]
    public void Lines_of_others_are_ignored_and_told_of_once()
    {
        using var site = Site();
        using var follower = new Follower(site);
        follower.Write("INSTANCE \"VI_1\" MASTER 100", "rubbish\0\u001b", "", Up);
        follower.WaitForRuns(2);
        follower.Write("more rubbish");
        follower.Signal("USR1");
        follower.WaitForRuns(3);
        follower.End();

        Assert.Single(site.Syslog.Lines(), line => line.Contains("ignored", StringComparison.Ordinal));
        Assert.Contains($"warning vip_watchdog: {follower.Fifo}: ignored, as every such line: 'INSTANCE \"VI_1\" MASTER 100' is no VS or RS line of keepalived", site.Syslog.Lines());
        Assert.Equal(3, follower.Runs);
    }

    [Fact]
    public void A_dry_run_changes_nothing()
    {
        using var site = OneDown.Site();
        using var follower = new Follower(site, "--dry-run");
        follower.Write(Down);
        follower.WaitForRuns(2);
        var run = follower.End();

        Assert.Equal(2, run.Output.Split("would delete route to 192.0.2.1/32").Length - 1);
        Assert.Empty(site.Sent());
        Assert.Empty(site.Syslog.Lines());
        Assert.False(Directory.Exists(Path.Combine(site.State, "holds")));
    }

    [Fact]
    public void Holds_and_a_freeze_hold_for_it_too()
    {
        using var site = OneDown.Site();
        site.Hold("2001:db8::1/128");
        site.WriteState("freeze.json", """{"who":"alice","when":"2026-01-02T03:04:05+00:00"}""");
        using var follower = new Follower(site);
        follower.End();

        Assert.Equal(["no network 2001:db8::1/128"], site.Sent());
        Assert.Contains("STATUS=following " + follower.Fifo + "; run 1 ended with 1", follower.Told);
    }

    [Fact]
    public void Together_with_cron_s_runs_each_change_is_made_once()
    {
        using var site = Site();
        site.VtyshFirst("*-E*", site.Bgpd.Answer with { Waits = TimeSpan.FromMilliseconds(200) });
        using var follower = new Follower(site);
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        follower.Write(Down);
        using var one = site.Start();
        using var other = site.Start();
        FakeRun[] runs = [one.Finish(), other.Finish()];
        follower.WaitForRuns(2);

        Assert.Equal(["0 ", "0 ", "0 "], runs.Append(follower.End()).Select(run => $"{run.Status} {run.Error}"));
        Assert.Equal(["no network 192.0.2.1/32"], site.Sent());
    }

    private static System.Diagnostics.Process Keepalived(FakeSite site)
    {
        var keepalived = System.Diagnostics.Process.Start(site.Of("keepalived"), "1000");
        File.WriteAllText(site.Of("keepalived.pid"), $"{keepalived.Id}\n");
        return keepalived;
    }

    /// <summary>All is well, and nothing is to be done.</summary>
    internal static FakeSite Site()
    {
        var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        return site;
    }
}
