using Ipvs.Ipvsadm;
using Net.Prefixes;
using Tools.Execution;
using VipMgmt.Drain;
using Vips.Policies;

namespace VipMgmt.Tests;

/// <summary>The wait of a drain where whoever watches it is slow.</summary>
[Trait("Coverage", "short")]
public class DrainWatchTests
{
    /// <summary>Thread.Sleep takes no negative time, and waits for ever at -1 ms.</summary>
    [Fact]
    public void A_terminal_that_stops_past_the_limit_ends_the_wait()
    {
        var limit = TimeSpan.FromMilliseconds(50);
        using var slow = new SlowWriter(limit);
        var waits = new List<TimeSpan>();
        var watch = new DrainWatch(
            new Ipvsadm(new ToolRunner(), "/bin/false", limit), new Policy(), 1, TimeSpan.Zero, new DrainProgress(slow, TextWriter.Null, isTerminal: true, isQuiet: false), waits.Add);

        var result = watch.Wait(new HashSet<Prefix> { Prefix.Parse("192.0.2.1/32") }, limit, asksIpvs: false);

        Assert.False(result.IsGone);
        Assert.Equal([TimeSpan.Zero], waits);
    }

    private sealed class SlowWriter(TimeSpan pause) : StringWriter
    {
        public override void Write(string? value)
        {
            Thread.Sleep(pause);
            base.Write(value);
        }
    }
}
