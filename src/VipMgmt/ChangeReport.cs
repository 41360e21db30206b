using System.Buffers;
using System.Text;
using System.Text.Json;
using Net.Prefixes;
using Vips;
using Vips.Host.Reporting;
using Vips.Maintenance;

namespace VipMgmt;

/// <summary>What `-d` and `-a` say: a line a VIP, written when the change has been read back, never before.</summary>
/// <param name="log">Where the lines go.</param>
/// <param name="output">Standard output, for the document of --json.</param>
/// <param name="options">--json, --verbose.</param>
/// <param name="names">What was resolved.</param>
public sealed class ChangeReport(OperatorLog log, TextWriter output, CommonOptions options, NameTargets names)
{
    private readonly List<string> _warnings = [];

    /// <summary>How the names were resolved.</summary>
    public void Names()
    {
        foreach (var line in names.Shown)
        {
            log.Print(line);
        }

        Warn(names.Warnings);
    }

    /// <summary>With --verbose, what was read.</summary>
    public void Inputs(Inputs inputs)
    {
        foreach (var line in options.Verbose ? InputsText.Lines(inputs) : [])
        {
            log.Print(line);
        }
    }

    public void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            _warnings.Add(warning);
            log.Complain($"vip-mgmt: warning: {warning}");
        }
    }

    /// <summary>What is wrong with our own files: for syslog too, since what is set aside is found by nobody again.</summary>
    public void Errors(IReadOnlyList<Notice> errors, bool isDry)
    {
        foreach (var error in errors)
        {
            _warnings.Add(error.Text);
            if (isDry)
            {
                log.Complain($"vip-mgmt: {error.Text}");
            }
            else
            {
                log.Fail(Lines.RouteTag, error.Text);
            }
        }
    }

    /// <summary>Nothing is done at all.</summary>
    public ExitStatus Refused(string why, ExitStatus status)
    {
        log.Complain($"vip-mgmt: {why}");
        return Close([], Plan.Empty, [], [], status, why);
    }

    public ExitStatus DryRun(IReadOnlyList<MaintenanceDecision> decisions, Plan plan, Inputs inputs)
    {
        foreach (var decision in decisions)
        {
            Warn(decision.Warning is null ? [] : [decision.Warning]);
            log.Print(decision.Line is { } line ? $"would say: {line}" : $"would {Verb(decision.Change!)} route to {decision.Prefix}");
            if (decision.Hold is { } change)
            {
                log.Print(Intended(change));
            }
        }

        var commands = plan.IsEmpty ? [] : new List<string>(PlanText.Commands(plan, inputs.Running.Value.Instance));
        foreach (var command in commands)
        {
            log.Print($"vtysh: {command}");
        }

        return Close(decisions, plan, commands, [], StatusOf(decisions, []));
    }

    /// <param name="faults">What could not be written; each is told.</param>
    public ExitStatus After(
        IReadOnlyList<MaintenanceDecision> decisions, Plan plan, IReadOnlyList<ChangeOutcome> outcomes, IReadOnlyList<Notice> faults)
    {
        var held = HeldOf(decisions);
        foreach (var outcome in outcomes)
        {
            Tell(outcome, held.Contains(outcome.Change.Prefix));
        }

        foreach (var decision in decisions)
        {
            Tell(decision);
        }

        Errors(faults, isDry: false);
        var status = StatusOf(decisions, outcomes);
        return Close(decisions, plan, [], outcomes, faults.Count > 0 ? ExitStatuses.Combine(status, ExitStatus.StateNotWritable) : status);
    }

    private static HashSet<Prefix> HeldOf(IReadOnlyList<MaintenanceDecision> decisions)
    {
        var held = new HashSet<Prefix>();
        foreach (var decision in decisions)
        {
            if (decision.Hold is { Kind: HoldChangeKind.Claimed })
            {
                held.Add(decision.Prefix);
            }
        }

        return held;
    }

    private void Tell(ChangeOutcome outcome, bool isHeld)
    {
        if (outcome.Words is { } words)
        {
            log.Fail(Lines.RouteTag, Lines.Failed(outcome.Change, isHeld ? $"{Lines.HoldInForce}not withdrawn: {words}" : words));
        }
        else
        {
            log.Tell(Lines.RouteTag, Lines.Changed(outcome.Change));
        }
    }

    private void Tell(MaintenanceDecision decision)
    {
        Warn(decision.Warning is null ? [] : [decision.Warning]);
        if (decision.Line is not { } line)
        {
            return;
        }

        if (decision is { Status: ExitStatus.Done, IsOfThisSite: true })
        {
            log.Tell(Lines.RouteTag, line);
        }
        else
        {
            log.Fail(Lines.RouteTag, line);
        }
    }

    /// <summary>A VIP that is not of this site counts only when there is no other.</summary>
    private static ExitStatus StatusOf(IReadOnlyList<MaintenanceDecision> decisions, IReadOnlyList<ChangeOutcome> outcomes)
    {
        var status = ExitStatus.Done;
        var isAnyOfThisSite = false;
        foreach (var decision in decisions)
        {
            status = ExitStatuses.Combine(status, decision.Status);
            isAnyOfThisSite |= decision.IsOfThisSite;
        }

        foreach (var outcome in outcomes)
        {
            status = ExitStatuses.Combine(status, outcome.Status);
        }

        return isAnyOfThisSite ? status : ExitStatuses.Combine(status, ExitStatus.KeptBack);
    }

    private ExitStatus Close(
        IReadOnlyList<MaintenanceDecision> decisions, Plan plan, IReadOnlyList<string> commands,
        IReadOnlyList<ChangeOutcome> outcomes, ExitStatus status, string? refused = null)
    {
        if (!options.Json)
        {
            return status;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("tool", "vip-mgmt");
            json.WriteBoolean("dry_run", options.DryRun);
            json.WriteNumber("status", (int)status);
            json.WriteString("refused", refused);
            WriteNames(json);
            WriteVips(json, decisions);
            ChangeJson.WritePlan(json, plan, commands);
            ChangeJson.WriteOutcomes(json, outcomes);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        return status;
    }

    private void WriteNames(Utf8JsonWriter json)
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
        foreach (var warning in _warnings)
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
            foreach (var name in decision.Hold is { } change ? ClaimNames(change.After) : [])
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<string> ClaimNames(Hold hold)
    {
        foreach (var claim in hold.Claims)
        {
            yield return claim.Name ?? "nobody by name";
        }
    }

    private static string Intended(HoldChange change) => change.Kind switch
    {
        HoldChangeKind.Claimed => $"would hold {change.After.Prefix} for {string.Join(", ", ClaimNames(change.After))}",
        HoldChangeKind.Lifted => $"would lift the hold of {change.After.Prefix}",
        _ => $"would leave {change.After.Prefix} held for {string.Join(", ", ClaimNames(change.After))} alone",
    };

    private static string? Word(HoldChangeKind? kind) => kind switch
    {
        HoldChangeKind.Claimed => "held",
        HoldChangeKind.Lifted => "lifted",
        HoldChangeKind.LiftedInPart => "lifted in part",
        _ => null,
    };

    private static string Verb(PlannedChange change) => change.Kind == ChangeKind.Withdraw ? "delete" : "add";
}
