using Vips;
using Vips.Host.Director;
using Vips.Host.Reporting.Metrics;
using Vips.Host.State;
using Vips.Notices;
using Vips.Plans;
using Vips.State;
using VipWatchdog.Assessing;

namespace VipWatchdog.Reporting;

/// <summary>Writes the metrics of a run that has done its work; that they cannot be written is told, and stops nothing.</summary>
/// <param name="path">Null: nobody watches.</param>
/// <param name="tools">Knows what the run cost.</param>
public sealed class MetricsWriter(string? path, DirectorTools tools)
{
    /// <returns>Empty when the file is written.</returns>
    public IReadOnlyList<Notice> Write(Assessment assessment, IReadOnlyList<ChangeOutcome> outcomes, WatchdogState state, ExitStatus status)
    {
        if (path is null)
        {
            return [];
        }

        var text = RunMetrics.Of(new()
        {
            Inputs = assessment.Inputs,
            Decisions = assessment.Decisions,
            Outcomes = outcomes,
            Notices = assessment.Conditions(),
            State = state,
            Status = status,
            Duration = tools.Elapsed,
            Tools = tools.Times.Snapshot(),
        });
        return MetricsFile.Write(path, text, assessment.Inputs.Now.Wall) is { } failure ? [new("metrics", Severity.Warning, $"metrics: {failure}")] : [];
    }
}
