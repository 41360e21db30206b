namespace VipWatchdog.Tests.Following;

/// <summary>The service manager waits for a sign of life (WATCHDOG_USEC): sd_watchdog_enabled(3).</summary>
public sealed class FollowLifeTests
{
    [Fact]
    public void The_loop_gives_signs_of_life_also_while_nothing_is_told()
    {
        using var site = FollowTests.Site();
        using var follower = new Follower(site, environment: ["WATCHDOG_USEC=71000000"]);
        follower.Forget();
        follower.WaitForSignsOfLife(2); // one more than what a run could bring along

        Assert.Equal(1, follower.Runs);
        Assert.Equal((0, ""), (follower.End() is var run ? run.Status : -1, run.Error));
    }

    [Fact]
    public void None_is_given_to_a_manager_that_does_not_wait_for_it()
    {
        using var site = FollowTests.Site();
        using var follower = new Follower(site, "--every", "1s");
        follower.WaitForRuns(2);
        follower.End();

        Assert.Equal(0, follower.SignsOfLife);
    }

    [Fact]
    public void One_that_waits_no_longer_than_a_run_may_take_is_warned_of()
    {
        using var site = FollowTests.Site();
        using var follower = new Follower(site, environment: ["WATCHDOG_USEC=70000000"]);
        var run = follower.End();

        const string Warning = "vip_watchdog: the service manager waits 70 s for a sign of life, and a run may take 70 s: raise WatchdogSec";
        Assert.Equal((0, Warning + "\n"), (run.Status, run.Error));
        Assert.Contains($"warning {Warning}", site.Syslog.Lines());
    }
}
