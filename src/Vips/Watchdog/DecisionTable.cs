using Bgp.Vtysh.Model;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>The table "Per VIP" of DESIGN section 5: the first row that matches decides.</summary>
public sealed class DecisionTable(Inputs inputs, Permissions permissions)
{
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
            : subject.Configured is null ? Withdrawn(subject, verdict)
            : Configured(subject, verdict, subject.Configured);
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
            ? Act(subject, verdict, DecisionRule.Held, DecisionAction.Withdraw, permissions.EnforceHolds, why)
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
            ? Act(subject, verdict, rule, DecisionAction.Withdraw, allowed, why)
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

    /// <summary>Not down, and not configured.</summary>
    private Decision Withdrawn(Subject subject, VipVerdict verdict)
    {
        if (!subject.IsManaged)
        {
            return verdict.Verdict == Verdict.Up && subject.Kept is not null && IsInNoBaseline(subject)
                ? GoneFromBaseline(subject, verdict)
                : Unchanged(subject, verdict);
        }

        // In grace a server that was never checked is listed as live: the first run lasts until that is over. What we
        // withdrew ourselves meanwhile was not found so.
        if (!inputs.State.Established && verdict.Level == Verdict.Up && !permissions.InGrace && subject.Kept is null)
        {
            return FoundAtFirstRun(subject, verdict);
        }

        return verdict.Verdict == Verdict.Up ? Restore(subject, verdict)
            : permissions.InGrace && verdict.Level == Verdict.Up ? InGrace(subject, verdict)
            : Unchanged(subject, verdict);
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
        var decision = Act(subject, verdict, DecisionRule.FoundAtFirstRun, DecisionAction.Hold, permissions.Announce, Why);
        return decision.Action == DecisionAction.None ? decision : decision with
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
        if (HoldDownEnd(subject) is { } left)
        {
            return HoldDown(subject, verdict, left);
        }

        var statement = subject.InBaseline!;
        return RouteMapIsUndefined(statement)
            ? RouteMapUndefined(subject, verdict, statement)
            : Act(subject, verdict, DecisionRule.Restore, DecisionAction.Announce, permissions.Announce,
                $"more than {subject.Rules.Restore} realservers available behind {subject.Name}") with
            { Statement = statement };
    }

    /// <summary>What is left of the hold-down; null when it is over, or nothing of ours withdrew the VIP.</summary>
    private TimeSpan? HoldDownEnd(Subject subject)
    {
        if (subject.History?.WithdrawnAt is not { } withdrawn)
        {
            return null;
        }

        var left = subject.Rules.HoldDown - inputs.Now.Since(withdrawn);
        return left > TimeSpan.Zero ? left : null;
    }

    private Decision HoldDown(Subject subject, VipVerdict verdict, TimeSpan left)
    {
        var why = $"{subject.Name} is up, not announced before {NextMinute(inputs.Now.Wall + left)} (hold-down)";
        return new(subject, verdict, DecisionRule.HoldDown, DecisionAction.None, why)
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

    /// <summary>Not down, and configured.</summary>
    private Decision Configured(Subject subject, VipVerdict verdict, NetworkStatement statement)
    {
        if (subject.InBaseline is null)
        {
            return IsInNoBaseline(subject) ? NotInBaseline(subject, verdict) : Unchanged(subject, verdict);
        }

        if (verdict.Verdict == Verdict.Up && subject.IsManaged && inputs.PathsOf(subject.Prefix) is { IsOriginated: false } paths)
        {
            return NotOriginated(subject, verdict, statement, paths);
        }

        return statement.RouteMap != subject.InBaseline.RouteMap ? OtherRouteMap(subject, verdict, statement)
            : verdict.Verdict == Verdict.Up ? new(subject, verdict, DecisionRule.InOrder, DecisionAction.None, "announced, and up")
            : Unchanged(subject, verdict);
    }

    private static Decision NotInBaseline(Subject subject, VipVerdict verdict) =>
        new(subject, verdict, DecisionRule.NotInBaseline, DecisionAction.None, $"{subject.Prefix} is configured, but in no baseline")
        {
            Notices =
            [
                new($"{subject.Prefix} baseline", Severity.Warning,
                    $"{subject.Prefix} is announced, but not in the baseline: withdrawn when it is down, and not announced again", Once: true),
            ],
        };

    private Decision NotOriginated(Subject subject, VipVerdict verdict, NetworkStatement statement, BgpPaths paths)
    {
        if (RouteMapIsUndefined(statement))
        {
            return RouteMapUndefined(subject, verdict, statement) with { Status = ExitStatus.ReadBackDisagrees };
        }

        var why = $"{subject.Prefix} is configured but not originated{(paths.Paths.Count > 0 ? " (no valid path of ours: is it in the routing table?)" : "")}";
        return subject.History is not { Reissued: true }
            ? Act(subject, verdict, DecisionRule.NotOriginated, DecisionAction.Reissue, permissions.Announce, why) with { Statement = statement }
            : new(subject, verdict, DecisionRule.NotOriginated, DecisionAction.None, why)
            {
                Notices = [new($"{subject.Prefix} origin", Severity.Error, $"{why}, also after its statement was issued again")],
                Status = ExitStatus.ReadBackDisagrees,
            };
    }

    private static Decision OtherRouteMap(Subject subject, VipVerdict verdict, NetworkStatement statement)
    {
        var why = $"{subject.Prefix} is announced with route-map {statement.RouteMap ?? "(none)"}, the baseline says {subject.InBaseline!.RouteMap ?? "(none)"}";
        return new(subject, verdict, DecisionRule.OtherRouteMap, DecisionAction.None, why)
        {
            Notices = [new($"{subject.Prefix} route-map", Severity.Warning, $"{why}; left alone", Once: true)],
        };
    }

    private static Decision RouteMapUndefined(Subject subject, VipVerdict verdict, NetworkStatement statement)
    {
        var why = $"route-map {statement.RouteMap} is not defined";
        return new(subject, verdict, DecisionRule.RouteMapUndefined, DecisionAction.None, why)
        {
            Notices = [new($"{subject.Prefix} route-map", Severity.Error, $"{subject.Name} cannot be announced: {why}")],
            Status = ExitStatus.KeptBack,
        };
    }

    private static Decision Unchanged(Subject subject, VipVerdict verdict) =>
        new(subject, verdict, DecisionRule.Unchanged, DecisionAction.None, "left as it is");

    /// <summary>The row asks for an action; a shut gate turns it into none, and has its own notice and status.</summary>
    private static Decision Act(Subject subject, VipVerdict? verdict, DecisionRule rule, DecisionAction action, bool allowed, string why) =>
        new(subject, verdict, rule, allowed ? action : DecisionAction.None, why);

    /// <summary>Known to be absent: an unreadable baseline says nothing about what is not in it.</summary>
    private bool IsInNoBaseline(Subject subject) => subject.InBaseline is null && inputs.Baseline.IsKnown;

    private bool RouteMapIsUndefined(NetworkStatement statement) =>
        statement.RouteMap is not null && inputs.Running.IsKnown && !inputs.Running.Value.RouteMaps.Contains(statement.RouteMap);
}
