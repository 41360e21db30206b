using Testing;

namespace VipWatchdog.Tests.Following;

/// <summary>Signals, the configuration read again, and what keeps the process that stays from beginning.</summary>
public sealed class FollowSignalTests
{
    [Fact]
    public void SIGTERM_ends_it_after_the_run_in_hand()
    {
        using var site = FollowTests.Site();
        site.VtyshFirst("*-E*", site.Bgpd.Answer with { Waits = TimeSpan.FromMilliseconds(700) });
        using var follower = new Follower(site);
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        follower.Signal("USR1");
        Assert.True(SpinWait.SpinUntil(() => site.Sent().Count > 0, TimeSpan.FromSeconds(60)), "the batch was never sent");

        var run = follower.End();

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("bgp_mgt: Deleting route to 192.0.2.1/32\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, follower.Runs);
    }

    [Fact]
    public void SIGHUP_reads_the_configuration_again_and_keeps_the_old_one_when_the_new_is_faulty()
    {
        using var site = FollowTests.Site();
        site.Table(("192.0.2.1:80", 1), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        using var follower = new Follower(site);
        Rewrite(site, "drop: 1\n  restore: 2\n  restoer: 3");
        follower.Signal("HUP");
        follower.WaitForRuns(2);
        follower.WaitForLine("unknown key `restoer`");
        Assert.Empty(site.Sent());
        Assert.EndsWith("; the configuration has a fault, an older one is in force", follower.Told[^1], StringComparison.Ordinal);

        Rewrite(site, "drop: 1\n  restore: 2");
        follower.Signal("HUP");
        follower.WaitForLine("bgp_mgt: Deleting route to 192.0.2.1/32");
        var run = follower.End();

        Assert.Equal(["no network 192.0.2.1/32"], site.Sent());
        Assert.Contains("restoer", run.Error, StringComparison.Ordinal);
        Assert.Contains("; the configuration that was read before stays in force", run.Error, StringComparison.Ordinal);
        Assert.Contains("vip_watchdog: the configuration is read again: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_written_is_read_without_a_signal()
    {
        using var site = FollowTests.Site();
        site.Table(("192.0.2.1:80", 1), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        using var follower = new Follower(site);
        Rewrite(site, "drop: 1\n  restore: 2");
        follower.WaitForRuns(2);
        follower.WaitForLine("the configuration is read again: its file has changed");
        follower.End();

        Assert.Equal(["no network 192.0.2.1/32"], site.Sent());
    }

    [Fact]
    public void It_runs_also_when_nothing_is_told()
    {
        using var site = FollowTests.Site();
        using var follower = new Follower(site, "--every", "1s");
        follower.WaitForRuns(2);

        Assert.Equal(0, follower.End().Status);
    }

    [Fact]
    public void What_is_no_FIFO_is_refused()
    {
        using var site = FollowTests.Site();
        File.WriteAllText(site.Of("fifo"), "");

        Golden.Same(
            """
            exit 64
            err: vip_watchdog: SITE/fifo: is no FIFO; nothing is followed
            log: err vip_watchdog: SITE/fifo: is no FIFO; nothing is followed
            """, site.Transcript("--follow", site.Of("fifo")));
    }

    /// <summary>Of the section `watchdog`; the file that is there is replaced, as an editor does it.</summary>
    private static void Rewrite(FakeSite site, string rules)
    {
        site.WriteConfiguration();
        var text = File.ReadAllText(site.ConfigurationPath);
        File.WriteAllText(site.Of("new"), text.Replace("watchdog:\n", $"watchdog:\n  {rules}\n", StringComparison.Ordinal));
        File.SetUnixFileMode(site.Of("new"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(site.Of("new"), site.ConfigurationPath, overwrite: true);
    }
}
