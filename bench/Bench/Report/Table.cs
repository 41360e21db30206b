using System.Globalization;
using System.Text;

namespace Bench.Report;

/// <summary>The results as one table in Markdown.</summary>
internal static class Table
{
    public static string Of(IReadOnlyList<Result> results, string machine)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Measured on {machine}. Milliseconds: median (least - 90th percentile) of so many runs.\n\n");
        text.Append("| case | services | runs | ours | floor | ratio | own | peak memory | processes |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {result.Case} | {result.Services} | {result.Ours.Count} | {Show(result.Ours)} | {Show(result.Floor)} | {result.Ratio:0.00} | {result.Own:0.0} | {result.Ours.Memory:0} MiB | {result.Started?.ToString(CultureInfo.InvariantCulture) ?? ""} |\n");
        }

        return text.ToString();
    }

    private static string Show(Samples samples) =>
        string.Create(CultureInfo.InvariantCulture, $"{samples.Median:0.0} ({samples.Least:0.0} - {samples.P90:0.0})");
}
