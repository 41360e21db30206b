using Vips;
using Vips.Host.Machine;
using Vips.Host.Site;
using Vips.Maintenance;
using Vips.Watchdog;

namespace VipMgmt;

/// <summary>
/// `-d` and `-a`: read, decide, plan, write the holds, apply, read back, report, remember (DESIGN sections 3 and 4).
/// The names are resolved before, outside the lock.
/// </summary>
public sealed class ChangeRun(
    SiteReader reader, PlanApplier applier, SiteMemory memory, ChangeReport report, BootClock clock, string who)
{
    /// <summary>cron runs the watchdog every minute; five missed runs are no accident (DESIGN section 4).</summary>
    private static readonly TimeSpan EnforcedWithin = TimeSpan.FromMinutes(5);

    /// <param name="options">-d or -a, and how.</param>
    /// <param name="names">What the names stand for.</param>
    /// <param name="isDry">Stop after plan.</param>
    /// <param name="asksIpvs">`-a` asks IPVS first.</param>
    public ExitStatus Run(ChangeOptions options, NameTargets names, bool isDry, bool asksIpvs)
    {
        var inputs = reader.Read(memory.Read(clock.Now().Wall), withIpvs: asksIpvs, also: _ => names.Prefixes);
        if (WhyNotAtAll(options, inputs) is { } why)
        {
            return report.Refused(why, ExitStatus.StateNotWritable);
        }

        report.Errors(inputs.Damages, isDry);
        report.Inputs(inputs);
        var decisions = Decide(options, inputs, names.Targets, asksIpvs);
        var plan = PlanOf(decisions);
        if (isDry)
        {
            return report.DryRun(decisions, plan, inputs);
        }

        report.Warn(Warnings(options, inputs));
        var (unwritten, unjournalled) = WriteHolds(decisions, options.Reason, inputs.Now.Wall);
        if (unwritten is not null)
        {
            return report.Refused(unwritten, ExitStatus.StateNotWritable);
        }

        report.Errors(memory.RememberNames(names.Learned, inputs.Now.Wall), isDry);
        var faults = memory.Keep(plan, who, inputs.Now.Wall);
        IReadOnlyList<ChangeOutcome> outcomes = plan.IsEmpty ? [] : applier.Apply(plan, inputs.Running.Value);
        return report.After(decisions, plan, outcomes, [.. unjournalled, .. faults, .. Remember(inputs, outcomes)]);
    }

    /// <summary>Without a hold the watchdog would undo the withdrawal within a minute.</summary>
    private static string? WhyNotAtAll(ChangeOptions options, Inputs inputs) =>
        !options.IsDelete || options.NoHold ? null
        : inputs.StateNotWritable is { } unwritable ? $"{unwritable}: no hold can be written, so nothing is withdrawn (--no-hold withdraws all the same)"
        : inputs.Holds.IsKnown ? null : $"{inputs.Holds.Failure}: no hold can be written, so nothing is withdrawn (--no-hold withdraws all the same)";

    private IReadOnlyList<MaintenanceDecision> Decide(ChangeOptions options, Inputs inputs, IReadOnlyList<Target> targets, bool asksIpvs) =>
        options.IsDelete
            ? new Deletion(inputs, who, options.Reason, options.For is { } lasts ? inputs.Now.Wall + lasts : null, holds: !options.NoHold).Decide(targets)
            : new Addition(inputs, who, options.Force, asksIpvs).Decide(targets);

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

    private static IEnumerable<string> Warnings(ChangeOptions options, Inputs inputs)
    {
        if (options is { IsDelete: true, NoHold: false } && (inputs.State.LastRun is not { } last || inputs.Now.Since(last) > EnforcedWithin))
        {
            yield return inputs.State.LastRun is { } ran
                ? $"hold not enforced: the last run of vip-watchdog was {inputs.Now.Since(ran).TotalMinutes:0} min ago; is its cron line there?"
                : "hold not enforced: no vip-watchdog has run here; is its cron line there?";
        }
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
                entries.Add(new(now, who, change.After.Prefix, change.What, why, null, null, "done"));
            }
        }

        var faults = memory.WriteHolds(holds);
        if (faults.Count > 0)
        {
            return ($"{faults[0].Text}; nothing is sent to bgpd, and some of the holds may be changed: see vip-mgmt status", []);
        }

        return (null, memory.Journal(entries));
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

        var state = StateAfter.Changes(inputs.State, outcomes, inputs.Now);
        return [.. memory.Forget(outcomes), .. memory.Journal(entries), .. inputs.CanRemember ? memory.WriteState(state) : []];
    }
}
