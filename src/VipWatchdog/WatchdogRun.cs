using Net.Prefixes;
using Vips;
using Vips.Host.Machine;
using Vips.Host.Site;
using Vips.Watchdog;

namespace VipWatchdog;

/// <summary>
/// One run: read, parse, decide, plan, apply, read back, report, remember (DESIGN section 3). A dry run stops after plan.
/// It goes through the line a second time when VIPs that still serve in part wait for a second look.
/// </summary>
/// <param name="reader">Reads everything but what we keep.</param>
/// <param name="observer">Decides.</param>
/// <param name="applier">Sends the plan and reads back.</param>
/// <param name="memory">What we keep.</param>
/// <param name="report">What is said.</param>
/// <param name="monitoring">Who watches the runs.</param>
/// <param name="hook">Is told of changes when the lock is given back.</param>
/// <param name="clock">What time it is.</param>
/// <param name="splay">How long this host waits before the second look.</param>
/// <param name="wait">Sleeps.</param>
public sealed class WatchdogRun(
    SiteReader reader, Observer observer, PlanApplier applier, SiteMemory memory, WatchdogReport report, Monitoring monitoring, ChangeHook hook, BootClock clock,
    TimeSpan splay, Action<TimeSpan> wait)
{
    /// <summary>For a document that tells of every VIP also what bgpd's table held before.</summary>
    public bool AsksForAllPaths { get; init; }

    /// <param name="scope">What it is for.</param>
    /// <param name="isDry">Change, count and log nothing.</param>
    /// <param name="withoutLock">Why there is no lock; null when it is ours.</param>
    public ExitStatus Run(RunScope scope, bool isDry, LockMissing? withoutLock)
    {
        var first = Pass(scope, isDry, withoutLock, new HashSet<Prefix>());
        var waiting = first.Look.Judgement.ForSecondLook;
        if (isDry || waiting.Count == 0)
        {
            return Close(scope, first);
        }

        wait(splay);
        var second = Pass(scope, isDry, withoutLock, waiting.ToHashSet());
        var status = ExitStatuses.Combine(ExitStatuses.Combine(WatchdogStatus.Of(first.Outcomes), first.Remembered), second.Status);
        return Close(scope, second with { Plan = new([.. first.Plan.Changes, .. second.Plan.Changes]), Outcomes = [.. first.Outcomes, .. second.Outcomes], Status = status });
    }

    /// <summary>A run for holds alone knows nothing of the VIPs' servers, and leaves the metrics of the run before it.</summary>
    private ExitStatus Close(RunScope scope, PassResult pass)
    {
        if (scope == RunScope.Whole && pass.State is { } state)
        {
            TellMonitoring(pass, state);
        }

        report.Close(pass.Look, pass.Plan, pass.Outcomes, pass.Status);
        return pass.Status;
    }

    /// <summary>The straight line once.</summary>
    private PassResult Pass(RunScope scope, bool isDry, LockMissing? withoutLock, IReadOnlySet<Prefix> lookedAtBefore)
    {
        var kept = memory.Read(clock.Now().Wall, isAlone: withoutLock is null);
        var inputs = reader.Read(kept, withIpvs: scope == RunScope.Whole, withoutLock, asks: AsksForAllPaths ? null : PathQuestions.Of) with { LookedAtBefore = lookedAtBefore };
        var look = scope == RunScope.Whole ? observer.Look(inputs) : HoldsOf(inputs);
        var plan = Judgement.PlanOf(look.Decisions);
        var status = WatchdogStatus.Of(look.Judgement.Permissions, look.Decisions);
        if (isDry)
        {
            report.DryRun(look, plan);
            return new(look, plan, [], status);
        }

        var unwritten = Untold(WriteBefore(look, plan), look.Inputs);
        var said = report.Conditions([.. Notices.Of(look), .. unwritten], look.Inputs);
        report.Before(plan, look.Inputs);
        IReadOnlyList<ChangeOutcome> outcomes = plan.IsEmpty ? [] : applier.Apply(plan, look.Inputs.Running.Value);
        var failures = report.After(outcomes, look.Inputs);
        status = ExitStatuses.Combine(status, WatchdogStatus.Of(outcomes));
        var (remembered, state) = Remember(look, outcomes, unwritten, Together(said, failures), scope);
        return new(look, plan, outcomes, ExitStatuses.Combine(status, remembered)) { Remembered = remembered, State = state };
    }

    private static Look HoldsOf(Inputs inputs)
    {
        var judgement = Judgement.OfHolds(inputs);
        return new(inputs, judgement, new(judgement.Decisions, [], inputs.State.MassWithdrawal));
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
                var hold = new Hold(decision.Subject.Prefix, [new Claim(null, Lines.WatchdogName, now, decision.Why, null)]);
                holds.Add(hold);
                entries.Add(JournalEntries.Of(new HoldChange(HoldChangeKind.Claimed, hold), decision.Why, Lines.WatchdogName, now));
            }
        }

        var kept = memory.Keep(plan, Lines.WatchdogName, now);
        var unheld = memory.WriteHolds(holds);
        return [.. kept, .. unheld, .. unheld.Count == 0 ? memory.Journal(entries) : []];
    }

    /// <param name="look">What was decided.</param>
    /// <param name="outcomes">What came of it.</param>
    /// <param name="unwritten">What could not be written before the batch.</param>
    /// <param name="said">What was told of conditions and failures so far, of `unwritten` too.</param>
    /// <param name="scope">What the run was for.</param>
    /// <returns>74 when not all is on the disk; and what is remembered.</returns>
    private (ExitStatus Status, WatchdogState State) Remember(
        Look look, IReadOnlyList<ChangeOutcome> outcomes, IReadOnlyList<Notice> unwritten, IReadOnlyDictionary<string, NoticeMemory> said,
        RunScope scope)
    {
        var now = look.Inputs.Now;
        var entries = new List<JournalEntry>(Found.Differences(look.Inputs, look.Decisions));
        foreach (var outcome in outcomes)
        {
            entries.Add(JournalEntries.Of(outcome, Lines.WatchdogName, now.Wall));
        }

        hook.Add(outcomes, Lines.WatchdogName, now.Wall);

        var upkept = scope == RunScope.Whole ? KeepUp(look, outcomes, entries) : [];
        var faults = Untold([.. upkept, .. memory.Forget(outcomes, Found.Announced(look.Decisions)), .. memory.Journal(entries)], look.Inputs);
        var isWhole = unwritten.Count + faults.Count == 0;
        var status = ExitStatuses.Combine(WatchdogStatus.Of(look.Judgement.Permissions, look.Decisions), WatchdogStatus.Of(outcomes));
        var state = StateAfter.Run(look.Inputs, look.Judgement.NextState, outcomes, status, isWhole, ofHoldsAlone: scope == RunScope.HoldsAlone) with
        {
            MassWithdrawal = look.Review.Streak,
            Notices = NoticesAfter(scope, look.Inputs.State.Notices, WithLater(said, faults, look.Inputs)),
        };
        var lost = look.Inputs.CanRemember ? memory.WriteState(state) : [];
        report.Conditions(lost, look.Inputs);
        return lost.Count == 0
            ? (isWhole ? ExitStatus.Done : ExitStatus.StateNotWritable, state)
            : (ExitStatus.StateNotWritable, state with { LastSuccess = look.Inputs.State.LastSuccess });
    }

    /// <summary>Last, with the final status. What cannot be written there is told when it begins, as every condition is.</summary>
    private void TellMonitoring(PassResult pass, WatchdogState state)
    {
        var inputs = pass.Look.Inputs;
        var unwritten = monitoring.Write(pass.Look, pass.Outcomes, state, pass.Status);
        if (unwritten.Count > 0 && inputs.CanRemember)
        {
            memory.WriteState(state with { Notices = Together(state.Notices, report.Conditions(unwritten, inputs)) });
        }
    }

    /// <summary>Holds and freezes whose time is over, and holds of what was withdrawn while it was drained.</summary>
    private List<Notice> KeepUp(Look look, IReadOnlyList<ChangeOutcome> outcomes, List<JournalEntry> entries)
    {
        var inputs = look.Inputs;
        var now = inputs.Now.Wall;
        var upkeep = HoldUpkeep.Of(inputs, look.Decisions, outcomes);
        var faults = new List<Notice>(memory.WriteHolds([.. upkeep.Select(one => one.Change.After)]));
        foreach (var one in faults.Count == 0 ? upkeep : [])
        {
            report.Ended(one.Lines);
            entries.Add(JournalEntries.Of(one.Change, one.Why, Lines.WatchdogName, now));
        }

        if (FreezeUpkeep.Of(inputs) is { } ended)
        {
            var unwritten = memory.WriteFreeze(null);
            faults.AddRange(unwritten);
            report.Ended(unwritten.Count == 0 ? [ended.Line] : []);
            entries.Add(ended.Entry(unwritten.Count == 0 ? JournalEntry.Done : unwritten[0].Text));
        }

        return faults;
    }

    /// <summary>A run for holds alone sees few of the conditions: what the runs before it said stays said.</summary>
    private static IReadOnlyDictionary<string, NoticeMemory> NoticesAfter(
        RunScope scope, IReadOnlyDictionary<string, NoticeMemory> before, IReadOnlyDictionary<string, NoticeMemory> said) =>
        scope == RunScope.HoldsAlone ? Together(before, said) : said;

    /// <summary>Where nothing can be written the gate has said so once, and shaped the exit status.</summary>
    private static IReadOnlyList<Notice> Untold(IReadOnlyList<Notice> faults, Inputs inputs) =>
        inputs.StateNotWritable is null ? faults : [];

    /// <summary>Tells what failed after the batch; the same condition is told once a run.</summary>
    private IReadOnlyDictionary<string, NoticeMemory> WithLater(
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

    private static IReadOnlyDictionary<string, NoticeMemory> Together(
        IReadOnlyDictionary<string, NoticeMemory> said, IReadOnlyDictionary<string, NoticeMemory> later)
    {
        if (said.Count == 0 || later.Count == 0)
        {
            return later.Count == 0 ? said : later;
        }

        var all = new Dictionary<string, NoticeMemory>(said);
        foreach (var (key, remembered) in later)
        {
            all[key] = remembered;
        }

        return all;
    }
}
