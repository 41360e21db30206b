using System.Text.Json;
using VipMgmt.Drain;
using VipMgmt.Names;
using Vips;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Host.Reporting;
using Vips.Maintenance;
using Vips.Plans;

namespace VipMgmt.Maintenance;

/// <summary>The document of `-d --json` and `-a --json` (docs/json.md).</summary>
/// <param name="output">Standard output.</param>
/// <param name="names">What was resolved.</param>
/// <param name="isDry">--dry-run.</param>
public sealed class MaintenanceDocument(TextWriter output, NameTargets names, bool isDry)
{
    private readonly List<PlannedChange> _plan = [];
    private readonly List<string> _commands = [];
    private readonly List<ChangeOutcome> _outcomes = [];
    private IReadOnlyList<MaintenanceDecision> _decisions = [];

    /// <summary>What was said on stderr beside the lines of the VIPs.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Why nothing, or nothing more, was done; null otherwise.</summary>
    public string? Refused { get; set; }

    public IReadOnlyList<BlastRadius> Radii { get; set; } = [];

    /// <summary>How a drain ended; null without one.</summary>
    public DrainResult? Drain { get; set; }

    /// <summary>A step that is done: of two, the decisions of the second tell how it stands.</summary>
    public void Add(IReadOnlyList<MaintenanceDecision> decisions, Plan plan, IReadOnlyList<string> commands, IReadOnlyList<ChangeOutcome> outcomes)
    {
        _decisions = decisions;
        _plan.AddRange(plan.Changes);
        _commands.AddRange(commands);
        _outcomes.AddRange(outcomes);
    }

    public void Write(ExitStatus status)
    {
        JsonDocumentText.Write(output, json =>
        {
            json.WriteString("tool", "vip-mgmt");
            json.WriteBoolean("dry_run", isDry);
            json.WriteNumber("status", (int)status);
            json.WriteString("refused", Refused);
            WriteNames(json, Warnings);
            WriteRadii(json);
            WriteVips(json, _decisions);
            ChangeJson.WritePlan(json, new(_plan), _commands);
            ChangeJson.WriteOutcomes(json, _outcomes);
            WriteDrain(json);
        });
    }

    private void WriteRadii(Utf8JsonWriter json)
    {
        json.WriteStartArray("blast_radius");
        foreach (var radius in Radii)
        {
            json.WriteStartObject();
            json.WriteString("prefix", radius.Prefix.ToString());
            json.WriteMaybe("other_names", radius.OtherNames);
            json.WriteMaybe("active_connections", radius.ActiveConnections);
            json.WriteString("other_site", radius.OtherSite is { } other ? OtherSiteWords.Of(other.Path).Name : null);
            json.WriteString("other_site_by", radius.OtherSite?.Words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteDrain(Utf8JsonWriter json)
    {
        if (Drain is not { } drain)
        {
            json.WriteNull("drain");
            return;
        }

        json.WriteStartObject("drain");
        json.WriteBoolean("gone", drain.IsGone);
        json.WriteNumber("seconds", (long)drain.Took.TotalSeconds);
        json.WriteMaybe("packets_per_second_at_start", drain.AtStart.PacketsPerSecond);
        json.WriteMaybe("packets_per_second_left", drain.AtEnd.PacketsPerSecond);
        json.WriteMaybe("connections_left", drain.AtEnd.Connections);
        json.WriteEndObject();
    }

    private void WriteNames(Utf8JsonWriter json, IReadOnlyList<string> warnings)
    {
        json.WriteStartArray("names");
        foreach (var target in names.Targets)
        {
            json.WriteStartObject();
            json.WriteString("name", target.Name);
            json.WriteMaybe("prefixes", target.Prefixes.Select(prefix => prefix.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteMaybe("warnings", warnings);
    }

    private static void WriteVips(Utf8JsonWriter json, IReadOnlyList<MaintenanceDecision> decisions)
    {
        json.WriteStartArray("vips");
        foreach (var decision in decisions)
        {
            json.WriteStartObject();
            json.WriteString("prefix", decision.Prefix.ToString());
            json.WriteString("name", decision.Name);
            json.WriteBoolean("of_this_site", decision.IsOfThisSite);
            json.WriteString("line", decision.Line);
            json.WriteString("hold", Word(decision.Hold?.Kind));
            json.WriteMaybe("held_for", decision.Hold is { } change ? change.ClaimNames : []);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Word(HoldChangeKind? kind) => kind switch
    {
        HoldChangeKind.Claimed => "held",
        HoldChangeKind.Lifted => "lifted",
        HoldChangeKind.LiftedInPart => "lifted in part",
        _ => null,
    };
}
