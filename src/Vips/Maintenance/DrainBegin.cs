using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Plans;

namespace Vips.Maintenance;

/// <summary>
/// `vip-mgmt -d --drain`, its beginning: draining claims, and the statements issued again with the drain route-map, so that
/// the network prefers the other sites while this one still answers (RFC 8326). Pure.
/// </summary>
/// <param name="inputs">What the machine shows now, with what the witness said.</param>
/// <param name="claiming">Makes draining claims.</param>
/// <param name="deletion">What is said of VIPs that are not announced, and the guard's part.</param>
/// <param name="by">Who asks, and why.</param>
/// <param name="routeMap">`bgp.drain-route-map`.</param>
public sealed class DrainBegin(Inputs inputs, Claiming claiming, Deletion deletion, string by, string routeMap)
{
    private readonly HashSet<Prefix> _managed = [.. ManagedVips.All(inputs).Prefixes];

    /// <summary>In the order of the names, each VIP once.</summary>
    public IReadOnlyList<MaintenanceDecision> Decide(IReadOnlyList<Target> targets) => EachOnce.Decide(targets, claiming, Decide);

    private MaintenanceDecision Decide(Prefix prefix, string name)
    {
        var named = new NamedPrefix(inputs, prefix);
        if (!inputs.Running.IsKnown)
        {
            return NotDrained(named, name, $"{inputs.Running.Failure}; nothing done", ExitStatuses.Of(inputs.Running.Failure));
        }

        if (named.Configured is not { IsOurs: true } statement)
        {
            return deletion.Decide(prefix, name);
        }

        // Without a baseline nobody could bring its own route-map back.
        if (named.BaselineFailure is { } unknown)
        {
            return NotDrained(named, name, $"{unknown}; its own route-map could not come back", ExitStatuses.Of(unknown));
        }

        if (named.InBaselineNow is null)
        {
            return NotDrained(named, name, "it is in no baseline, so its route-map could not come back; -d without --drain withdraws it");
        }

        // No run looks at it: a drain that is cut short would stay for ever.
        if (!_managed.Contains(prefix))
        {
            return NotDrained(named, name, "it is not managed (no virtual service, no entry of `vips`); -d without --drain withdraws it");
        }

        return inputs.Running.Value.Defines(routeMap)
            ? Begin(named, name, statement)
            : NotDrained(named, name, $"route-map {routeMap} (bgp.drain-route-map) is not defined");
    }

    private MaintenanceDecision Begin(NamedPrefix named, string name, NetworkStatement statement)
    {
        var allowed = deletion.Decide(named.Prefix, name);
        if (allowed.Change is null)
        {
            return allowed;
        }

        var hold = claiming.Claim(named.Prefix, name);
        var drained = statement with { RouteMap = routeMap };
        return statement == drained
            ? new(named.Prefix, name) { Hold = hold, Line = $"Route {named.Prefix} is drained already", Warning = allowed.Warning }
            : new(named.Prefix, name)
            {
                Change = new(ChangeKind.Drain, drained, $"drained by {by}", IsByPerson: true) { Replaces = statement },
                Hold = hold,
                Warning = allowed.Warning,
            };
    }

    private static MaintenanceDecision NotDrained(NamedPrefix named, string name, string why, ExitStatus status = ExitStatus.KeptBack) =>
        new(named.Prefix, name) { Line = $"Route {named.Prefix} not drained: {why}", Status = status };
}
