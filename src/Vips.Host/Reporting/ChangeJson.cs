using System.Text.Json;
using Vips.Plans;

namespace Vips.Host.Reporting;

/// <summary>Planned and made changes as `--json` shows them; the field names are a promise (docs/json.md).</summary>
public static class ChangeJson
{
    public static void WritePlan(Utf8JsonWriter json, Plan plan, IReadOnlyList<string> commands)
    {
        json.WriteStartArray("plan");
        foreach (var change in plan.Changes)
        {
            json.WriteStartObject();
            WriteChange(json, change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteMaybe("vtysh", commands);
    }

    public static void WriteOutcomes(Utf8JsonWriter json, IReadOnlyList<ChangeOutcome> outcomes)
    {
        json.WriteStartArray("changes");
        foreach (var outcome in outcomes)
        {
            json.WriteStartObject();
            WriteChange(json, outcome.Change);
            json.WriteBoolean("proven", outcome.IsProven);
            json.WriteString("fault", outcome.Words);
            WriteState(json, outcome);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChange(Utf8JsonWriter json, PlannedChange change)
    {
        json.WriteString("change", ChangeWords.Of(change.Kind).Name);
        json.WriteString("prefix", change.Prefix.ToString());
        json.WriteString("statement", change.Statement.ToString());
        json.WriteString("why", change.Why);
        json.WriteMaybe("live", change.Live);
    }

    private static void WriteState(Utf8JsonWriter json, ChangeOutcome outcome)
    {
        json.WriteMaybe("configured", outcome.Configured);
        BgpTableJson.Write(json, outcome.Paths);
    }
}
