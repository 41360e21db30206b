using Testing;

namespace VipWatchdog.Tests;

/// <summary>A run ends within `run-limit`, whatever hangs.</summary>
public sealed class DeadlineTests
{
    /// <summary>What a loaded machine, killing and reading back may add: a tenth of the ten minutes that a tool would get without the limit.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    [Fact]
    public void Everything_hangs()
    {
        using var site = Crossroads.Site();
        site.Set("watchdog.run-limit", "2s");
        site.Set("bgp.read-timeout", "10m");
        site.Set("ipvs.timeout", "10m");
        site.Vtysh.Reset().Always(FakeAnswer.HangsAfter("Building") with { IgnoresTerm = true });
        site.Ipvsadm.Reset().Always(FakeAnswer.HangsAfter("IP Virtual") with { IgnoresTerm = true });

        var run = site.Run();

        Assert.Equal(69, run.Status);
        Assert.InRange(run.Took, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2) + Slack);
        Assert.Empty(site.Fakes.Running());
    }

    [Fact]
    public void The_write_takes_all_the_time_there_is()
    {
        using var site = Crossroads.Site();
        site.Set("watchdog.run-limit", "10s");
        site.Set("bgp.write-timeout", "10m");
        site.VtyshFirst("*-E*", new FakeAnswer { Hangs = true });

        var run = site.Run();

        Assert.Equal(76, run.Status);
        Assert.InRange(run.Took, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10) + Slack);
        Assert.Contains("bgp_mgt: Failed to delete route to 192.0.2.1/32: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(site.Fakes.Running());
    }
}
