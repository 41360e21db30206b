using System.Text.Json;

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
        json.WriteStartArray("vtysh");
        foreach (var command in commands)
        {
            json.WriteStringValue(command);
        }

        json.WriteEndArray();
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
        json.WriteString("change", DecisionJson.Kebab(change.Kind.ToString()));
        json.WriteString("prefix", change.Prefix.ToString());
        json.WriteString("statement", change.Statement.ToString());
        json.WriteString("why", change.Why);
        if (change.Live is { } live)
        {
            json.WriteNumber("live", live);
        }
        else
        {
            json.WriteNull("live");
        }
    }

    private static void WriteState(Utf8JsonWriter json, ChangeOutcome outcome)
    {
        WriteMaybe(json, "configured", outcome.Configured);
        WriteMaybe(json, "originated", outcome.Paths?.IsOriginated);
        json.WriteStartArray("advertised_to");
        foreach (var peer in outcome.Paths is { IsSelfOriginated: true } paths ? paths.AdvertisedTo : [])
        {
            json.WriteStringValue(peer);
        }

        json.WriteEndArray();
    }

    private static void WriteMaybe(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
