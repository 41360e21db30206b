using Tools.Execution;
using Vips.Readings;

namespace Vips.Host.Reporting;

/// <summary>What `--verbose` says of the inputs: one line each, what was read or why it is unknown.</summary>
public static class InputsText
{
    public static IEnumerable<string> Lines(Inputs inputs)
    {
        yield return Line(inputs.Running, bgpd => $"bgpd: {bgpd.Instance.Line} ({bgpd.Suite}), {bgpd.Instance.Statements.Count} statements");
        yield return Line(inputs.Baseline, baseline => $"baseline: {baseline.Source}, {baseline.Statements.Count} statements");
        yield return Line(inputs.Table, table => $"IPVS: {table.Services.Count} virtual services");
        yield return inputs.Keepalived switch
        {
            KeepalivedState.Running running => $"keepalived: running for {Minutes(running.Age)}",
            KeepalivedState.NotRunning dead => $"keepalived: not running ({dead.Words})",
            _ => "keepalived: not looked for",
        };
        yield return Line(inputs.Holds, holds => $"holds: {holds.ByPrefix.Count}");
        yield return inputs.State.LastRun is { } last ? $"vip-watchdog: last run {Minutes(inputs.Now.Since(last))} ago" : "vip-watchdog: no run recorded";
    }

    private static string Line<T>(Reading<T> reading, Func<T, string> words) => reading.IsKnown ? words(reading.Value) : $"{reading.Failure}";

    private static string Minutes(TimeSpan time) => $"{(long)time.TotalMinutes} min";
}
