namespace House.Tests;

/// <summary>
/// Nothing that others wrote reaches a terminal or a log as it is: whoever writes to a stream stands here, with what makes
/// its text plain. A new writer is to be looked at, and entered.
/// </summary>
public sealed class OutputTests
{
    private static readonly Dictionary<string, string> Writers = new()
    {
        ["Vips.Host.Reporting.OperatorLog"] = "PlainText.Line",
        ["Vips.Host.Reporting.JsonDocumentText"] = "Utf8JsonWriter escapes everything but plain ASCII",
        ["Vips.Host.Syslog.SyslogSink"] = "PlainText.Line; SyslogMessage puts each datagram through it",
        ["Vips.Host.Ending.FailureLine"] = "PlainText.Line",
        ["Vips.Host.Ending.LenientWriter"] = "hands on what the others here write",
        ["VipMgmt.CommandLine"] = "PlainText.Line",
        ["VipMgmt.ConfigurationCheck"] = "ConfigurationText escapes what is not plain: its own tests read it back",
        ["VipMgmt.WithConfiguration"] = "ConfigurationFault is one plain line",
        ["VipMgmt.Maintenance.Confirmation"] = "numbers alone",
        ["VipMgmt.Doctor.DoctorRun"] = "DoctorText puts each line through PlainText.Line, and adds its colours",
        ["VipMgmt.Drain.DrainProgress"] = "numbers alone",
        ["VipMgmt.History.HistoryRun"] = "PlainText.Line",
        ["VipMgmt.Import.ImportRun"] = "PlainText.Line; the configuration itself is quoted by AncestorConfiguration",
        ["VipMgmt.Render.RenderRun"] = "ConfigurationFault; the rendered file is the operator's own template, for a file",
        ["VipMgmt.Status.StatusRun"] = "StatusTable puts each row through PlainText.Line, and adds its colours",
        ["VipWatchdog.CommandLine"] = "PlainText.Line",
        ["VipWatchdog.Reporting.LateOutput"] = "holds what OperatorLog wrote",
        ["VipWatchdog.Replay.ReplaySession"] = "PlainText.Line",
        ["VipWatchdog.Replay.WhatIfReport"] = "PlainText.Line",
        ["VipWatchdog.Invocation"] = "ConfigurationFault is one plain line",
    };

    [Fact]
    public void Who_writes_to_a_stream_is_known()
    {
        var found = HouseFiles.Sources.SelectMany(name => HouseAssembly.Read(name).Types).Where(type => type.Members.Any(IsWriting)).Select(type => type.Name).ToHashSet();

        Offenders.None(found.Except(Writers.Keys).Select(name => $"{name} writes to a stream: what makes its text plain?"));
        Offenders.None(Writers.Keys.Except(found).Select(name => $"{name} writes to no stream any more"));
    }

    private static bool IsWriting(string member) =>
        member.StartsWith("System.IO.TextWriter::Write", StringComparison.Ordinal) || member.StartsWith("System.Console::Write", StringComparison.Ordinal)
        || member.StartsWith("System.IO.StreamWriter::Write", StringComparison.Ordinal);
}
