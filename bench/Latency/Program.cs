using System.Globalization;
using Contract.Frr;
using Latency;

if (args is not [var program, var rounds] || !int.TryParse(rounds, CultureInfo.InvariantCulture, out var count) || count < 1)
{
    await Console.Error.WriteLineAsync("usage: bench/latency [--rounds N]").ConfigureAwait(false);
    return 64;
}

if (BgpTestBed.WhyNot is { } why)
{
    await Console.Error.WriteLineAsync($"bench/latency: {why}").ConfigureAwait(false);
    return 69;
}

using var bed = new BgpTestBed();
var results = new List<LatencyResult>();
foreach (var (vips, announced) in (ReadOnlySpan<(int, int)>)[(1, 4), (100, 250)])
{
    using var bench = new LatencyBench(bed, program, vips, announced);
    results.Add(bench.Measure(count));
}

Console.Write(LatencyResult.Table(results));
Console.WriteLine(LatencyResult.Json(results));
return 0;
