using Bgp.Vtysh.Model;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>
/// The table "Per VIP" of DESIGN section 5: the first row that matches decides. Here the rows of what is held or down; what
/// follows is in <see cref="DrainRows"/>, <see cref="PartialRows"/>, <see cref="NotConfiguredRows"/> and
/// <see cref="ConfiguredRows"/>.
/// </summary>
public sealed class DecisionTable
{
    private readonly Inputs _inputs;
    private readonly Permissions _permissions;
    private readonly SharedOutcomes _shared;
    private readonly DrainRows _drains;
    private readonly PartialRows _partial;
    private readonly NotConfiguredRows _notConfigured;
    private readonly ConfiguredRows _configured;

    public DecisionTable(Inputs inputs, Permissions permissions)
    {
        _inputs = inputs;
        _permissions = permissions;
        _shared = new(inputs, permissions);
        _drains = new(inputs, _shared);
        _partial = new(inputs, permissions, _shared);
        _notConfigured = new(inputs, permissions, _shared);
        _configured = new(inputs, permissions, _shared);
    }

    public Decision Decide(Subject subject, VipVerdict? verdict)
    {
        if (!_inputs.Running.IsKnown)
        {
            return new(subject, verdict, DecisionRule.NotJudged, DecisionAction.None, "bgpd is unknown");
        }

        if (subject.Configured is { IsOurs: false })
        {
            return NotOurs(subject, verdict);
        }

        var isDraining = subject.Configured is not null && subject.Hold?.IsDraining(_inputs.Now.Wall) == true;
        if (subject.Hold is { } hold && !isDraining)
        {
            return Held(subject, verdict, hold);
        }

        return isDraining ? Draining(subject, verdict, subject.Configured!, subject.Hold!)
            : verdict is null ? new(subject, null, DecisionRule.NotJudged, DecisionAction.None, "the table is unknown")
            : verdict.Verdict == Verdict.Down ? Down(subject, verdict)
            : subject.Configured is null ? _notConfigured.Decide(subject, verdict)
            : _configured.Decide(subject, verdict, subject.Configured);
    }

    /// <summary>Dead it goes, as any other; what the last-exit guard keeps back stays drained.</summary>
    private Decision Draining(Subject subject, VipVerdict? verdict, NetworkStatement statement, Hold hold)
    {
        var down = verdict is { Verdict: Verdict.Down } ? Down(subject, verdict) : null;
        if (down is { Action: not DecisionAction.None } or { Rule: DecisionRule.SecondLook })
        {
            return down;
        }

        var drained = _drains.Decide(subject, verdict, statement, $"{subject.Name} is being drained by {Spokesman(hold)}");
        return down is null ? Reminding(drained, hold)
            : drained.Action == DecisionAction.None ? down
            : down with { Action = drained.Action, Statement = drained.Statement };
    }

    /// <summary>`backdoor` and `label-index` statements are only listed, also when they are held.</summary>
    public static Decision NotOurs(Subject subject, VipVerdict? verdict)
    {
        var why = $"'{subject.Configured}' has words that are not ours to write";
        var decision = new Decision(subject, verdict, DecisionRule.NotOurStatement, DecisionAction.None, why);
        return subject.Hold is null ? decision : decision with
        {
            Notices = [new($"{subject.Prefix} words", Severity.Error, $"{subject.Name} is held and stays announced: {why}")],
            Status = ExitStatus.KeptBack,
        };
    }

    private Decision Held(Subject subject, VipVerdict? verdict, Hold hold)
    {
        var why = $"{subject.Name} is held by {Spokesman(hold)}";
        var decision = subject.Configured is not null
            ? _shared.Enforce(subject, verdict, DecisionRule.Held, DecisionAction.Withdraw, why)
            : StillOriginated(subject, verdict, why) ?? new(subject, verdict, DecisionRule.Held, DecisionAction.None, why);
        return Reminding(decision, hold);
    }

    private Decision Reminding(Decision decision, Hold hold) =>
        HoldReminder.Of(hold, _inputs) is { } reminder ? decision with { Notices = [.. decision.Notices, reminder] } : decision;

    private string Spokesman(Hold hold)
    {
        var claim = hold.Spokesman(_inputs.Now.Wall);
        return $"{claim.Who} ({claim.Words})";
    }

    private Decision Down(Subject subject, VipVerdict verdict)
    {
        var rule = verdict.IsMissing ? DecisionRule.Missing : DecisionRule.Down;
        var why = verdict.IsMissing
            ? $"no virtual service behind {subject.Name}"
            : $"{verdict.Live} realservers available behind {subject.Name}";
        if (subject.Configured is null)
        {
            return StillOriginated(subject, verdict, why)
                ?? (PartialRows.ServesInPart(verdict) ? _partial.Return(subject, verdict, why) : null)
                ?? new(subject, verdict, rule, DecisionAction.None, why);
        }

        return PartialRows.ServesInPart(verdict)
            ? _partial.Withdraw(subject, verdict, why)
            : _shared.Act(subject, verdict, rule, DecisionAction.Withdraw, verdict.IsMissing ? _permissions.WithdrawMissing : _permissions.Withdraw, why);
    }

    /// <summary>The statement is gone, and something else of this router keeps the prefix alive: not ours to remove.</summary>
    private Decision? StillOriginated(Subject subject, VipVerdict? verdict, string why)
    {
        if (_inputs.PathsOf(subject.Prefix) is not { IsSelfOriginated: true } paths)
        {
            return null;
        }

        var source = SelfOrigin.Describe(paths, _inputs.Running.Value.Instance);
        return new(subject, verdict, DecisionRule.StillOriginated, DecisionAction.None, why)
        {
            Notices = [new($"{subject.Prefix} origin", Severity.Error, $"{why}, but {subject.Prefix} is still originated by {source}")],
            Status = ExitStatus.ReadBackDisagrees,
        };
    }
}
