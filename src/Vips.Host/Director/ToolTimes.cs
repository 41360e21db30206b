using Tools.Execution;
using Vips.Host.Reporting.Metrics;

namespace Vips.Host.Director;

/// <summary>What each tool cost the run so far; two may run at once.</summary>
public sealed class ToolTimes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ToolTime> _times = new(StringComparer.Ordinal);

    public void Add(ToolResult result)
    {
        var tool = Path.GetFileName(result.Command.Program);
        lock (_lock)
        {
            var before = _times.GetValueOrDefault(tool);
            _times[tool] = new(before.Runs + 1, before.Duration + result.Duration);
        }
    }

    public IReadOnlyDictionary<string, ToolTime> Snapshot()
    {
        lock (_lock)
        {
            return new Dictionary<string, ToolTime>(_times, StringComparer.Ordinal);
        }
    }
}
