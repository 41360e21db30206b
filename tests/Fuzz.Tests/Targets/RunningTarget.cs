using System.Text;
using Bgp.Vtysh;
using Bgp.Vtysh.Model;
using Fuzz.Tests.Plain;
using Tools.Execution;

namespace Fuzz.Tests.Targets;

/// <summary>`show running-config` of FRR and Quagga, and what would be sent for it.</summary>
internal sealed class RunningTarget() : Target("running-configuration", 40_000, Mutation.Captures.Utf8(
    from capture in Mutation.Captures.Vtysh("running", "c10-running-multi-instance")
    select capture.Output + (capture.Output.EndsWith("table\n", StringComparison.Ordinal) ? "" : "% Network not in table\n")))
{
    protected override bool IsUnderstood(byte[] input)
    {
        var reading = Measured(() => RunningConfigurationParser.Parse(Vtysh.Printed(input)));
        if (!reading.IsKnown)
        {
            RequireLine(reading.Failure.ToString());
            return false;
        }

        var text = Encoding.UTF8.GetString(input);
        Require(PlainConfiguration.IsWhole(text), "taken for whole without its begin or end");
        foreach (var name in reading.Value.Configuration.RouteMaps)
            Require(text.Contains($"route-map {name} ", StringComparison.Ordinal) || text.Contains(name, StringComparison.Ordinal), $"no route-map '{name}' there");
        foreach (var instance in reading.Value.Configuration.Instances)
        {
            Require(PlainConfiguration.HasLine(text, instance.Line), $"no line '{instance.Line}' there");
            ImportCheckParser.IsOn(text, instance.Line);
            JudgeStatements(text, instance);
        }

        return true;
    }

    private static void JudgeStatements(string text, BgpInstance instance)
    {
        var changes = new List<StatementChange>();
        foreach (var statement in instance.Statements.Values)
        {
            Require(PlainConfiguration.Names(text, statement.Prefix.ToString()) || !statement.IsOurs, $"no line names {statement.Prefix}");
            if (!statement.IsOurs)
                continue;
            Require(PlainConfiguration.Holds(text, statement.ToString()), $"no line '{statement}' there");
            changes.AddRange([StatementChange.Remove(statement.Prefix), StatementChange.Issue(statement)]);
        }

        foreach (var command in Batch.Chunks(instance, changes).SelectMany(batch => batch.Commands))
            Require(!command.Text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !command.Text.Contains('?', StringComparison.Ordinal), $"a command that is more than one: {command.Text}");
    }
}

/// <summary>A call of vtysh or another tool that ended well.</summary>
internal static class Vtysh
{
    private static readonly ToolCommand Command = new("/usr/bin/vtysh", [], TimeSpan.FromSeconds(5));

    public static ToolResult Printed(byte[] output) => new(Command, ToolEnding.Exited, 0, output, [], TimeSpan.Zero);
}
