using Bgp.Vtysh.Model;
using Vips.Notices;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>The rows of a VIP that is neither held nor down, and configured: whether it is announced as it should be.</summary>
internal sealed class ConfiguredRows(Inputs inputs, Permissions permissions, SharedDecisions shared)
{
    internal Decision Decide(WatchedVip vip, VipVerdict verdict, NetworkStatement statement)
    {
        if (vip.InBaseline is null)
        {
            return shared.KnowsTheBaseline ? NotInBaseline(vip, verdict) : SharedDecisions.Unchanged(vip, verdict);
        }

        // In grace nothing draws traffic back.
        if (!permissions.InGrace && vip.HasEndedDrain && inputs.Policy.IsLeftDrained(statement, vip.InBaseline))
        {
            return DrainOver(vip, verdict, vip.InBaseline);
        }

        if (verdict.Verdict == Verdict.Up && vip.IsManaged && inputs.PathsOf(vip.Prefix) is { IsOriginated: false } paths)
        {
            return NotOriginated(vip, verdict, statement, paths);
        }

        return statement.RouteMap != vip.InBaseline.RouteMap ? OtherRouteMap(vip, verdict, statement)
            : verdict.Verdict == Verdict.Up ? new(vip, verdict, DecisionRule.InOrder, DecisionAction.None, "announced, and up")
            : SharedDecisions.Unchanged(vip, verdict);
    }

    private static Decision NotInBaseline(WatchedVip vip, VipVerdict verdict) =>
        new(vip, verdict, DecisionRule.NotInBaseline, DecisionAction.None, $"{vip.Prefix} is configured, but in no baseline")
        {
            Notices =
            [
                new($"{vip.Prefix} baseline", Severity.Warning,
                    $"{vip.Prefix} is announced, but not in the baseline: withdrawn when it is down, and not announced again", Once: true),
            ],
        };

    private Decision NotOriginated(WatchedVip vip, VipVerdict verdict, NetworkStatement statement, BgpPaths paths)
    {
        if (shared.RouteMapIsUndefined(statement))
        {
            return SharedDecisions.RouteMapUndefined(vip, verdict, statement) with { Status = ExitStatus.ReadBackDisagrees };
        }

        var why = $"{vip.Prefix} is configured but not originated{(paths.Paths.Count > 0 ? " (no valid path of ours: is it in the routing table?)" : "")}";
        return vip.History is not { Reissued: true }
            ? shared.Act(vip, verdict, DecisionRule.NotOriginated, DecisionAction.Reissue, permissions.Announce, why) with { Statement = statement }
            : new(vip, verdict, DecisionRule.NotOriginated, DecisionAction.None, why)
            {
                Notices = [new($"{vip.Prefix} origin", Severity.Error, $"{why}, also after its statement was issued again")],
                Status = ExitStatus.ReadBackDisagrees,
            };
    }

    private Decision DrainOver(WatchedVip vip, VipVerdict verdict, NetworkStatement inBaseline) =>
        shared.RouteMapIsUndefined(inBaseline)
            ? SharedDecisions.RouteMapUndefined(vip, verdict, inBaseline)
            : shared.Act(vip, verdict, DecisionRule.DrainOver, DecisionAction.Reissue, permissions.Announce, $"the drain of {vip.Name} is over") with { Statement = inBaseline };

    private static Decision OtherRouteMap(WatchedVip vip, VipVerdict verdict, NetworkStatement statement)
    {
        var why = $"{vip.Prefix} is announced with route-map {statement.RouteMap ?? "(none)"}, the baseline says {vip.InBaseline!.RouteMap ?? "(none)"}";
        return new(vip, verdict, DecisionRule.OtherRouteMap, DecisionAction.None, why)
        {
            Notices = [new($"{vip.Prefix} route-map", Severity.Warning, $"{why}; left alone", Once: true)],
        };
    }
}
