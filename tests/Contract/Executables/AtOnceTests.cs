using System.Text.Json;
using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;
using Net.Prefixes;
using Vips.Host.State;
using Xunit.Abstractions;

namespace Contract.Executables;

/// <summary>
/// Many runs of both programs at one state, one table and one bgpd: each says how it ended, what was promised is kept, and bgpd
/// has in the end what holds and table say.
/// </summary>
[Collection(BgpCollectionDefinition.Name)]
public class AtOnceTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot, ITestOutputHelper output) : DirectorTests(bed, syslog, knot)
{
    /// <summary>The runs by their number modulo five.</summary>
    private enum Kind
    {
        Watchdog,

        /// <summary>`-d` of a VIP that nobody else names.</summary>
        DeleteOwn,

        /// <summary>`-d` of one VIP that all of these name.</summary>
        DeleteShared,

        /// <summary>`-a` of a VIP that was held before.</summary>
        Add,
        Status,
    }

    [DirectorFact]
    public void Twenty_runs_at_once_lose_no_hold_and_leave_one_truth() => AtOnce(20);

    [DirectorFact]
    [Trait("Length", "long")]
    public void A_hundred_runs_at_once_lose_no_hold_and_leave_one_truth() => AtOnce(100);

    private void AtOnce(int count)
    {
        (Director.LockTimeout, Director.VtyshTimeout, Director.Deadline) = ("90s", "30s", TimeSpan.FromMinutes(5));
        var vips = Serve(count);
        string[] Of(Kind kind) => [.. vips.Where((_, n) => KindOf(n) == kind)];
        Director.Watchdog();
        Assert.Equal(0, Director.Mgmt(["-d", .. Of(Kind.Add)]).Status);
        string[] down = Of(Kind.Status);
        Director.Table.Fail(down);

        var began = System.Diagnostics.Stopwatch.StartNew();
        var runs = Director.RunAtOnce([.. vips.Select((vip, n) => CommandOf(KindOf(n), vip, shared: vips[0]))]);
        output.WriteLine($"{count} runs at once: {began.Elapsed.TotalSeconds:0.0} s; statuses {string.Join(", ", runs.GroupBy(run => run.Status).OrderBy(group => group.Key).Select(group => $"{group.Key}: {group.Count()}"))}");

        foreach (var run in runs.Where(run => run.Status != 0))
            output.WriteLine(run.ToString());

        string[] Done(Kind kind) => [.. vips.Where((_, n) => KindOf(n) == kind && runs[n].Status == 0)];
        Assert.All(runs, run => Assert.True(run.Status == 0 || (run.Status == 75 && run.Error.Contains("busy", StringComparison.Ordinal)), run.ToString()));
        Assert.All(Done(Kind.Status), vip => JsonDocument.Parse(runs[Array.IndexOf(vips, vip)].Output).Dispose());
        Assert.Equal(vips.Length / 5, Done(Kind.Status).Length); // what only reads waits for nobody
        Assert.Contains(runs, run => run is { Status: 0, Output: not "" });

        string[] held = [.. Done(Kind.DeleteOwn), .. Done(Kind.DeleteShared).Length > 0 ? vips[..1] : [], .. Of(Kind.Add).Except(Done(Kind.Add))];
        RequireState(held);
        Assert.Equal(0, Director.Watchdog().Status);
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());
        RequireState(held);
        string[] announced = [.. vips.Except(held).Except(down)];
        var running = Bed.Dc1.RunningConfiguration();
        Assert.Equal(
            announced.Order(StringComparer.Ordinal),
            vips.Where(vip => running.Contains($"  network {vip}/32 route-map BGP1\n", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Poll.Until(RouterCount, seen => seen == announced.Length + ByTheTestBed);
    }

    /// <summary>Every file of the state can be read, and these VIPs are held, no more and no less.</summary>
    private void RequireState(IReadOnlyList<string> held)
    {
        var state = new StateDirectory(Director.In("state"));
        var holds = state.Holds.Read().Value;
        Assert.Empty(holds.Strangers);
        Assert.All(holds.ByPrefix.Values, hold => Assert.Null(hold.Damage));
        Assert.Equal(held.Select(vip => Prefix.Parse($"{vip}/32")).Order(), holds.ByPrefix.Keys.Order());
        Assert.Empty(state.Withdrawn.Read().Value.Faults);
        Assert.Null(state.Watchdog.Read().Value.Damage);
        Assert.Equal(File.ReadLines(Director.In("state/journal.jsonl")).Count(), state.Journal.ReadNewest(10_000).Value.Count);
    }

    private static Kind KindOf(int number) => (Kind)(number % 5);

    private static (string Program, string[] Arguments) CommandOf(Kind kind, string vip, string shared) => kind switch
    {
        Kind.Watchdog => ("vip-watchdog", []),
        Kind.DeleteOwn => ("vip-mgmt", ["-d", vip, "--reason", "storm"]),
        Kind.DeleteShared => ("vip-mgmt", ["-d", shared]),
        Kind.Add => ("vip-mgmt", ["-a", vip]),
        _ => ("vip-mgmt", ["status", "--json"]),
    };
}
