using Vips.Notices;
using Vips.Plans;
using Vips.State;
using Vips.Watchdog;

namespace Vips.Host.Reporting.Metrics;

/// <summary>What one tool cost a run.</summary>
/// <param name="Runs">How often it was started.</param>
/// <param name="Duration">All of them together.</param>
public readonly record struct ToolTime(int Runs, TimeSpan Duration);

/// <summary>A finished run of the watchdog, for those who watch it.</summary>
public sealed record RunFigures
{
    public required Inputs Inputs { get; init; }

    public required IReadOnlyList<Decision> Decisions { get; init; }

    public required IReadOnlyList<ChangeOutcome> Outcomes { get; init; }

    public required IReadOnlyList<Notice> Notices { get; init; }

    /// <summary>As the run leaves it.</summary>
    public required WatchdogState State { get; init; }

    public required ExitStatus Status { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>By the tool's file name.</summary>
    public required IReadOnlyDictionary<string, ToolTime> Tools { get; init; }
}
