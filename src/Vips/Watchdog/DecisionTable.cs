using Bgp.Vtysh.Model;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>
/// The table "Per VIP" of DESIGN section 5: the first row that matches decides. Here the rows of what is held or down; what
/// follows is in <see cref="NotConfiguredRows"/> and <see cref="ConfiguredRows"/>.
/// </summary>
public sealed class DecisionTable(Inputs inputs, Permissions permissions)
{
    private readonly NotConfiguredRows _notConfigured = new(inputs, permissions, new(inputs));
    private readonly ConfiguredRows _configured = new(inputs, permissions, new(inputs));

    public Decision Decide(Subject subject, VipVerdict? verdict)
    {
        if (!inputs.Running.IsKnown)
        {
            return new(subject, verdict, DecisionRule.NotJudged, DecisionAction.None, "bgpd is unknown");
        }

        if (subject.Configured is { IsOurs: false })
        {
            return NotOurs(subject, verdict);
        }

        if (subject.Hold is { } hold)
        {
            return Held(subject, verdict, hold);
        }

        return verdict is null ? new(subject, null, DecisionRule.NotJudged, DecisionAction.None, "the table is unknown")
            : verdict.Verdict == Verdict.Down ? Down(subject, verdict)
            : subject.Configured is null ? _notConfigured.Decide(subject, verdict)
            : _configured.Decide(subject, verdict, subject.Configured);
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
        var claim = hold.Spokesman(inputs.Now.Wall);
        var why = $"{subject.Name} is held by {claim.Who} ({claim.Reason ?? claim.Name ?? "no reason given"})";
        return subject.Configured is not null
            ? SharedOutcomes.Act(subject, verdict, DecisionRule.Held, DecisionAction.Withdraw, permissions.EnforceHolds, why)
            : StillOriginated(subject, verdict, why) ?? new(subject, verdict, DecisionRule.Held, DecisionAction.None, why);
    }

    private Decision Down(Subject subject, VipVerdict verdict)
    {
        var rule = verdict.IsMissing ? DecisionRule.Missing : DecisionRule.Down;
        var why = verdict.IsMissing
            ? $"no virtual service behind {subject.Name}"
            : $"{verdict.Live} realservers available behind {subject.Name}";
        var allowed = verdict.IsMissing ? permissions.WithdrawMissing : permissions.Withdraw;
        return subject.Configured is not null
            ? SharedOutcomes.Act(subject, verdict, rule, DecisionAction.Withdraw, allowed, why)
            : StillOriginated(subject, verdict, why) ?? new(subject, verdict, rule, DecisionAction.None, why);
    }

    /// <summary>The statement is gone, and something else of this router keeps the prefix alive: not ours to remove.</summary>
    private Decision? StillOriginated(Subject subject, VipVerdict? verdict, string why)
    {
        if (inputs.PathsOf(subject.Prefix) is not { IsSelfOriginated: true } paths)
        {
            return null;
        }

        var source = SelfOrigin.Describe(paths, inputs.Running.Value.Instance);
        return new(subject, verdict, DecisionRule.StillOriginated, DecisionAction.None, why)
        {
            Notices = [new($"{subject.Prefix} origin", Severity.Error, $"{why}, but {subject.Prefix} is still originated by {source}")],
            Status = ExitStatus.ReadBackDisagrees,
        };
    }
}
