using VipMgmt.Names;
using Vips;
using Vips.Holds;
using Vips.Host.Director;
using Vips.Host.State;
using Vips.Maintenance;
using Vips.Notices;
using Vips.Plans;
using Vips.State;

namespace VipMgmt.Maintenance;

/// <summary>
/// One step of `-d` or `-a`: read, decide, plan, write the holds, apply, read back, report, remember (DESIGN sections 3
/// and 4). The names are resolved before, and traffic and people are waited for, outside the lock.
/// </summary>
/// <param name="tools">Reads, asks the witness, applies, and knows the time.</param>
/// <param name="store">The state.</param>
/// <param name="names">The resolutions.</param>
/// <param name="report">What is said.</param>
/// <param name="hook">Is told of changes when the lock is given back.</param>
/// <param name="who">Who asks.</param>
public sealed class MaintenanceRun(
    DirectorTools tools, StateStore store, NameStore names, MaintenanceReport report, ChangeHook hook, string who)
{
    /// <param name="step">What is done.</param>
    /// <param name="resolved">How the names were resolved, to be remembered.</param>
    /// <param name="isDry">Stop after plan.</param>
    /// <param name="asksIpvs">There is a table to ask.</param>
    public MaintenanceResult Run(MaintenanceStep step, NameTargets resolved, bool isDry, bool asksIpvs)
    {
        var inputs = tools.Reader.Read(store.Read(tools.Clock.Now().Wall), withIpvs: asksIpvs, also: _ => step.Also);
        if (WhyNotAtAll(step, inputs) is { } why)
        {
            return new(report.Refuse(why, ExitStatus.StateNotWritable), []);
        }

        report.TellErrors(inputs.Damages, isDry);
        report.TellInputs(inputs);
        var targets = step.Targets(inputs);
        inputs = step.IsDeletion ? WithWitness(inputs, targets) : inputs;
        var decisions = step.Decide(inputs, targets);
        if (decisions.Count == 0)
        {
            return new(report.Refuse("no VIP is managed here: list them under `vips`, or let vip-watchdog see them in IPVS", ExitStatus.KeptBack), []);
        }

        var plan = PlanOf(decisions);
        var share = AnnouncedShare.Of(inputs, decisions);
        var isUnconfirmed = step.IsDeletion && share.IsMoreThanHalf && share.Going > step.Confirmed;
        if (step.IsDeletion)
        {
            report.TellRadii(BlastRadius.Of(inputs, decisions, names.Vips(inputs.Policy)));
        }

        return isDry ? new(report.TellDryRun(decisions, plan, inputs, isUnconfirmed ? share : null), decisions)
            : isUnconfirmed ? new(ExitStatus.Usage, decisions, share)
            : Do(step, resolved, inputs, decisions, plan);
    }

    private MaintenanceResult Do(MaintenanceStep step, NameTargets resolved, Inputs inputs, IReadOnlyList<MaintenanceDecision> decisions, Plan plan)
    {
        report.Warn(step.WritesHolds && HoldEnforcement.Warning(inputs) is { } warning ? [warning] : []);
        var (unwritten, unjournalled) = WriteHolds(decisions, step.Reason, inputs.Now.Wall);
        if (unwritten is not null)
        {
            return new(report.Refuse(unwritten, ExitStatus.StateNotWritable), []);
        }

        var remembered = names.Remember(resolved.Learned, inputs.Now.Wall);
        report.TellErrors([.. remembered.Where(notice => notice.Key != NameStore.Unwritten)], isDry: false);
        IReadOnlyList<Notice> faults = [.. remembered.Where(notice => notice.Key == NameStore.Unwritten), .. store.Keep(plan, who, inputs.Now.Wall)];
        IReadOnlyList<ChangeOutcome> outcomes = plan.IsEmpty ? [] : tools.Applier.Apply(plan, inputs.Running.Value);
        return new(report.TellOutcomes(decisions, plan, outcomes, [.. unjournalled, .. faults, .. Remember(inputs, outcomes), .. RemoveEnded(decisions, outcomes)]), decisions);
    }

    private Inputs WithWitness(Inputs inputs, IReadOnlyList<Target> targets) => !tools.Witness.IsConfigured ? inputs
        : inputs with { Witness = tools.Witness.Ask(LastExitGuard.Questions(inputs, targets.SelectMany(target => target.Prefixes))) };

    /// <summary>Without a hold the watchdog would undo the withdrawal within a minute.</summary>
    private static string? WhyNotAtAll(MaintenanceStep step, Inputs inputs) =>
        !step.WritesHolds ? null
        : inputs.StateNotWritable is { } unwritable ? $"{unwritable}: no hold can be written, so nothing is withdrawn (--no-hold withdraws all the same)"
        : inputs.Holds.IsKnown ? null : $"{inputs.Holds.Failure}: no hold can be written, so nothing is withdrawn (--no-hold withdraws all the same)";

    private static Plan PlanOf(IReadOnlyList<MaintenanceDecision> decisions)
    {
        var changes = new List<PlannedChange>();
        foreach (var decision in decisions)
        {
            if (decision.Change is { } change)
            {
                changes.Add(change);
            }
        }

        return Plan.Of(changes);
    }

    /// <summary>Every hold before anything is sent to bgpd.</summary>
    /// <returns>Why a hold could not be written (null when all are on the disk), and what of it is in no journal.</returns>
    private (string? Unwritten, IReadOnlyList<Notice> Unjournalled) WriteHolds(IReadOnlyList<MaintenanceDecision> decisions, string? reason, DateTimeOffset now)
    {
        var holds = new List<Hold>();
        var entries = new List<JournalEntry>();
        foreach (var decision in decisions)
        {
            if (decision.Hold is { } change)
            {
                holds.Add(change.After);
                var why = reason is null ? decision.Name : $"{decision.Name} ({reason})";
                entries.Add(JournalEntries.Of(change, why, who, now));
            }
        }

        var faults = store.WriteHolds(holds);
        if (faults.Count > 0)
        {
            return ($"{faults[0].Text}; nothing is sent to bgpd, and some of the holds may be changed: see vip-mgmt status", []);
        }

        return (null, store.Journal(entries));
    }

    /// <summary>The files of drains whose route-map is off.</summary>
    private IReadOnlyList<Notice> RemoveEnded(IReadOnlyList<MaintenanceDecision> decisions, IReadOnlyList<ChangeOutcome> outcomes)
    {
        var applied = outcomes.Where(outcome => outcome.IsApplied).Select(outcome => outcome.Change.Prefix).ToHashSet();
        var ended = decisions.Where(decision => decision.Hold is { Kind: HoldChangeKind.Lifted, After.Claims.Count: > 0 } && applied.Contains(decision.Prefix));
        return store.WriteHolds([.. ended.Select(decision => new Hold(decision.Prefix, []))]);
    }

    private IReadOnlyList<Notice> Remember(Inputs inputs, IReadOnlyList<ChangeOutcome> outcomes)
    {
        if (outcomes.Count == 0)
        {
            return [];
        }

        var entries = new List<JournalEntry>();
        foreach (var outcome in outcomes)
        {
            entries.Add(JournalEntries.Of(outcome, who, inputs.Now.Wall));
        }

        hook.Add(outcomes, who, inputs.Now.Wall);
        var state = StateAfter.Changes(inputs.State, outcomes, inputs.Now, inputs.Policy);
        return
        [
            .. store.Forget(outcomes), .. store.Journal(entries),
            .. inputs.StateNotWritable is { } why ? [new("state write", Severity.Error, why)] : store.WriteState(state),
        ];
    }
}
