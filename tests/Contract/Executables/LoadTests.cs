using System.Diagnostics;
using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;
using Xunit.Abstractions;

namespace Contract.Executables;

/// <summary>Ten thousand VIPs of ten real servers each (docs/load.md); a thousand are in <see cref="ManyTests"/>.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class LoadTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot, ITestOutputHelper output) : DirectorTests(bed, syslog, knot)
{
    private const int Many = 10_000;

    [DirectorFact]
    [Trait("Length", "long")]
    public void Ten_thousand_VIPs_of_ten_real_servers_go_and_come_back()
    {
        (Director.VtyshTimeout, Director.Deadline) = ("30s", TimeSpan.FromMinutes(3));
        var vips = Serve(Many, realServers: 10);
        try
        {
            RouterCounts(Many);
            Assert.Equal("", Timed("the first run").Output);
            Assert.Equal("", Timed("no change").Output);

            // Half of them: what is up stays, every other one goes.
            string[] half = [.. vips.Where((_, n) => n % 2 == 0)];
            Director.Table.Fail(half);
            Assert.Equal(Lines(half, "Deleting route to"), Deleted(Timed("half of them down")));
            RouterCounts(Many / 2);

            Director.Table.Fail(vips);
            Assert.Equal(Lines([.. vips.Except(half)], "Deleting route to"), Deleted(Timed("the other half down")));
            RouterCounts(0);
            Assert.Equal(Many, Directory.GetFiles(Director.In("state/withdrawn")).Length);

            Director.Table.Recover(vips);
            var run = Timed("all up again");
            Assert.Equal(Lines(vips, "Adding route to"), run.Output.Split('\n').Where(line => line.StartsWith("bgp_mgt: Adding", StringComparison.Ordinal)));
            RouterCounts(Many);
            RouterReaches($"{vips[^1]}/32", BgpTestBed.First);
            Assert.Empty(Directory.GetFiles(Director.In("state/withdrawn")));
            Assert.Equal("", Timed("no change").Output);
        }
        finally
        {
            foreach (var chunk in vips.Chunk(1000)) // those that are there: the next test finds the test bed as it was
                Bed.Dc1.Vtysh(["-d", "bgpd", .. ((string[])["configure terminal", "router bgp 64699", "address-family ipv4 unicast", .. chunk.Select(vip => $"no network {vip}/32")]).SelectMany(command => new[] { "-c", command })]);
        }
    }

    private ProgramRun Timed(string what)
    {
        var began = Stopwatch.StartNew();
        var run = Director.Watchdog();
        output.WriteLine($"{what}: {began.Elapsed.TotalSeconds:0.0} s");
        Assert.True(run.Status == 0, run.ToString());
        return run;
    }

    private void RouterCounts(int ours) => Poll.Until(RouterCount, count => count == ours + ByTheTestBed, TimeSpan.FromMinutes(2));

    private static string[] Lines(IEnumerable<string> vips, string words) => [.. vips.Select(vip => $"bgp_mgt: {words} {vip}/32")];

    private static IEnumerable<string> Deleted(ProgramRun run) => run.Output.Split('\n').Where(line => line.StartsWith("bgp_mgt: Deleting", StringComparison.Ordinal));
}
