using System.Text.Json;
using Vips;
using Vips.Host.Reporting;
using Vips.Maintenance;

namespace VipMgmt;

/// <summary>The document of `-d --json` and `-a --json` (docs/json.md).</summary>
/// <param name="output">Standard output.</param>
/// <param name="names">What was resolved.</param>
/// <param name="isDry">--dry-run.</param>
public sealed class ChangeDocument(TextWriter output, NameTargets names, bool isDry)
{
    public void Write(
        IReadOnlyList<MaintenanceDecision> decisions, Plan plan, IReadOnlyList<string> commands,
        IReadOnlyList<ChangeOutcome> outcomes, IReadOnlyList<string> warnings, ExitStatus status, string? refused)
    {
        JsonDocumentText.Write(output, json =>
        {
            json.WriteString("tool", "vip-mgmt");
            json.WriteBoolean("dry_run", isDry);
            json.WriteNumber("status", (int)status);
            json.WriteString("refused", refused);
            WriteNames(json, warnings);
            WriteVips(json, decisions);
            ChangeJson.WritePlan(json, plan, commands);
            ChangeJson.WriteOutcomes(json, outcomes);
        });
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
