using Bgp.Vtysh.Model;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>The rows of a VIP that is neither held nor down, and not configured: whether it is announced again.</summary>
internal sealed class NotConfiguredRows(Inputs inputs, Permissions permissions, SharedOutcomes shared)
{
    internal Decision Decide(Subject subject, VipVerdict verdict)
    {
        if (!subject.IsManaged)
        {
            return verdict.Verdict == Verdict.Up && subject.Kept is not null && shared.KnowsTheBaseline
                ? GoneFromBaseline(subject, verdict)
                : SharedOutcomes.Unchanged(subject, verdict);
        }

        // In grace a server that was never checked is listed as live: the first run lasts until that is over. What we
        // withdrew ourselves meanwhile was not found so.
        if (!inputs.State.Established && verdict.Level == Verdict.Up && !permissions.InGrace && subject.Kept is null)
        {
            return FoundAtFirstRun(subject, verdict);
        }

        return verdict.Verdict == Verdict.Up ? Restore(subject, verdict)
            : permissions.InGrace && verdict.Level == Verdict.Up ? InGrace(subject, verdict)
            : SharedOutcomes.Unchanged(subject, verdict);
    }

    private static Decision GoneFromBaseline(Subject subject, VipVerdict verdict)
    {
        var why = $"{subject.Prefix} is in no baseline any more; written while withdrawn?";
        return new(subject, verdict, DecisionRule.GoneFromBaseline, DecisionAction.None, why)
        {
            Notices = [new($"{subject.Prefix} baseline", Severity.Error, $"{subject.Name} not announced: {why}")],
            Status = ExitStatus.KeptBack,
        };
    }

    private Decision FoundAtFirstRun(Subject subject, VipVerdict verdict)
    {
        const string Why = "found withdrawn at first run";
        var decision = new Decision(subject, verdict, DecisionRule.FoundAtFirstRun, permissions.HoldFound ? DecisionAction.Hold : DecisionAction.None, Why);
        return inputs.Policy.Shadow || decision.Action == DecisionAction.None ? decision with { Action = DecisionAction.None } : decision with
        {
            Notices =
            [
                new($"{subject.Prefix} first run", Severity.Warning,
                    $"{subject.Name} is up and not announced: {Why}, held until vip-mgmt -a {subject.Prefix}", Once: true),
            ],
        };
    }

    private Decision Restore(Subject subject, VipVerdict verdict)
    {
        if (subject.History?.WithdrawnAt is { } withdrawn && HeldBack(subject, verdict, subject.History, inputs.Now.Since(withdrawn)) is { } heldBack)
        {
            return heldBack;
        }

        var statement = subject.InBaseline!;
        return shared.RouteMapIsUndefined(statement)
            ? SharedOutcomes.RouteMapUndefined(subject, verdict, statement)
            : shared.Act(subject, verdict, DecisionRule.Restore, DecisionAction.Announce, permissions.Announce,
                $"more than {subject.Rules.Restore} realservers available behind {subject.Name}") with
            { Statement = statement };
    }

    /// <summary>By the hold-down or by damping, whichever is longer; null when both are over.</summary>
    private Decision? HeldBack(Subject subject, VipVerdict verdict, VipHistory history, TimeSpan passed)
    {
        var damped = history.Damping?.HoldDown(subject.Rules) ?? TimeSpan.Zero;
        var isDamped = damped > subject.Rules.HoldDown;
        var left = (isDamped ? damped : subject.Rules.HoldDown) - passed;
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        var (rule, words) = isDamped ? (DecisionRule.Damped, $"damping: flap {history.Damping!.Flaps}") : (DecisionRule.HoldDown, "hold-down");
        var why = $"{subject.Name} is up, not announced before {NextMinute(inputs.Now.Wall + left)} ({words})";
        return new(subject, verdict, rule, DecisionAction.None, why)
        {
            Notices = [new($"{subject.Prefix} hold-down", Severity.Notice, why, Once: true)],
            Status = ExitStatus.KeptBack,
        };
    }

    /// <summary>
    /// The next full minute, when cron runs: the two clocks differ by a little at each run, and a notice whose text
    /// changes is written again.
    /// </summary>
    private static string NextMinute(DateTimeOffset end)
    {
        var minutes = (end.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute;
        var time = new DateTime(minutes * TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        return $"{time.ToString("s", System.Globalization.CultureInfo.InvariantCulture)}Z";
    }

    private Decision InGrace(Subject subject, VipVerdict verdict)
    {
        var why = $"{subject.Name} is not announced before keepalived is {inputs.Policy.KeepalivedGrace.TotalSeconds:0} s old";
        return new(subject, verdict, DecisionRule.InGrace, DecisionAction.None, why)
        {
            Notices = [new($"{subject.Prefix} grace", Severity.Notice, why, Once: true)],
            Status = ExitStatus.KeptBack,
        };
    }
}
