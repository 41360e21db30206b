using System.Text.Json;
using VipMgmt.Drain;
using VipMgmt.Names;
using Vips;
using Vips.Host.Reporting;
using Vips.Maintenance;

namespace VipMgmt.Change;

/// <summary>The document of `-d --json` and `-a --json` (docs/json.md).</summary>
/// <param name="output">Standard output.</param>
/// <param name="names">What was resolved.</param>
/// <param name="isDry">--dry-run.</param>
public sealed class ChangeDocument(TextWriter output, NameTargets names, bool isDry)
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
            json.WriteStartArray("other_names");
            foreach (var name in radius.OtherNames)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            WriteNumber(json, "active_connections", radius.ActiveConnections);
            json.WriteString("other_site", radius.OtherSite?.Path switch
            {
                OtherSitePath.Visible => "path",
                OtherSitePath.None => "none",
                OtherSitePath.Unknown => "unknown",
                _ => null,
            });
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
        WriteNumber(json, "packets_per_second_at_start", drain.AtStart.PacketsPerSecond);
        WriteNumber(json, "packets_per_second_left", drain.AtEnd.PacketsPerSecond);
        WriteNumber(json, "connections_left", drain.AtEnd.Connections);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void WriteNames(Utf8JsonWriter json, IReadOnlyList<string> warnings)
    {
        json.WriteStartArray("names");
        foreach (var target in names.Targets)
        {
            json.WriteStartObject();
            json.WriteString("name", target.Name);
            json.WriteStartArray("prefixes");
            foreach (var prefix in target.Prefixes)
            {
                json.WriteStringValue(prefix.ToString());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
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
            json.WriteStartArray("held_for");
            foreach (var name in decision.Hold is { } change ? change.ClaimNames : [])
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
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
