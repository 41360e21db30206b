using Net.Prefixes;
using Vips.Plans;
using Vips.Policies;

namespace Vips.State;

/// <summary>What is remembered of a run's changes: what the read-back shows, and that a re-issue was tried.</summary>
public static class StateAfter
{
    /// <summary>The state that a run of the watchdog leaves, but for what was said.</summary>
    /// <param name="inputs">What it read.</param>
    /// <param name="next">What its judgement remembers.</param>
    /// <param name="outcomes">What came of its changes.</param>
    /// <param name="status">Its exit status so far.</param>
    /// <param name="isWhole">All else that it had to write is on the disk: a run that lost a hold or a line has not ended the first run.</param>
    /// <param name="ofHoldsAlone">A run for holds alone is no success of the watchdog.</param>
    public static WatchdogState Run(
        Inputs inputs, WatchdogState next, IReadOnlyList<ChangeOutcome> outcomes, ExitStatus status, bool isWhole, bool ofHoldsAlone) =>
        Changes(next, outcomes, inputs.Now, inputs.Policy) with
        {
            Established = next.Established && (isWhole || inputs.State.Established),
            LastSuccess = !ofHoldsAlone && isWhole && status is ExitStatus.Done or ExitStatus.KeptBack ? inputs.Now : inputs.State.LastSuccess,
        };

    public static WatchdogState Changes(WatchdogState state, IReadOnlyList<ChangeOutcome> outcomes, Moment now, Policy policy)
    {
        var vips = new Dictionary<Prefix, VipHistory>(state.Vips);
        foreach (var outcome in outcomes)
        {
            var history = vips.GetValueOrDefault(outcome.Change.Prefix) ?? new();
            vips[outcome.Change.Prefix] = After(history with { Configured = outcome.Configured ?? history.Configured }, outcome, now, policy);
        }

        return state with { Vips = vips };
    }

    private static VipHistory After(VipHistory history, ChangeOutcome outcome, Moment now, Policy policy) => outcome.Change.Kind switch
    {
        // Tried once is tried, proven or not: a statement that is re-issued every minute cures nothing.
        ChangeKind.Reissue => history with
        {
            Reissued = true,
            LastChange = outcome.IsProven ? Last(outcome, now) : history.LastChange,
        },
        ChangeKind.Drain => outcome.IsProven ? history with { LastChange = Last(outcome, now) } : history,
        ChangeKind.Withdraw when outcome.Configured == false => history with
        {
            WithdrawnAt = outcome.Change.IsByPerson ? history.WithdrawnAt : now,
            Damping = outcome.Change.IsByPerson ? history.Damping : Damping.Flap(history.Damping, policy.RulesOf(outcome.Change.Prefix), now),
            LastChange = Last(outcome, now),
        },
        ChangeKind.Announce when outcome.Configured == true => history with
        {
            WithdrawnAt = null,
            Damping = history.Damping is null ? null : history.Damping with { Since = now },
            Reissued = !outcome.IsProven,
            LastChange = Last(outcome, now),
        },
        _ => history,
    };

    private static LastChange Last(ChangeOutcome outcome, Moment now) => new(ChangeWords.Of(outcome.Change.Kind).Done, now, outcome.Change.Why);
}
