using System.Text;
using Fuzz.Tests.Plain;
using Tools.Execution;

namespace Fuzz.Tests.Targets;

/// <summary>The recorded tools, and what a decision came to rest on: the last answer of each. ipvsadm is asked beside vtysh.</summary>
internal sealed class LastAnswers(IToolRunner recorded) : IToolRunner
{
    private ToolResult? _table;
    private ToolResult? _running;

    /// <summary>Null where bgpd was not understood to have answered, to its end and with status 0.</summary>
    public string? Running => TextOf(_running) is { } text && PlainConfiguration.IsWhole(text) ? text : null;

    /// <summary>Null where there is no table, or one that nobody could read.</summary>
    public IReadOnlyList<PlainService>? Table => TextOf(_table) is { } text ? PlainTable.Read(text) : null;

    public ToolResult Run(ToolCommand command)
    {
        var result = recorded.Run(command);
        if (SiteDamage.IsTable(result))
            _table = result;
        else if (SiteDamage.IsRunning(result))
            _running = result;
        return result;
    }

    private static string? TextOf(ToolResult? result) =>
        result is { Ending: ToolEnding.Exited, Status: 0 } ? Encoding.UTF8.GetString(result.StandardOutput) : null;
}
