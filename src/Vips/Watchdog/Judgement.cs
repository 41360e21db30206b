using Vips.Notices;
using Vips.Plans;
using Vips.Policies;
using Vips.Readings;
using Vips.State;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>
/// What one run of the watchdog decides, as a pure function of its inputs: gates, verdicts, the table row by row.
/// </summary>
/// <param name="Permissions">What the gates left allowed.</param>
/// <param name="Decisions">One for each VIP looked at, sorted by prefix.</param>
/// <param name="NextState">What is remembered when the run ends, before the outcomes of its changes.</param>
public sealed record Judgement(Permissions Permissions, IReadOnlyList<Decision> Decisions, WatchdogState NextState)
{
    public static Judgement Of(Inputs inputs)
    {
        var permissions = Gates.Of(inputs);
        var watched = WatchedVips.Of(inputs);
        var book = inputs.Table.IsKnown ? new VerdictBook(inputs, permissions.InGrace) : null;
        var table = new DecisionTable(inputs, permissions);
        var decisions = new List<Decision>(watched.Count);
        foreach (var vip in watched)
        {
            decisions.Add(WithLeftOut(table.Decide(vip, book?.Judge(vip)), permissions));
        }

        return new(permissions, decisions, NextStateOf(inputs, permissions, book, decisions));
    }

    /// <summary>What a run that enforces holds and nothing else decides: nothing is counted, and no run recorded.</summary>
    public static Judgement OfHolds(Inputs inputs)
    {
        var permissions = Gates.OfHolds(inputs);
        var table = new DecisionTable(inputs, permissions);
        var decisions = new List<Decision>();
        foreach (var vip in WatchedVips.Of(inputs))
        {
            if (vip.Hold is not null)
            {
                decisions.Add(table.Decide(vip, verdict: null));
            }
        }

        return new(permissions, decisions, inputs.State);
    }

    /// <summary>The VIPs whose decision may be another one when the witness has been asked.</summary>
    public IReadOnlyList<Net.Prefixes.Prefix> WitnessQuestions => Prefixes(decision => decision.AsksWitness);

    /// <summary>The VIPs that go when a second pass says so too.</summary>
    public IReadOnlyList<Net.Prefixes.Prefix> ForSecondPass => Prefixes(decision => decision.Rule == DecisionRule.SecondLook);

    private List<Net.Prefixes.Prefix> Prefixes(Predicate<Decision> which)
    {
        var prefixes = new List<Net.Prefixes.Prefix>();
        foreach (var decision in Decisions)
        {
            if (which(decision))
            {
                prefixes.Add(decision.Vip.Prefix);
            }
        }

        return prefixes;
    }

    /// <summary>The changes of these decisions.</summary>
    public static Plan PlanOf(IReadOnlyList<Decision> decisions)
    {
        var changes = new List<PlannedChange>();
        foreach (var decision in decisions)
        {
            var live = decision.Verdict is { IsMissing: false } verdict && !decision.IsByHold ? verdict.Live : (int?)null;
            switch (decision.Action)
            {
                case DecisionAction.Withdraw:
                    changes.Add(new(ChangeKind.Withdraw, decision.Vip.Configured!, decision.Why, live, decision.IsByHold, decision.Vip.Undrained));
                    break;
                case DecisionAction.Announce:
                    changes.Add(new(ChangeKind.Announce, decision.Statement!, decision.Why, live));
                    break;
                case DecisionAction.Drain:
                    changes.Add(new(ChangeKind.Drain, decision.Statement!, decision.Why, live, IsByPerson: true) { Replaces = decision.Vip.Configured });
                    break;
                case DecisionAction.Reissue:
                    changes.Add(new(ChangeKind.Reissue, decision.Statement!, decision.Why, live) { Replaces = decision.Vip.Configured });
                    break;
                default:
                    break;
            }
        }

        return Plan.Of(changes);
    }

