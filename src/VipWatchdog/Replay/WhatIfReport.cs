using System.Text.Json;
using Net.Prefixes;
using Tools.Execution;
using Vips;
using Vips.Host.Recording;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Plans;

namespace VipWatchdog.Replay;

/// <summary>
/// What other rules would have made of each recorded run. Each run is judged by itself, with the state that it had: what
/// would have followed from a change that was avoided, no bundle knows.
/// </summary>
/// <param name="output">Standard output.</param>
/// <param name="options">--json, --verbose.</param>
/// <param name="other">The new configuration; null when it has a fault, and nothing is compared.</param>
internal sealed class WhatIfReport(TextWriter output, WatchdogOptions options, Configuration? other) : IReplayReport
{
    private readonly List<(string Path, Difference Difference)> _differences = [];
    private readonly List<(string Path, string Why)> _notCompared = [];
    private readonly SortedDictionary<Prefix, int> _changes = [];
    private int _compared;

    public ExitStatus Add(string path, Bundle bundle, Configuration configuration)
    {
        var then = ReplayRun.Run(bundle, configuration);
        var instead = ReplayRun.Run(bundle, WithRulesOf(other!, configuration));
        if ((then.Lacks ?? instead.Lacks) is { } lacks)
        {
            _notCompared.Add((path, $"not in the bundle: {PlainText.Line(lacks, 200)}"));
            return ExitStatus.KeptBack;
        }

        _compared++;
        foreach (var change in then.Plan.Changes)
        {
            _changes[change.Prefix] = _changes.GetValueOrDefault(change.Prefix) + 1;
        }

        _differences.AddRange(Difference.Between(then, instead).Select(difference => (path, difference)));
        return ExitStatus.Done;
    }

    public void Close(ExitStatus status, IReadOnlyList<string> faults)
    {
        if (options.Json)
        {
            JsonDocumentText.Write(output, json => WriteDocument(json, status, faults));
        }
        else if (other is not null)
        {
            Print();
        }
    }

    /// <summary>Which tools, files and instance were read is as it was: only the rules are others.</summary>
    private static Configuration WithRulesOf(Configuration rules, Configuration recorded) =>
        recorded with { Policy = rules.Policy with { HasWitness = recorded.Policy.HasWitness } };

    private IEnumerable<(Prefix Prefix, int Changes, int Avoided, int Added)> ByVip() =>
        _changes.Keys.Concat(_differences.Select(one => one.Difference.Change.Prefix)).Distinct().Order()
            .Select(prefix => (prefix, _changes.GetValueOrDefault(prefix), Count(isAdded: false, prefix), Count(isAdded: true, prefix)));

    private int Count(bool isAdded, Prefix? prefix = null) =>
        _differences.Count(one => one.Difference.IsAdded == isAdded && (prefix is null || one.Difference.Change.Prefix == prefix));

    private void Print()
    {
        foreach (var (_, difference) in _differences)
        {
            Say($"{TimeText.Of(difference.Time)} {difference.Change.Prefix}: {(difference.IsAdded ? "added" : "avoided")}: {Words(difference.Change)}; {(difference.IsAdded ? "then" : "instead")}: {difference.Instead}");
        }

        foreach (var (path, why) in _notCompared)
        {
            Say($"{path}: not compared: {why}");
        }

        foreach (var (prefix, changes, avoided, added) in ByVip())
        {
            Say($"{prefix}: {changes} changes, {avoided} avoided, {added} added");
        }

        Say($"{_compared} runs compared, {_notCompared.Count} not; {_changes.Values.Sum()} changes, {Count(isAdded: false)} avoided, {Count(isAdded: true)} added; each run by itself, with the state that it had");
    }

    private void Say(string line) => output.WriteLine(PlainText.Line(line));

    private static string Words(PlannedChange change) => $"{ChangeWords.Of(change.Kind).Name} ({change.Why})";

    private void WriteDocument(Utf8JsonWriter json, ExitStatus status, IReadOnlyList<string> faults)
    {
        json.WriteString("tool", ProgramNames.Watchdog);
        json.WriteNumber("status", (int)status);
        ReplayJson.WriteFaults(json, faults);
        json.WriteNumber("compared", _compared);
        json.WriteStartArray("not_compared");
        foreach (var (path, why) in _notCompared)
        {
            json.WriteStartObject();
            json.WriteString("bundle", path);
            json.WriteString("why", why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("differences");
        foreach (var (path, difference) in _differences)
        {
            WriteDifference(json, path, difference);
        }

        json.WriteEndArray();
        json.WriteStartArray("vips");
        foreach (var (prefix, changes, avoided, added) in ByVip())
        {
            json.WriteStartObject();
            json.WriteString("prefix", prefix.ToString());
            json.WriteNumber("changes", changes);
            json.WriteNumber("avoided", avoided);
            json.WriteNumber("added", added);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDifference(Utf8JsonWriter json, string path, Difference difference)
    {
        json.WriteStartObject();
        json.WriteString("bundle", path);
        json.WriteString("time", TimeText.Of(difference.Time));
        json.WriteString("prefix", difference.Change.Prefix.ToString());
        json.WriteString("what", difference.IsAdded ? "added" : "avoided");
        json.WriteString("change", ChangeWords.Of(difference.Change.Kind).Name);
        json.WriteString("why", difference.Change.Why);
        json.WriteString("instead", difference.Instead);
        json.WriteEndObject();
    }
}
