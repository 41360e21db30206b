using Vips.Elsewhere;
using Vips.Notices;
using Vips.Policies;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>
/// The rows of a VIP that is down by its rules while some of its services still serve: taking its last announcement away
/// would turn half an outage into a whole one (the last-exit guard, DESIGN section 10). A VIP that serves nothing goes
/// whatever the guard says.
/// </summary>
internal sealed class PartialRows(Inputs inputs, Permissions permissions, SharedDecisions shared)
{
    internal static bool ServesInPart(VipVerdict verdict)
    {
        foreach (var service in verdict.Services)
        {
            if (service.Live > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="why">As the line of a withdrawal has it.</param>
    internal Decision Withdraw(WatchedVip vip, VipVerdict verdict, string why)
    {
        if (inputs.Policy.LastExit == LastExit.Off || !permissions.Withdraw)
        {
            return Go(vip, verdict, why);
        }

        if (vip.History?.PinnedAt is { } pinned && inputs.Now.Since(pinned) < inputs.Policy.PartialPin)
        {
            return Pinned(vip, verdict, why, pinned.NoLaterThan(inputs.Now));
        }

        var other = OtherSites.Of(inputs, vip.Prefix);
        var decision = other.Path switch
        {
            OtherSitePath.Visible => Go(vip, verdict, why),
            OtherSitePath.None when inputs.Policy.LastExit == LastExit.Refuse => StaysAnnounced(vip, verdict, why, other),
            OtherSitePath.None when vip.History?.PinnedAt is not null => Pinned(vip, verdict, why, inputs.Now),
            _ when inputs.LeftByFirstPass.Contains(vip.Prefix) => GoUnseen(vip, verdict, why, other),
            _ => LookAgain(vip, verdict, why, other),
        };
        return decision with { AsksWitness = IsToBeAsked(vip, other) };
    }

    /// <summary>
    /// We withdrew it, it still serves in part, and now no other site announces it: it is announced again, and pinned.
    /// An unknown answer brings nothing back. Null where the row does not match.
    /// </summary>
    internal Decision? Return(WatchedVip vip, VipVerdict verdict, string why)
    {
        if (inputs.Policy.LastExit == LastExit.Off || !vip.IsManaged || vip.InBaseline is null
            || !IsWithdrawnByUs(vip) || permissions.InGrace)
        {
            return null;
        }

        var other = OtherSites.Of(inputs, vip.Prefix);
        if (other.Path != OtherSitePath.None)
        {
            return new(vip, verdict, DecisionRule.Down, DecisionAction.None, why) { AsksWitness = IsToBeAsked(vip, other) };
        }

        return shared.RouteMapIsUndefined(vip.InBaseline)
            ? SharedDecisions.RouteMapUndefined(vip, verdict, vip.InBaseline)
            : shared.Act(vip, verdict, DecisionRule.LastExit, DecisionAction.Announce, permissions.Announce,
                $"no other site announces {vip.Name} ({other.Words}), and here it serves in part") with
            { Statement = vip.InBaseline, PinnedAt = inputs.Now };
    }

    /// <summary>The kept statement tells it too: it is on the disk before the withdrawal, which a run may not outlive.</summary>
    private static bool IsWithdrawnByUs(WatchedVip vip) =>
        vip.History?.WithdrawnAt is not null || vip.Kept is { Who: ProgramNames.Watchdog };

    private bool IsToBeAsked(WatchedVip vip, OtherSite other) =>
        other.Path == OtherSitePath.Unknown && !inputs.Witness.ContainsKey(vip.Prefix);

    private Decision Go(WatchedVip vip, VipVerdict verdict, string why) =>
        shared.Act(vip, verdict, DecisionRule.Down, DecisionAction.Withdraw, permissions.Withdraw, why);

    private Decision GoUnseen(WatchedVip vip, VipVerdict verdict, string why, OtherSite other)
    {
        var decision = Go(vip, verdict, why);
        return other.Path != OtherSitePath.None ? decision : decision with
        {
            Notices = [.. decision.Notices, new($"{vip.Prefix} last exit", Severity.Warning, $"{why}, and no other site announces it ({other.Words})", Once: true)],
        };
    }

    /// <summary>cron fires at the same second everywhere: two sites that lose the same port must not both go in it.</summary>
    private static Decision LookAgain(WatchedVip vip, VipVerdict verdict, string why, OtherSite other) =>
        new(vip, verdict, DecisionRule.SecondLook, DecisionAction.None, $"{why}, and it serves in part: looked at twice ({other.Words})")
        {
            Status = ExitStatus.KeptBack,
        };

    private static Decision StaysAnnounced(WatchedVip vip, VipVerdict verdict, string why, OtherSite other) =>
        new(vip, verdict, DecisionRule.LastExit, DecisionAction.None, $"{why}, kept as the last exit")
        {
            Notices = [new($"{vip.Prefix} last exit", Severity.Critical, $"{why}, and it stays announced: it serves in part, and no other site announces it ({other.Words})")],
            Status = ExitStatus.KeptBack,
        };

    private Decision Pinned(WatchedVip vip, VipVerdict verdict, string why, Moment since)
    {
        var left = inputs.Policy.PartialPin - inputs.Now.Since(since);
        return new(vip, verdict, DecisionRule.Pinned, DecisionAction.None, $"{why}, kept as the last exit for {left.TotalMinutes:0} min more")
        {
            Notices = [new($"{vip.Prefix} last exit", Severity.Critical, $"{why}, and it stays announced: it serves in part, and no other site announced it")],
            Status = ExitStatus.KeptBack,
            PinnedAt = since,
        };
    }
}
