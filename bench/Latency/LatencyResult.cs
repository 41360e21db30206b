using System.Globalization;
using System.Text;

namespace Latency;

/// <summary>The rounds of one case.</summary>
/// <param name="Vips">How many VIPs failed at once.</param>
/// <param name="Announced">Out of so many.</param>
/// <param name="Milliseconds">One figure a round, sorted.</param>
internal sealed record LatencyResult(int Vips, int Announced, double[] Milliseconds)
{
    public static LatencyResult Of(int vips, int announced, IEnumerable<TimeSpan> rounds) =>
        new(vips, announced, [.. rounds.Select(round => round.TotalMilliseconds).Order()]);

    public static string Table(IEnumerable<LatencyResult> results)
    {
        var text = new StringBuilder("| VIPs that fail | of announced | rounds | fastest | median | p90 | p99 | slowest |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {result.Vips} | {result.Announced} | {result.Milliseconds.Length} | {result.At(0):0} ms | {result.At(0.5):0} ms | {result.At(0.9):0} ms | {result.At(0.99):0} ms | {result.At(1):0} ms |\n");
        }

        return text.ToString();
    }

    public static string Json(IEnumerable<LatencyResult> results) => $$"""{"latency":[{{string.Join(',', results.Select(result => string.Create(CultureInfo.InvariantCulture,
        $$"""{"vips":{{result.Vips}},"announced":{{result.Announced}},"rounds":{{result.Milliseconds.Length}},"median_ms":{{result.At(0.5):0.0}},"p90_ms":{{result.At(0.9):0.0}},"p99_ms":{{result.At(0.99):0.0}},"max_ms":{{result.At(1):0.0}}}""")))}}]}""";

    /// <summary>The nearest rank: a figure that was measured, never one between two.</summary>
    private double At(double share) => Milliseconds[Math.Clamp((int)Math.Ceiling(share * Milliseconds.Length) - 1, 0, Milliseconds.Length - 1)];
}
