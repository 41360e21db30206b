using Vips;
using Vips.Host.Machine;
using Vips.Host.Settings;
using Vips.Host.Site;
using Vips.Watchdog;

namespace VipWatchdog;

/// <summary>
/// One run: read, parse, decide, plan, apply, read back, report, remember (DESIGN section 3). A dry run stops after plan.
/// </summary>
public sealed class WatchdogRun(
    Configuration configuration, SiteReader reader, PlanApplier applier, SiteMemory memory, WatchdogReport report, BootClock clock,
    Action<TimeSpan> wait)
{
    /// <param name="isDry">Change, count and log nothing.</param>
    /// <param name="withoutLock">Why there is no lock; null when it is ours.</param>
    public ExitStatus Run(bool isDry, LockMissing? withoutLock)
    {
        var inputs = reader.Read(memory.Read(clock.Now().Wall), withoutLock: withoutLock);
        var look = Look.At(inputs, configuration, reader, wait);
        var plan = Judgement.PlanOf(look.Decisions);
        var status = StatusOf(look);
        if (isDry)
        {
            report.DryRun(look, plan);
            report.Close(look, plan, [], status);
            return status;
        }

        report.Before(plan);
        var written = WriteBefore(look, plan);
        IReadOnlyList<ChangeOutcome> outcomes = plan.IsEmpty ? [] : applier.Apply(plan, look.Inputs.Running.Value);
        report.After(outcomes);
        status = ExitStatuses.Combine(status, StatusOf(outcomes));
        status = ExitStatuses.Combine(status, Remember(look, outcomes, written, status));
        report.Close(look, plan, outcomes, status);
        return status;
    }

    /// <summary>Before anything is sent: the exact statement of each withdrawal, and the holds of the first run.</summary>
    private IReadOnlyList<Notice> WriteBefore(Look look, Plan plan)
    {
        var now = look.Inputs.Now.Wall;
        var holds = new List<Hold>();
        var entries = new List<JournalEntry>();
        foreach (var decision in look.Decisions)
        {
            if (decision.Action == DecisionAction.Hold)
            {
                var prefix = decision.Subject.Prefix;
                holds.Add(new(prefix, [new Claim(null, SiteMemory.Watchdog, now, decision.Why, null)]));
                entries.Add(new(now, SiteMemory.Watchdog, prefix, "hold", decision.Why, null, null, "done"));
            }
        }

        return [.. memory.Keep(plan, SiteMemory.Watchdog, now), .. memory.WriteHolds(holds), .. memory.Journal(entries)];
    }

    private ExitStatus Remember(Look look, IReadOnlyList<ChangeOutcome> outcomes, IReadOnlyList<Notice> faults, ExitStatus status)
    {
        var now = look.Inputs.Now;
        var entries = new List<JournalEntry>(Found.Differences(look.Inputs, look.Decisions));
        foreach (var outcome in outcomes)
        {
            entries.Add(JournalEntries.Of(outcome, SiteMemory.Watchdog, now.Wall));
        }

        faults = [.. faults, .. memory.Forget(outcomes), .. memory.Journal(entries)];
        var noticeMemory = report.Conditions([.. Notices.Of(look), .. faults], look.Inputs);
        var state = StateAfter.Changes(look.Judgement.NextState, outcomes, now) with
        {
            MassWithdrawalRuns = look.MassRuns,
            Notices = noticeMemory,
            Established = look.Judgement.NextState.Established && (faults.Count == 0 || look.Inputs.State.Established),
            LastSuccess = status is ExitStatus.Done or ExitStatus.KeptBack && faults.Count == 0 ? now : look.Inputs.State.LastSuccess,
        };
        var unwritten = look.Inputs.CanRemember ? memory.WriteState(state) : [];
        report.Conditions(unwritten, look.Inputs);
        return faults.Count + unwritten.Count > 0 ? ExitStatus.StateNotWritable : ExitStatus.Done;
    }

    private static ExitStatus StatusOf(Look look)
    {
        var status = look.Judgement.Permissions.Status;
        foreach (var decision in look.Decisions)
        {
            status = ExitStatuses.Combine(status, decision.Status);
        }

        return status;
    }

    private static ExitStatus StatusOf(IReadOnlyList<ChangeOutcome> outcomes)
    {
        var status = ExitStatus.Done;
        foreach (var outcome in outcomes)
        {
            status = ExitStatuses.Combine(status, outcome.Status);
        }

        return status;
    }
}
