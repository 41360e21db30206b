using Vips;
using Vips.Holds;
using Vips.Host.Director;
using Vips.Host.State;
using Vips.Notices;
using Vips.Plans;
using Vips.State;
using Vips.Watchdog;
using VipWatchdog.Assessing;
using VipWatchdog.Reporting;
using VipWatchdog.Run;

namespace VipWatchdog.Keeping;

/// <summary>
/// What a run writes: before the batch what must outlive it, after it what came of it, at the end what monitoring reads.
/// What cannot be written is told, and shapes the exit status.
/// </summary>
/// <param name="store">The state directory.</param>
/// <param name="report">What is said.</param>
/// <param name="metrics">What monitoring reads.</param>
/// <param name="hook">Is told of changes when the lock is given back.</param>
public sealed class StateKeeping(StateStore store, WatchdogReport report, MetricsWriter metrics, ChangeHook hook)
{
    /// <summary>Before anything is sent: the exact statement of each withdrawal, and the holds of the first run.</summary>
    internal IReadOnlyList<Notice> WriteBefore(Assessment assessment, Plan plan)
    {
        var now = assessment.Inputs.Now.Wall;
        var holds = new List<Hold>();
        var entries = new List<JournalEntry>();
        foreach (var decision in assessment.Decisions)
        {
            if (decision.Action == DecisionAction.Hold)
            {
                var hold = new Hold(decision.Vip.Prefix, [new Claim(null, ProgramNames.Watchdog, now, decision.Why, null)]);
                holds.Add(hold);
                entries.Add(JournalEntries.Of(new HoldChange(HoldChangeKind.Claimed, hold), decision.Why, ProgramNames.Watchdog, now));
            }
        }

        var kept = store.Keep(plan, ProgramNames.Watchdog, now);
        var unheld = store.WriteHolds(holds);
        return Untold([.. kept, .. unheld, .. unheld.Count == 0 ? store.Journal(entries) : []], assessment.Inputs);
    }

    /// <param name="assessment">What was decided.</param>
    /// <param name="outcomes">What came of it.</param>
    /// <param name="status">Of both.</param>
    /// <param name="unwritten">What could not be written before the batch.</param>
    /// <param name="said">What was told of conditions and failures so far, of `unwritten` too.</param>
    /// <param name="scope">What the run was for.</param>
    /// <returns>74 when not all is on the disk; and what is remembered.</returns>
    internal (ExitStatus Status, WatchdogState State) WriteAfter(
        Assessment assessment, IReadOnlyList<ChangeOutcome> outcomes, ExitStatus status, IReadOnlyList<Notice> unwritten,
        IReadOnlyDictionary<string, NoticeHistory> said, RunScope scope)
    {
        var now = assessment.Inputs.Now;
        var entries = new List<JournalEntry>(Found.Differences(assessment.Inputs, assessment.Decisions));
        foreach (var outcome in outcomes)
        {
            entries.Add(JournalEntries.Of(outcome, ProgramNames.Watchdog, now.Wall));
        }

        hook.Add(outcomes, ProgramNames.Watchdog, now.Wall);

        var upkept = scope == RunScope.Whole ? KeepUp(assessment, outcomes, entries) : [];
        var faults = Untold([.. upkept, .. store.Forget(outcomes, Found.Announced(assessment.Decisions)), .. store.Journal(entries)], assessment.Inputs);
        var isWhole = unwritten.Count + faults.Count == 0;
        var state = StateAfter.Run(assessment.Inputs, assessment.Judgement.NextState, outcomes, status, isWhole, ofHoldsAlone: scope == RunScope.HoldsAlone) with
        {
            MassWithdrawal = assessment.Review.Streak,
            Notices = NoticesAfter(scope, assessment.Inputs.State.Notices, WithLater(said, faults, assessment.Inputs)),
        };
        var lost = assessment.Inputs.CanRemember ? store.WriteState(state) : [];
        report.TellConditions(lost, assessment.Inputs);
        return lost.Count == 0
            ? (isWhole ? ExitStatus.Done : ExitStatus.StateNotWritable, state)
            : (ExitStatus.StateNotWritable, state with { LastSuccess = assessment.Inputs.State.LastSuccess });
    }

    /// <summary>Last, with the final status. What cannot be written there is told when it begins, as every condition is.</summary>
    internal void WriteMetrics(PassResult pass, WatchdogState state)
    {
        var inputs = pass.Assessment.Inputs;
        var unwritten = metrics.Write(pass.Assessment, pass.Outcomes, state, pass.Status);
        if (unwritten.Count > 0 && inputs.CanRemember)
        {
            store.WriteState(state with { Notices = NoticesSaid.Together(state.Notices, report.TellConditions(unwritten, inputs)) });
        }
    }

    /// <summary>Holds and freezes whose time is over, and holds of what was withdrawn while it was drained.</summary>
    private List<Notice> KeepUp(Assessment assessment, IReadOnlyList<ChangeOutcome> outcomes, List<JournalEntry> entries)
    {
        var inputs = assessment.Inputs;
        var now = inputs.Now.Wall;
        var upkeep = HoldUpkeep.Of(inputs, assessment.Decisions, outcomes);
        var faults = new List<Notice>(store.WriteHolds([.. upkeep.Select(one => one.Change.After)]));
        foreach (var one in faults.Count == 0 ? upkeep : HoldUpkeep.Done(upkeep, store.Holds()))
        {
            report.TellEnded(one.Lines);
            entries.Add(JournalEntries.Of(one.Change, one.Why, ProgramNames.Watchdog, now));
        }

        if (FreezeUpkeep.Of(inputs) is { } ended)
        {
            var unwritten = store.WriteFreeze(null);
            faults.AddRange(unwritten);
            report.TellEnded(unwritten.Count == 0 ? [ended.Line] : []);
            entries.Add(ended.Entry(unwritten.Count == 0 ? JournalEntry.Done : unwritten[0].Text));
        }

        return faults;
    }

    /// <summary>A run for holds alone sees few of the conditions: what the runs before it said stays said.</summary>
    private static IReadOnlyDictionary<string, NoticeHistory> NoticesAfter(
        RunScope scope, IReadOnlyDictionary<string, NoticeHistory> before, IReadOnlyDictionary<string, NoticeHistory> said) =>
        scope == RunScope.HoldsAlone ? NoticesSaid.Together(before, said) : said;

    /// <summary>Where nothing can be written the gate has said so once, and shaped the exit status.</summary>
    private static IReadOnlyList<Notice> Untold(IReadOnlyList<Notice> faults, Inputs inputs) =>
        inputs.StateNotWritable is null ? faults : [];

    /// <summary>Tells what failed after the batch; the same condition is told once a run.</summary>
    private IReadOnlyDictionary<string, NoticeHistory> WithLater(
        IReadOnlyDictionary<string, NoticeHistory> said, IReadOnlyList<Notice> later, Inputs inputs)
    {
        var untold = new List<Notice>();
        foreach (var notice in later)
        {
            if (!said.ContainsKey(notice.Key))
            {
                untold.Add(notice);
            }
        }

        return NoticesSaid.Together(said, report.TellConditions(untold, inputs));
    }
}
