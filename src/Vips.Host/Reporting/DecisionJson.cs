using System.Text.Json;
using Bgp.Vtysh.Model;
using Vips.Verdicts;
using Vips.Watchdog;

namespace Vips.Host.Reporting;

/// <summary>One VIP as `--json` shows it; the field names are a promise (docs/json.md).</summary>
public static class DecisionJson
{
    /// <param name="json">Where it is written.</param>
    /// <param name="decision">What is written.</param>
    /// <param name="inputs">What it rests on: what could not be read is null, never false.</param>
    public static void Write(Utf8JsonWriter json, Decision decision, Inputs inputs)
    {
        var subject = decision.Subject;
        json.WriteStartObject();
        json.WriteString("prefix", subject.Prefix.ToString());
        json.WriteBoolean("managed", subject.IsManaged);
        json.WriteString("verdict", decision.Verdict is null ? "unknown" : Word(decision.Verdict.Verdict));
        json.WriteString("rule", Kebab(decision.Rule.ToString()));
        json.WriteString("action", Kebab(decision.Action.ToString()));
        json.WriteString("why", decision.Why);
        WriteStatements(json, subject, inputs);
        WritePaths(json, inputs.PathsOf(subject.Prefix));
        WriteServices(json, decision.Verdict);
        json.WriteBoolean("holds_known", inputs.Holds.IsKnown);
        WriteHold(json, subject.Hold, inputs.Now.Wall);
        json.WriteEndObject();
    }

    /// <summary>`NotInBaseline` -> `not-in-baseline`.</summary>
    public static string Kebab(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Down => "down",
        Verdict.Up => "up",
        _ => "unchanged",
    };

    private static void WriteStatements(Utf8JsonWriter json, Subject subject, Inputs inputs)
    {
        if (inputs.Running.IsKnown)
        {
            json.WriteBoolean("configured", subject.Configured is not null);
        }
        else
        {
            json.WriteNull("configured");
        }

        json.WriteString("statement", subject.Configured?.ToString());
        json.WriteString("baseline", subject.InBaseline?.ToString());
    }

    private static void WritePaths(Utf8JsonWriter json, BgpPaths? paths)
    {
        if (paths is null)
        {
            json.WriteNull("originated");
            json.WriteNull("advertised_to");
            return;
        }

        json.WriteBoolean("originated", paths.IsOriginated);
        json.WriteStartArray("advertised_to");
        foreach (var peer in paths.IsSelfOriginated ? paths.AdvertisedTo : [])
        {
            json.WriteStringValue(peer);
        }

        json.WriteEndArray();
    }

    private static void WriteServices(Utf8JsonWriter json, VipVerdict? verdict)
    {
        json.WriteStartArray("services");
        foreach (var service in verdict?.Services ?? [])
        {
            json.WriteStartObject();
            json.WriteString("service", service.Key.ToString());
            json.WriteNumber("live", service.Live);
            json.WriteString("verdict", Word(service.Verdict));
            json.WriteNumber("observations", service.Observations);
            json.WriteNumber("needed", service.Needed);
            json.WriteBoolean("missing", service.IsMissing);
            json.WriteBoolean("seen_alive", service.SeenAboveDrop);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHold(Utf8JsonWriter json, Hold? hold, DateTimeOffset now)
    {
        if (hold is null)
        {
            json.WriteNull("hold");
            return;
        }

        json.WriteStartArray("hold");
        foreach (var claim in hold.Claims)
        {
            if (!claim.IsInForce(now))
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("name", claim.Name);
            json.WriteString("who", claim.Who);
            json.WriteString("when", Time(claim.When));
            json.WriteString("reason", claim.Reason);
            json.WriteString("until", claim.Until is { } until ? Time(until) : null);
            json.WriteBoolean("draining", claim.IsDraining);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>ISO 8601, UTC, whole seconds.</summary>
    public static string Time(DateTimeOffset time) => Lines.Time(time);
}
