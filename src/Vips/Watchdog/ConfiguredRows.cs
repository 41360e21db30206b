using Bgp.Vtysh.Model;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>The rows of a VIP that is neither held nor down, and configured: whether it is announced as it should be.</summary>
internal sealed class ConfiguredRows(Inputs inputs, Permissions permissions, SharedOutcomes shared)
{
    internal Decision Decide(Subject subject, VipVerdict verdict, NetworkStatement statement)
    {
        if (subject.InBaseline is null)
        {
            return shared.KnowsTheBaseline ? NotInBaseline(subject, verdict) : SharedOutcomes.Unchanged(subject, verdict);
        }

        // In grace nothing draws traffic back.
        if (!permissions.InGrace && subject.HasEndedDrain && inputs.Policy.IsLeftDrained(statement, subject.InBaseline))
        {
            return DrainOver(subject, verdict, subject.InBaseline);
        }

        if (verdict.Verdict == Verdict.Up && subject.IsManaged && inputs.PathsOf(subject.Prefix) is { IsOriginated: false } paths)
        {
            return NotOriginated(subject, verdict, statement, paths);
        }

        return statement.RouteMap != subject.InBaseline.RouteMap ? OtherRouteMap(subject, verdict, statement)
            : verdict.Verdict == Verdict.Up ? new(subject, verdict, DecisionRule.InOrder, DecisionAction.None, "announced, and up")
            : SharedOutcomes.Unchanged(subject, verdict);
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
        if (shared.RouteMapIsUndefined(statement))
        {
            return SharedOutcomes.RouteMapUndefined(subject, verdict, statement) with { Status = ExitStatus.ReadBackDisagrees };
        }

        var why = $"{subject.Prefix} is configured but not originated{(paths.Paths.Count > 0 ? " (no valid path of ours: is it in the routing table?)" : "")}";
        return subject.History is not { Reissued: true }
            ? shared.Act(subject, verdict, DecisionRule.NotOriginated, DecisionAction.Reissue, permissions.Announce, why) with { Statement = statement }
            : new(subject, verdict, DecisionRule.NotOriginated, DecisionAction.None, why)
            {
                Notices = [new($"{subject.Prefix} origin", Severity.Error, $"{why}, also after its statement was issued again")],
                Status = ExitStatus.ReadBackDisagrees,
            };
    }

    private Decision DrainOver(Subject subject, VipVerdict verdict, NetworkStatement inBaseline) =>
        shared.RouteMapIsUndefined(inBaseline)
            ? SharedOutcomes.RouteMapUndefined(subject, verdict, inBaseline)
            : shared.Act(subject, verdict, DecisionRule.DrainOver, DecisionAction.Reissue, permissions.Announce, $"the drain of {subject.Name} is over") with { Statement = inBaseline };

    private static Decision OtherRouteMap(Subject subject, VipVerdict verdict, NetworkStatement statement)
    {
        var why = $"{subject.Prefix} is announced with route-map {statement.RouteMap ?? "(none)"}, the baseline says {subject.InBaseline!.RouteMap ?? "(none)"}";
        return new(subject, verdict, DecisionRule.OtherRouteMap, DecisionAction.None, why)
        {
            Notices = [new($"{subject.Prefix} route-map", Severity.Warning, $"{why}; left alone", Once: true)],
        };
    }
}
