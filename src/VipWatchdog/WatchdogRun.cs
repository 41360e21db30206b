using Net.Prefixes;
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
        var inputs = reader.Read(memory.Read(clock.Now().Wall, isAlone: withoutLock is null), withoutLock: withoutLock);
        var look = Look.At(inputs, configuration, reader, wait);
        var plan = Judgement.PlanOf(look.Decisions);
        var status = StatusOf(look);
        if (isDry)
        {
            report.DryRun(look, plan);
            report.Close(look, plan, [], status);
            return status;
        }

        var unwritten = Untold(WriteBefore(look, plan), look.Inputs);
        var said = report.Conditions([.. Notices.Of(look), .. unwritten], look.Inputs);
        report.Before(plan, look.Inputs);
        IReadOnlyList<ChangeOutcome> outcomes = plan.IsEmpty ? [] : applier.Apply(plan, look.Inputs.Running.Value);
        var failures = report.After(outcomes, look.Inputs);
        status = ExitStatuses.Combine(status, StatusOf(outcomes));
        status = ExitStatuses.Combine(status, Remember(look, outcomes, unwritten, Together(said, failures)));
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

        var kept = memory.Keep(plan, SiteMemory.Watchdog, now);
        var unheld = memory.WriteHolds(holds);
        return [.. kept, .. unheld, .. unheld.Count == 0 ? memory.Journal(entries) : []];
    }

    /// <param name="look">What was decided.</param>
    /// <param name="outcomes">What came of it.</param>
    /// <param name="unwritten">What could not be written before the batch.</param>
    /// <param name="said">What was told of conditions and failures so far, of `unwritten` too.</param>
    private ExitStatus Remember(
        Look look, IReadOnlyList<ChangeOutcome> outcomes, IReadOnlyList<Notice> unwritten, IReadOnlyDictionary<string, NoticeMemory> said)
    {
        var now = look.Inputs.Now;
        var entries = new List<JournalEntry>(Found.Differences(look.Inputs, look.Decisions));
        foreach (var outcome in outcomes)
        {
            entries.Add(JournalEntries.Of(outcome, SiteMemory.Watchdog, now.Wall));
        }

        var faults = Untold([.. memory.Forget(outcomes, FoundAnnounced(look.Decisions)), .. memory.Journal(entries)], look.Inputs);
        var isWhole = unwritten.Count + faults.Count == 0;
        var status = ExitStatuses.Combine(StatusOf(look), StatusOf(outcomes));
        var state = StateAfter.Changes(look.Judgement.NextState, outcomes, now) with
        {
            MassWithdrawal = look.MassStreak,
            Notices = WithLater(said, faults, look.Inputs),
            Established = look.Judgement.NextState.Established && (isWhole || look.Inputs.State.Established),
            LastSuccess = status is ExitStatus.Done or ExitStatus.KeptBack && isWhole ? now : look.Inputs.State.LastSuccess,
        };
        var lost = look.Inputs.CanRemember ? memory.WriteState(state) : [];
        report.Conditions(lost, look.Inputs);
        return isWhole && lost.Count == 0 ? ExitStatus.Done : ExitStatus.StateNotWritable;
    }

    private static IEnumerable<Prefix> FoundAnnounced(IReadOnlyList<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            if (decision.Subject is { Configured: not null, Kept: not null })
            {
                yield return decision.Subject.Prefix;
            }
        }
    }

    /// <summary>Where nothing can be written the gate has said so once, and shaped the exit status.</summary>
    private static IReadOnlyList<Notice> Untold(IReadOnlyList<Notice> faults, Inputs inputs) =>
        inputs.StateNotWritable is null ? faults : [];

    /// <summary>Tells what failed after the batch; the same condition is told once a run.</summary>
    private Dictionary<string, NoticeMemory> WithLater(
        IReadOnlyDictionary<string, NoticeMemory> said, IReadOnlyList<Notice> later, Inputs inputs)
    {
        var untold = new List<Notice>();
        foreach (var notice in later)
        {
            if (!said.ContainsKey(notice.Key))
            {
                untold.Add(notice);
            }
        }

        return Together(said, report.Conditions(untold, inputs));
    }

    private static Dictionary<string, NoticeMemory> Together(
        IReadOnlyDictionary<string, NoticeMemory> said, IReadOnlyDictionary<string, NoticeMemory> later)
    {
        var all = new Dictionary<string, NoticeMemory>(said);
        foreach (var (key, remembered) in later)
        {
            all[key] = remembered;
        }

        return all;
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
