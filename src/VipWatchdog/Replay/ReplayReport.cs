using System.Text.Json;
using Tools.Execution;
using Vips;
using Vips.Host.Recording;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Host.Syslog;
using VipWatchdog.Reporting;

namespace VipWatchdog.Replay;

/// <summary>Decisions and plan of each run, in the words of `--dry-run --verbose`; what a run puts on standard error stands in its place.</summary>
internal sealed class ReplayReport(TextWriter output, WatchdogOptions options) : IReplayReport
{
    private readonly List<Action<Utf8JsonWriter>> _documents = [];

    public ExitStatus Add(string path, Bundle bundle, Configuration configuration)
    {
        var run = ReplayRun.Run(bundle, configuration);
        if (options.Json)
        {
            _documents.Add(json => WriteRun(json, path, bundle, run));
        }
        else
        {
            Print(path, bundle, run);
        }

        return run.Differs.Count == 0 && run.Lacks is null ? ExitStatus.Done : ExitStatus.KeptBack;
    }

    public void Close(ExitStatus status, IReadOnlyList<string> faults)
    {
        if (options.Json)
        {
            JsonDocumentText.Write(output, json =>
            {
                json.WriteString("tool", ProgramNames.Watchdog);
                json.WriteNumber("status", (int)status);
                ReplayJson.WriteFaults(json, faults);
                json.WriteStartArray("replayed");
                _documents.ForEach(write => write(json));
                json.WriteEndArray();
            });
        }
    }

    private void Print(string path, Bundle bundle, ReplayedBundle run)
    {
        // Never opened: a replay says nothing to syslog.
        using var syslog = new SystemLog(new SyslogSettings(), TextWriter.Null);
        var log = new OperatorLog(output, output, syslog, isQuiet: false);
        var report = new WatchdogReport(log, output, options with { DryRun = true, Verbose = true }, isTerminal: true);
        log.Print($"{path}: {TimeText.Of(run.Time)}, {bundle.Host}, vip-watchdog {bundle.Program}{(bundle.HoldsAlone ? ", holds alone" : "")}{(bundle.DryRun ? ", a dry run" : "")}");
        foreach (var pass in run.Passes)
        {
            report.TellDryRun(pass.Assessment, pass.Plan);
            report.TellDecisions(pass.Assessment, pass.Plan, [], pass.Status);
        }

        foreach (var prefix in run.Differs)
        {
            log.Print($"{prefix}: the recorded run decided otherwise");
        }

        if (run.Lacks is { } lacks)
        {
            log.Print($"not in the bundle, and so unknown: {PlainText.Line(lacks, 200)}");
        }

        log.Print($"exit status {(int)run.Last.Status}");
    }

    private static void WriteRun(Utf8JsonWriter json, string path, Bundle bundle, ReplayedBundle run)
    {
        json.WriteStartObject();
        json.WriteString("bundle", path);
        json.WriteString("program", bundle.Program);
        json.WriteString("host", bundle.Host);
        json.WriteString("scope", bundle.HoldsAlone ? "holds" : "whole");
        json.WriteStartArray("differs");
        foreach (var prefix in run.Differs)
        {
            json.WriteStringValue(prefix.ToString());
        }

        json.WriteEndArray();
        json.WriteString("lacks", run.Lacks);
        json.WriteStartArray("passes");
        foreach (var pass in run.Passes)
        {
            json.WriteStartObject();
            RunDocument.Write(json, pass.Assessment, pass.Plan, [], pass.Status, isDry: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
