using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>
/// Runs of the lab's director lvs1 (real IPVS, keepalived and FRR; docs/replay.md says how they were taken), decided again:
/// what this version decides otherwise is a change that somebody must have wanted.
/// </summary>
public sealed class FixtureTests
{
    [Fact]
    public void Runs_of_the_lab_decide_as_they_did()
    {
        var folder = Path.Combine(Repository.Root(), "tests", "Fixtures", "bundles");
        Assert.True(Directory.GetFiles(folder).Length >= 7);

        var run = Recorded.Replay(folder);

        Golden.Verify("VipWatchdog/bundles.txt", Recorded.Text(run).Replace($"{folder}/", "", StringComparison.Ordinal));
        Assert.Equal(0, run.Status);
    }
}
