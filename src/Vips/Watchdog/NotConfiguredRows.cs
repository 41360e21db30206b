using Vips.Notices;
using Vips.State;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>The rows of a VIP that is neither held nor down, and not configured: whether it is announced again.</summary>
internal sealed class NotConfiguredRows(Inputs inputs, Permissions permissions, SharedDecisions shared)
{
    internal Decision Decide(WatchedVip vip, VipVerdict verdict)
    {
        if (!vip.IsManaged)
        {
            return verdict.Verdict == Verdict.Up && vip.Kept is not null && shared.KnowsTheBaseline
                ? GoneFromBaseline(vip, verdict)
                : SharedDecisions.Unchanged(vip, verdict);
        }

        // In grace a server that was never checked is listed as live: the first run lasts until that is over. What we
        // withdrew ourselves meanwhile was not found so.
        if (!inputs.State.Established && verdict.Level == Verdict.Up && !permissions.InGrace && vip.Kept is null)
        {
            return FoundAtFirstRun(vip, verdict);
        }

        return verdict.Verdict == Verdict.Up ? Restore(vip, verdict)
            : permissions.InGrace && verdict.Level == Verdict.Up ? InGrace(vip, verdict)
            : SharedDecisions.Unchanged(vip, verdict);
    }

    private static Decision GoneFromBaseline(WatchedVip vip, VipVerdict verdict)
    {
        var why = $"{vip.Prefix} is in no baseline any more; written while withdrawn?";
        return new(vip, verdict, DecisionRule.GoneFromBaseline, DecisionAction.None, why)
        {
            Notices = [new($"{vip.Prefix} baseline", Severity.Error, $"{vip.Name} not announced: {why}")],
            Status = ExitStatus.KeptBack,
        };
    }

    private Decision FoundAtFirstRun(WatchedVip vip, VipVerdict verdict)
    {
        const string Why = "found withdrawn at first run";
        var decision = new Decision(vip, verdict, DecisionRule.FoundAtFirstRun, permissions.HoldFound ? DecisionAction.Hold : DecisionAction.None, Why);
        return inputs.Policy.Shadow || decision.Action == DecisionAction.None ? decision with { Action = DecisionAction.None } : decision with
        {
            Notices =
            [
                new($"{vip.Prefix} first run", Severity.Warning,
                    $"{vip.Name} is up and not announced: {Why}, held until vip-mgmt -a {vip.Prefix}", Once: true),
            ],
        };
    }

    private Decision Restore(WatchedVip vip, VipVerdict verdict)
    {
        if (vip.History?.WithdrawnAt is { } withdrawn && HeldBack(vip, verdict, vip.History, inputs.Now.Since(withdrawn)) is { } heldBack)
        {
            return heldBack;
        }

        var statement = vip.InBaseline!;
        return shared.RouteMapIsUndefined(statement)
            ? SharedDecisions.RouteMapUndefined(vip, verdict, statement)
            : shared.Act(vip, verdict, DecisionRule.Restore, DecisionAction.Announce, permissions.Announce,
                $"more than {vip.Rules.Restore} realservers available behind {vip.Name}") with
            { Statement = statement };
    }

    /// <summary>By the hold-down or by damping, whichever is longer; null when both are over.</summary>
    private Decision? HeldBack(WatchedVip vip, VipVerdict verdict, VipHistory history, TimeSpan passed)
    {
        var damped = history.Damping?.HoldDown(vip.Rules) ?? TimeSpan.Zero;
        var isDamped = damped > vip.Rules.HoldDown;
        var left = (isDamped ? damped : vip.Rules.HoldDown) - passed;
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        var (rule, words) = isDamped ? (DecisionRule.Damped, $"damping: flap {history.Damping!.Flaps}") : (DecisionRule.HoldDown, "hold-down");
        var why = $"{vip.Name} is up, not announced before {NextMinute(inputs.Now.Wall + left)} ({words})";
        return new(vip, verdict, rule, DecisionAction.None, why)
        {
            Notices = [new($"{vip.Prefix} hold-down", Severity.Notice, why, Once: true)],
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

    private Decision InGrace(WatchedVip vip, VipVerdict verdict)
    {
        var why = $"{vip.Name} is not announced before keepalived is {inputs.Policy.KeepalivedGrace.TotalSeconds:0} s old";
        return new(vip, verdict, DecisionRule.InGrace, DecisionAction.None, why)
        {
            Notices = [new($"{vip.Prefix} grace", Severity.Notice, why, Once: true)],
            Status = ExitStatus.KeptBack,
        };
    }
}