    /// <summary>A service that `all` or a list leaves out is warned of: it may be dead everywhere, or never have worked here.</summary>
    private static Decision WithLeftOut(Decision decision, Permissions permissions)
    {
        if (decision.Verdict is not { IsMissing: false } verdict || permissions.InGrace
            || verdict.Verdict == Verdict.Down || decision.Vip.Rules.Services == ServiceChoice.Any)
        {
            return decision;
        }

        List<Notice>? notices = null;
        foreach (var service in verdict.Services)
        {
            if (IsLeftOut(service, decision.Vip.Rules))
            {
                notices ??= [.. decision.Notices];
                notices.Add(new($"{decision.Vip.Prefix} {service.Key} left out", Severity.Warning,
                    $"{service.Key} was never seen with a live real server: left out of the judgement of {decision.Vip.Name}", Once: true));
            }
        }

        return notices is null ? decision : decision with { Notices = notices };
    }

    private static bool IsLeftOut(ServiceVerdict service, Rules rules) =>
        !VipJudge.Speaks(service, rules)
        && (rules.Services != ServiceChoice.Listed || rules.Listed.Contains(ServiceName.Of(service.Key)));

    private static WatchdogState NextStateOf(
        Inputs inputs, Permissions permissions, VerdictBook? book, IReadOnlyList<Decision> decisions)
    {
        var vips = new Dictionary<Net.Prefixes.Prefix, VipHistory>(book?.Vips ?? inputs.State.Vips);
        foreach (var decision in decisions)
        {
            var prefix = decision.Vip.Prefix;
            var history = vips.GetValueOrDefault(prefix) ?? new();
            vips[prefix] = history with
            {
                Configured = inputs.Running.IsKnown ? decision.Vip.Configured is not null : history.Configured,
                WithdrawnAt = history.WithdrawnAt?.NoLaterThan(inputs.Now),
                Damping = DampingOf(inputs, decision.Vip, history),
                PinnedAt = decision.Verdict is null ? history.PinnedAt?.NoLaterThan(inputs.Now) : decision.PinnedAt,
                Reissued = history.Reissued && !IsEpisodeOver(inputs, decision.Vip),
            };
        }

        return inputs.State with
        {
            Established = inputs.State.Established || (KnowsEverything(inputs) && !permissions.InGrace && !inputs.Policy.Shadow),
            LastRun = inputs.Now,
            LastBaseline = inputs.Baseline.IsKnown ? inputs.Baseline.Value : inputs.State.LastBaseline,
            Services = book?.Services ?? inputs.State.Services,
            Vips = vips,
        };
    }

    /// <summary>Quiet is the time for which it stays announced; one that another hand has announced begins it now.</summary>
    private static Damping? DampingOf(Inputs inputs, WatchedVip vip, VipHistory history)
    {
        if (history.Damping is not { } damping || vip.Rules.Damping is null)
        {
            return null;
        }

        return vip.Configured is null ? damping with { Since = damping.Since.NoLaterThan(inputs.Now) }
            : history.Configured == false ? damping with { Since = inputs.Now }
            : damping.Quiet(vip.Rules, inputs.Now);
    }

    /// <summary>Known to be originated, or known not to be configured: an unknown reading ends no episode.</summary>
    private static bool IsEpisodeOver(Inputs inputs, WatchedVip vip) =>
        inputs.Running.IsKnown
        && (vip.Configured is null
            || inputs.PathsOf(vip.Prefix) is { IsOriginated: true });

    /// <summary>Only a run that could have held what it found withdrawn ends the time of the first run.</summary>
    private static bool KnowsEverything(Inputs inputs) =>
        inputs.Running.IsKnown && inputs.Table.IsKnown && inputs.Baseline.IsKnown && inputs.CanRemember
        && inputs.Keepalived is not KeepalivedState.NotRunning
        && inputs.Holds.IsKnown && inputs.Holds.Value.Strangers.Count == 0;
}
