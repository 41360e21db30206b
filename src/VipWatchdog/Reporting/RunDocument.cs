using System.Text.Json;
using Vips;
using Vips.Host.Reporting;
using Vips.Plans;
using VipWatchdog.Assessing;

namespace VipWatchdog.Reporting;

/// <summary>What `--json` tells of a run; the field names are a promise (docs/json.md).</summary>
internal static class RunDocument
{
    internal static void Write(Utf8JsonWriter json, Assessment assessment, Plan plan, IReadOnlyList<ChangeOutcome> outcomes, ExitStatus status, bool isDry)
    {
        json.WriteString("time", TimeText.Of(assessment.Inputs.Now.Wall));
        json.WriteBoolean("dry_run", isDry);
        json.WriteNumber("status", (int)status);
        NoticeJson.Write(json, assessment.Conditions());
        json.WriteStartArray("vips");
        foreach (var decision in assessment.Decisions)
        {
            DecisionJson.Write(json, decision, assessment.Inputs);
        }

        json.WriteEndArray();
        ChangeJson.WritePlan(json, plan, [.. Commands(assessment, plan)]);
        ChangeJson.WriteOutcomes(json, outcomes);
    }

    /// <summary>Exactly what vtysh gets.</summary>
    internal static IEnumerable<string> Commands(Assessment assessment, Plan plan) =>
        plan.IsEmpty ? [] : PlanText.Commands(plan, assessment.Inputs.Running.Value.Instance);
}
