using Bgp.Vtysh.Model;
using Vips.Holds;
using Vips.Notices;
using Vips.Plans;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>What several rows of <see cref="DecisionTable"/> ask, or end in.</summary>
internal sealed class SharedDecisions(Inputs inputs, Permissions permissions)
{
    internal static Decision RouteMapUndefined(WatchedVip vip, VipVerdict? verdict, NetworkStatement statement)
    {
        var why = $"route-map {statement.RouteMap} is not defined";
        return new(vip, verdict, DecisionRule.RouteMapUndefined, DecisionAction.None, why)
        {
            Notices = [new($"{vip.Prefix} route-map", Severity.Error, $"{vip.Name} cannot be announced: {why}")],
            Status = ExitStatus.KeptBack,
        };
    }

    internal static Decision Unchanged(WatchedVip vip, VipVerdict verdict) =>
        new(vip, verdict, DecisionRule.Unchanged, DecisionAction.None, "left as it is");

    /// <summary>
    /// The row asks for a change. A shut gate turns it into none, and has its own notice and status; a freeze does so too,
    /// and says of each change that it is not made.
    /// </summary>
    internal Decision Act(WatchedVip vip, VipVerdict? verdict, DecisionRule rule, DecisionAction action, bool allowed, string why)
    {
        var decision = new Decision(vip, verdict, rule, allowed ? action : DecisionAction.None, why);
        return inputs.Policy.Shadow ? Shadowed(decision)
            : allowed && permissions.Freeze is { } freeze ? Frozen(decision, freeze) : decision;
    }

    /// <summary>What a hold asks for: no freeze keeps it back.</summary>
    internal Decision Enforce(WatchedVip vip, VipVerdict? verdict, DecisionRule rule, DecisionAction action, string why)
    {
        // Not tested: the gate shuts only where bgpd is unknown, and then no row is asked. Its word is kept where it is used.
        var decision = new Decision(vip, verdict, rule, permissions.EnforceHolds ? action : DecisionAction.None, why);
        return inputs.Policy.Shadow ? Shadowed(decision) : decision;
    }

    /// <summary>What a run in the shadow of the ancestor's watchdog would do: said when it begins to want it, and not done.</summary>
    internal static Decision Shadowed(Decision decision) => decision.Action == DecisionAction.None ? decision : decision with
    {
        Action = DecisionAction.None,
        Notices = [new($"{decision.Vip.Prefix} shadow", Severity.Notice, Lines.Intending(decision.Why, KindOf(decision.Action)), Once: true)],
    };

    /// <summary>An unreadable baseline says nothing about what is not in it.</summary>
    /// <remarks>Who asks has looked already; a VIP with a service has the configured length, and is managed when it is in the baseline.</remarks>
    internal bool KnowsTheBaseline => inputs.Baseline.IsKnown;

    /// <summary>No row is asked while bgpd is unknown.</summary>
    internal bool RouteMapIsUndefined(NetworkStatement statement) => !inputs.Running.Value.Defines(statement.RouteMap);

    private static Decision Frozen(Decision decision, Freeze freeze) => decision with
    {
        Action = DecisionAction.None,
        Notices = [new($"{decision.Vip.Prefix} frozen", Severity.Notice, $"{Lines.Planned(decision.Why, KindOf(decision.Action))}: not done, {freeze}")],
        Status = ExitStatus.KeptBack,
    };

    private static ChangeKind KindOf(DecisionAction action) => action switch
    {
        DecisionAction.Withdraw => ChangeKind.Withdraw,
        DecisionAction.Announce => ChangeKind.Announce,
        DecisionAction.Drain => ChangeKind.Drain,
        _ => ChangeKind.Reissue,
    };
}
