using System.Text.Json;
using Vips.Holds;
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
        var vip = decision.Vip;
        json.WriteStartObject();
        json.WriteString("prefix", vip.Prefix.ToString());
        json.WriteBoolean("managed", vip.IsManaged);
        json.WriteString("verdict", VerdictWords.Of(decision.Verdict?.Verdict));
        json.WriteString("rule", JsonWords.Kebab(decision.Rule.ToString()));
        json.WriteString("action", JsonWords.Kebab(decision.Action.ToString()));
        json.WriteString("why", decision.Why);
        WriteStatements(json, vip, inputs);
        BgpTableJson.Write(json, inputs.PathsOf(vip.Prefix));
        WriteServices(json, decision.Verdict);
        json.WriteBoolean("holds_known", inputs.Holds.IsKnown);
        WriteHold(json, vip.Hold, inputs.Now.Wall);
        json.WriteEndObject();
    }

    private static void WriteStatements(Utf8JsonWriter json, WatchedVip vip, Inputs inputs)
    {
        json.WriteMaybe("configured", inputs.Running.IsKnown ? vip.Configured is not null : null);
        json.WriteString("statement", vip.Configured?.ToString());
        json.WriteString("baseline", vip.InBaseline?.ToString());
    }

    private static void WriteServices(Utf8JsonWriter json, VipVerdict? verdict)
    {
        json.WriteStartArray("services");
        foreach (var service in verdict?.Services ?? [])
        {
            json.WriteStartObject();
            json.WriteString("service", service.Key.ToString());
            json.WriteNumber("live", service.Live);
            json.WriteString("verdict", VerdictWords.Of(service.Verdict));
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
            json.WriteString("when", TimeText.Of(claim.When));
            json.WriteString("reason", claim.Reason);
            json.WriteMaybe("until", claim.Until);
            json.WriteBoolean("draining", claim.IsDraining);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
