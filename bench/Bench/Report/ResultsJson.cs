using System.Text.Json;

namespace Bench.Report;

/// <summary>The results for programs: times in milliseconds, memory in MiB.</summary>
internal static class ResultsJson
{
    private static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true };

    public static string Of(IReadOnlyList<Result> results) => JsonSerializer.Serialize(
        results.Select(result => new
        {
            @case = result.Case,
            services = result.Services,
            ours = Of(result.Ours),
            floor = Of(result.Floor),
            ratio = Math.Round(result.Ratio, 3),
            own = Math.Round(result.Own, 2),
            processes = result.Started,
        }),
        ForPeople);

    private static object Of(Samples samples) => new
    {
        runs = samples.Count,
        median = Math.Round(samples.Median, 2),
        least = Math.Round(samples.Least, 2),
        p90 = Math.Round(samples.P90, 2),
        processor = Math.Round(samples.Processor, 2),
        memory = Math.Round(samples.Memory, 1),
    };
}
