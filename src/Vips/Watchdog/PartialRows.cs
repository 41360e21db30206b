using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>
/// The rows of a VIP that is down by its rules while some of its services still serve: taking its last announcement away
/// would turn half an outage into a whole one (the last-exit guard, DESIGN section 10). A VIP that serves nothing goes
/// whatever the guard says.
/// </summary>
internal sealed class PartialRows(Inputs inputs, Permissions permissions, SharedOutcomes shared)
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
    internal Decision Withdraw(Subject subject, VipVerdict verdict, string why)
    {
        if (inputs.Policy.LastExit == LastExit.Off || !permissions.Withdraw)
        {
            return Go(subject, verdict, why);
        }

        if (subject.History?.PinnedAt is { } pinned && inputs.Now.Since(pinned) < inputs.Policy.PartialPin)
        {
            return Pinned(subject, verdict, why, pinned.NoLaterThan(inputs.Now));
        }

        var other = OtherSites.Of(inputs, subject.Prefix);
        var decision = other.Path switch
        {
            OtherSitePath.Visible => Go(subject, verdict, why),
            OtherSitePath.None when inputs.Policy.LastExit == LastExit.Refuse => StaysAnnounced(subject, verdict, why, other),
            OtherSitePath.None when subject.History?.PinnedAt is not null => Pinned(subject, verdict, why, inputs.Now),
            _ when inputs.LookedAtBefore.Contains(subject.Prefix) => GoUnseen(subject, verdict, why, other),
            _ => LookAgain(subject, verdict, why, other),
        };
        return decision with { AsksWitness = IsToBeAsked(subject, other) };
    }

    /// <summary>
    /// We withdrew it, it still serves in part, and now no other site announces it: it is announced again, and pinned.
    /// An unknown answer brings nothing back. Null where the row does not match.
    /// </summary>
    internal Decision? Return(Subject subject, VipVerdict verdict, string why)
    {
        if (inputs.Policy.LastExit == LastExit.Off || !subject.IsManaged || subject.InBaseline is null
            || !IsWithdrawnByUs(subject) || permissions.InGrace)
        {
            return null;
        }

        var other = OtherSites.Of(inputs, subject.Prefix);
        if (other.Path != OtherSitePath.None)
        {
            return new(subject, verdict, DecisionRule.Down, DecisionAction.None, why) { AsksWitness = IsToBeAsked(subject, other) };
        }

        return shared.RouteMapIsUndefined(subject.InBaseline)
            ? SharedOutcomes.RouteMapUndefined(subject, verdict, subject.InBaseline)
            : shared.Act(subject, verdict, DecisionRule.LastExit, DecisionAction.Announce, permissions.Announce,
                $"no other site announces {subject.Name} ({other.Words}), and here it serves in part") with
            { Statement = subject.InBaseline, PinnedAt = inputs.Now };
    }

    /// <summary>The kept statement tells it too: it is on the disk before the withdrawal, which a run may not outlive.</summary>
    private static bool IsWithdrawnByUs(Subject subject) =>
        subject.History?.WithdrawnAt is not null || subject.Kept is { Who: Lines.WatchdogName };

    private bool IsToBeAsked(Subject subject, OtherSite other) =>
        other.Path == OtherSitePath.Unknown && !inputs.Witness.ContainsKey(subject.Prefix);

    private Decision Go(Subject subject, VipVerdict verdict, string why) =>
        shared.Act(subject, verdict, DecisionRule.Down, DecisionAction.Withdraw, permissions.Withdraw, why);

    private Decision GoUnseen(Subject subject, VipVerdict verdict, string why, OtherSite other)
    {
        var decision = Go(subject, verdict, why);
        return other.Path != OtherSitePath.None ? decision : decision with
        {
            Notices = [.. decision.Notices, new($"{subject.Prefix} last exit", Severity.Warning, $"{why}, and no other site announces it ({other.Words})", Once: true)],
        };
    }

    /// <summary>cron fires at the same second everywhere: two sites that lose the same port must not both go in it.</summary>
    private static Decision LookAgain(Subject subject, VipVerdict verdict, string why, OtherSite other) =>
        new(subject, verdict, DecisionRule.SecondLook, DecisionAction.None, $"{why}, and it serves in part: looked at twice ({other.Words})")
        {
            Status = ExitStatus.KeptBack,
        };

    private static Decision StaysAnnounced(Subject subject, VipVerdict verdict, string why, OtherSite other) =>
        new(subject, verdict, DecisionRule.LastExit, DecisionAction.None, $"{why}, kept as the last exit")
        {
            Notices = [new($"{subject.Prefix} last exit", Severity.Critical, $"{why}, and it stays announced: it serves in part, and no other site announces it ({other.Words})")],
            Status = ExitStatus.KeptBack,
        };

    private Decision Pinned(Subject subject, VipVerdict verdict, string why, Moment since)
    {
        var left = inputs.Policy.PartialPin - inputs.Now.Since(since);
        return new(subject, verdict, DecisionRule.Pinned, DecisionAction.None, $"{why}, kept as the last exit for {left.TotalMinutes:0} min more")
        {
            Notices = [new($"{subject.Prefix} last exit", Severity.Critical, $"{why}, and it stays announced: it serves in part, and no other site announced it")],
            Status = ExitStatus.KeptBack,
            PinnedAt = since,
        };
    }
}
