using Bgp.Vtysh.Model;
using Vips.Holds;
using Vips.Notices;
using Vips.Readings;
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
    private readonly SharedDecisions _shared;
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

    public Decision Decide(WatchedVip vip, VipVerdict? verdict)
    {
        if (!_inputs.Running.IsKnown)
        {
            return new(vip, verdict, DecisionRule.NotJudged, DecisionAction.None, "bgpd is unknown");
        }

        if (vip.Configured is { IsOurs: false })
        {
            return NotOurs(vip, verdict);
        }

        var isDraining = vip.Configured is not null && vip.Hold?.IsDraining(_inputs.Now.Wall) == true;
        if (vip.Hold is { } hold && !isDraining)
        {
            return Held(vip, verdict, hold);
        }

        return isDraining ? Draining(vip, verdict, vip.Configured!, vip.Hold!)
            : verdict is null ? new(vip, null, DecisionRule.NotJudged, DecisionAction.None, "the table is unknown")
            : verdict.Verdict == Verdict.Down ? Down(vip, verdict)
            : vip.Configured is null ? _notConfigured.Decide(vip, verdict)
            : _configured.Decide(vip, verdict, vip.Configured);
    }

    /// <summary>Dead it goes, as any other; what the last-exit guard keeps back stays drained.</summary>
    private Decision Draining(WatchedVip vip, VipVerdict? verdict, NetworkStatement statement, Hold hold)
    {
        var down = verdict is { Verdict: Verdict.Down } ? Down(vip, verdict) : null;
        if (down is { Action: not DecisionAction.None } or { Rule: DecisionRule.SecondLook })
        {
            return down;
        }

        var drained = _drains.Decide(vip, verdict, statement, $"{vip.Name} is being drained by {Spokesman(hold)}");
        return down is null ? Reminding(drained, hold)
            : drained.Action == DecisionAction.None ? down
            : down with { Action = drained.Action, Statement = drained.Statement };
    }

    /// <summary>`backdoor` and `label-index` statements are only listed, also when they are held.</summary>
    public static Decision NotOurs(WatchedVip vip, VipVerdict? verdict)
    {
        var why = $"'{vip.Configured}' has words that are not ours to write";
        var decision = new Decision(vip, verdict, DecisionRule.NotOurStatement, DecisionAction.None, why);
        return vip.Hold is null ? decision : decision with
        {
            Notices = [new($"{vip.Prefix} words", Severity.Error, $"{vip.Name} is held and stays announced: {why}")],
            Status = ExitStatus.KeptBack,
        };
    }

    private Decision Held(WatchedVip vip, VipVerdict? verdict, Hold hold)
    {
        var why = $"{vip.Name} is held by {Spokesman(hold)}";
        var decision = vip.Configured is not null
            ? _shared.Enforce(vip, verdict, DecisionRule.Held, DecisionAction.Withdraw, why)
            : StillOriginated(vip, verdict, why) ?? new(vip, verdict, DecisionRule.Held, DecisionAction.None, why);
        return Reminding(decision, hold);
    }

    private Decision Reminding(Decision decision, Hold hold) =>
        HoldReminder.Of(hold, _inputs) is { } reminder ? decision with { Notices = [.. decision.Notices, reminder] } : decision;

    private string Spokesman(Hold hold)
    {
        var claim = hold.Spokesman(_inputs.Now.Wall);
        return $"{claim.Who} ({claim.Words})";
    }

    private Decision Down(WatchedVip vip, VipVerdict verdict)
    {
        var rule = verdict.IsMissing ? DecisionRule.Missing : DecisionRule.Down;
        var why = verdict.IsMissing
            ? $"no virtual service behind {vip.Name}"
            : $"{verdict.Live} realservers available behind {vip.Name}";
        if (vip.Configured is null)
        {
            return StillOriginated(vip, verdict, why)
                ?? (PartialRows.ServesInPart(verdict) ? _partial.Return(vip, verdict, why) : null)
                ?? new(vip, verdict, rule, DecisionAction.None, why);
        }

        return PartialRows.ServesInPart(verdict)
            ? _partial.Withdraw(vip, verdict, why)
            : _shared.Act(vip, verdict, rule, DecisionAction.Withdraw, verdict.IsMissing ? _permissions.WithdrawMissing : _permissions.Withdraw, why);
    }

    /// <summary>The statement is gone, and something else of this router keeps the prefix alive: not ours to remove.</summary>
    private Decision? StillOriginated(WatchedVip vip, VipVerdict? verdict, string why)
    {
        if (_inputs.PathsOf(vip.Prefix) is not { IsSelfOriginated: true } paths)
        {
            return null;
        }

        var source = SelfOrigin.Describe(paths, _inputs.Running.Value.Instance);
        return new(vip, verdict, DecisionRule.StillOriginated, DecisionAction.None, why)
        {
            Notices = [new($"{vip.Prefix} origin", Severity.Error, $"{why}, but {vip.Prefix} is still originated by {source}")],
            Status = ExitStatus.ReadBackDisagrees,
        };
    }
}
