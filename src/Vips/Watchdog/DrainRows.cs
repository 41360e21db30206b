using Bgp.Vtysh.Model;
using Vips.Notices;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>The row of a VIP that is being drained: still announced, with the drain route-map on it (DESIGN section 10).</summary>
internal sealed class DrainRows(Inputs inputs, SharedDecisions shared)
{
    /// <param name="why">Who drains it, and why.</param>
    internal Decision Decide(WatchedVip vip, VipVerdict? verdict, NetworkStatement statement, string why)
    {
        if (inputs.Policy.DrainRouteMap is not { } map)
        {
            return new(vip, verdict, DecisionRule.Draining, DecisionAction.None, why)
            {
                Notices = [new($"{vip.Prefix} drain", Severity.Error, $"{why}, but no bgp.drain-route-map is configured any more")],
                Status = ExitStatus.KeptBack,
            };
        }

        // bgpd lost it: a restart brings the start-up configuration back.
        var drained = statement with { RouteMap = map };
        return statement == drained ? new(vip, verdict, DecisionRule.Draining, DecisionAction.None, why)
            : shared.RouteMapIsUndefined(drained) ? SharedDecisions.RouteMapUndefined(vip, verdict, drained)
            : shared.Enforce(vip, verdict, DecisionRule.Draining, DecisionAction.Drain, why) with { Statement = drained };
    }
}
