using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.Notices;
using Vips.Plans;
using Vips.State;

namespace Vips.Host.State;

/// <summary>
/// What a run reads of our own files at its start, and writes to them before and after its changes. A write that fails
/// is told and never stops a run in its middle.
/// </summary>
/// <param name="state">The state directory.</param>
/// <param name="isReadOnly">Dry runs and `status`: nothing is made, set aside or swept.</param>
public sealed class StateStore(StateDirectory state, bool isReadOnly)
{
    /// <param name="now">For the names of what is set aside.</param>
    /// <param name="isAlone">False without the lock: another's files are neither swept nor set aside under its hands.</param>
    public StoredState Read(DateTimeOffset now, bool isAlone = true)
    {
        var onlyReads = isReadOnly || !isAlone;
        var unfit = isReadOnly ? state.Judge() : state.Prepare(now, sweeps: isAlone);
        var notices = new List<Notice>();
        var holds = state.Holds.Read();
        var statements = ReadStatements(notices);
        var (watchdog, unreadable) = ReadWatchdog(holds, now, notices, onlyReads);
        var notWritable = unfit ?? unreadable;
        return new(holds, statements, watchdog, notWritable is null ? null : $"state: {notWritable}", notices, state.Freeze.Read()) { Unfit = unfit };
    }

    /// <summary>The exact statement of every withdrawal of the plan, before anything is sent.</summary>
    public IReadOnlyList<Notice> Keep(Plan plan, string who, DateTimeOffset now)
    {
        var statements = new List<KeptStatement>();
        foreach (var change in plan.Changes)
        {
            if (change.Kind == ChangeKind.Withdraw)
            {
                statements.Add(new(change.KeptAs ?? change.Statement, now, who));
            }
        }

        return statements.Count == 0 ? [] : Told("withdrawn", state.Withdrawn.Write(statements));
    }

    /// <summary>What is announced needs no kept statement, whoever announced it.</summary>
    /// <param name="outcomes">Of this run's changes.</param>
    /// <param name="found">What was announced already, though we had withdrawn it.</param>
    public IReadOnlyList<Notice> Forget(IReadOnlyList<ChangeOutcome> outcomes, IEnumerable<Prefix>? found = null)
    {
        var announced = new HashSet<Prefix>(found ?? []);
        foreach (var outcome in outcomes)
        {
            if (outcome.Change.Kind == ChangeKind.Withdraw)
            {
                announced.Remove(outcome.Change.Prefix);
            }
            else if (outcome.IsApplied)
            {
                announced.Add(outcome.Change.Prefix);
            }
        }

        return announced.Count == 0 ? [] : Told("withdrawn", state.Withdrawn.Remove(announced));
    }

    /// <summary>Each hold as it shall be; one without claims is removed.</summary>
    /// <returns>Empty when all are on the disk.</returns>
    public IReadOnlyList<Notice> WriteHolds(IReadOnlyList<Hold> holds)
    {
        var written = new List<Hold>();
        var removed = new List<Prefix>();
        foreach (var hold in holds)
        {
            if (hold.Claims.Count > 0)
            {
                written.Add(hold);
            }
            else
            {
                removed.Add(hold.Prefix);
            }
        }

        return
        [
            .. written.Count == 0 ? [] : Told("holds", state.Holds.Write(written)),
            .. removed.Count == 0 ? [] : Told("holds", state.Holds.Remove(removed)),
        ];
    }

    /// <summary>The holds as they are now: after a write that failed some are as they shall be.</summary>
    public Reading<HoldSet> Holds() => state.Holds.Read();

    /// <summary>The freeze as it shall be; null ends it.</summary>
    public IReadOnlyList<Notice> WriteFreeze(Freeze? freeze) =>
        Told("freeze", freeze is null ? state.Freeze.Remove() : state.Freeze.Write(freeze));

    public IReadOnlyList<Notice> Journal(IReadOnlyList<JournalEntry> entries) => Told("journal", state.Journal.Append(entries));

    public IReadOnlyList<Notice> WriteState(WatchdogState watchdog) => Told("state", state.Watchdog.Write(watchdog));

    private static IReadOnlyList<Notice> Told(string key, Failure? failure) =>
        failure is null ? [] : [new($"{key} write", Severity.Error, $"cannot be written: {failure}")];

    private IReadOnlyDictionary<Prefix, KeptStatement> ReadStatements(List<Notice> notices)
    {
        var reading = state.Withdrawn.Read();
        if (!reading.IsKnown)
        {
            notices.Add(new("withdrawn", Severity.Error, $"{reading.Failure}; the kept statements are unknown"));
            return new Dictionary<Prefix, KeptStatement>();
        }

        foreach (var fault in reading.Value.Faults)
        {
            notices.Add(new($"withdrawn {fault.Subject}", Severity.Error, $"{fault}; this kept statement is unknown"));
        }

        return reading.Value.ByPrefix;
    }

    private (WatchdogState State, Failure? Unreadable) ReadWatchdog(
        Reading<HoldSet> holds, DateTimeOffset now, List<Notice> notices, bool onlyReads)
    {
        var reading = state.Watchdog.Read();
        if (!reading.IsKnown)
        {
            return (new() { Established = true }, reading.Failure);
        }

        var (read, damage) = (reading.Value.Value, reading.Value.Damage);
        var hasLostItsFile = damage is not null || !reading.Value.Exists;
        var watchdog = read with { Established = read.Established || (hasLostItsFile && HasRunBefore(holds, damage is not null)) };
        if (damage is not null)
        {
            notices.Add(new("state damaged", Severity.Error,
                $"{state.Watchdog.Path}: damaged ({damage}); {(onlyReads ? "a run that changes things sets it aside" : StartAnew(watchdog, now))}", Once: true));
        }

        return (watchdog, null);
    }

    /// <summary>At once, since the next run finds no damage any more, and must not take itself for the first one.</summary>
    private string StartAnew(WatchdogState watchdog, DateTimeOffset now) =>
        state.Watchdog.SetAside(now) is { } failure ? $"cannot be set aside: {failure.Words}"
        : state.Watchdog.Write(watchdog) is { } unwritten ? $"set aside; a new one cannot be written: {unwritten.Words}"
        : "set aside, observations start anew";

    /// <summary>
    /// Asked only when watchdog.json is gone or damaged; one that can be read tells itself, also that its runs were not
    /// finished. No first run while the journal tells of a watchdog; a damaged file counts as one that was there,
    /// together with holds or any line of the journal (DESIGN section 8).
    /// </summary>
    private bool HasRunBefore(Reading<HoldSet> holds, bool isDamaged)
    {
        var hasHolds = !holds.IsKnown || holds.Value.ByPrefix.Count > 0;
        return (isDamaged && hasHolds)
            || state.HasEntry(isDamaged ? null : entry => entry.Who == ProgramNames.Watchdog);
    }
}
