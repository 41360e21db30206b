using Bgp.Vtysh.Model;
using Vips.Verdicts;
using Vips.Watchdog;

namespace Vips.Tests.Model;

/// <summary>
/// The table "Per VIP" of DESIGN section 5 with the rulings of section 10, row by row: the first that matches. It shares the
/// names of rows and actions with the core, and no line of what decides.
/// </summary>
internal sealed class ModelTable(Inputs inputs, ModelGates gates)
{
    private readonly ModelLastExit _lastExit = new(inputs, gates);

    internal ModelOutcome Of(ModelVip vip)
    {
        if (!inputs.Running.IsKnown)
        {
            return new(vip.Prefix, DecisionRule.NotJudged);
        }

        if (vip.Configured is { OtherWords: not null })
        {
            return new(vip.Prefix, DecisionRule.NotOurStatement, Status: vip.IsHeld ? ExitStatus.KeptBack : ExitStatus.Done);
        }

        var isDraining = vip.IsDrainAlone && vip.Configured is not null;
        return vip.IsHeld && !isDraining ? Held(vip)
            : isDraining ? Draining(vip)
            : !vip.IsJudged ? new(vip.Prefix, DecisionRule.NotJudged)
            : vip.IsDown ? Down(vip)
            : vip.Configured is null ? NotConfigured(vip)
            : Configured(vip, vip.Configured);
    }

    /// <summary>held: withdrawn, again if it came back. Not configured, and still self-originated: 76.</summary>
    private ModelOutcome Held(ModelVip vip) =>
        vip.Configured is not null ? Done(new(vip.Prefix, DecisionRule.Held, DecisionAction.Withdraw), freezes: false)
        : IsSelfOriginated(vip) ? new(vip.Prefix, DecisionRule.StillOriginated, Status: ExitStatus.ReadBackDisagrees)
        : new(vip.Prefix, DecisionRule.Held);

    /// <summary>Section 10: withdrawn when the VIP is down; else the drain route-map again, if bgpd lost it.</summary>
    private ModelOutcome Draining(ModelVip vip)
    {
        var down = vip.IsJudged && vip.IsDown ? Down(vip) : null;
        if (down is { Action: DecisionAction.Withdraw } or { Row: DecisionRule.SecondLook })
        {
            return down;
        }

        var drained = inputs.Policy.DrainRouteMap is { } map ? vip.Configured! with { RouteMap = map } : null;
        var outcome = drained is null ? new(vip.Prefix, DecisionRule.Draining, Status: ExitStatus.KeptBack)
            : drained == vip.Configured ? new(vip.Prefix, DecisionRule.Draining)
            : !IsDefined(drained) ? new(vip.Prefix, DecisionRule.RouteMapUndefined, Status: ExitStatus.KeptBack)
            : Done(new(vip.Prefix, DecisionRule.Draining, DecisionAction.Drain, Issued: drained), freezes: false);
        return down is null ? outcome
            : outcome.Action == DecisionAction.None ? down
            : down with { Action = outcome.Action, Issued = outcome.Issued };
    }

    private ModelOutcome Down(ModelVip vip)
    {
        var row = vip.HasService ? DecisionRule.Down : DecisionRule.Missing;
        return vip.Configured is not null
            ? vip.ServesInPart ? _lastExit.Withdraw(vip, Withdraw(vip, row))
                : Withdraw(vip, row)
            : IsSelfOriginated(vip) ? new(vip.Prefix, DecisionRule.StillOriginated, Status: ExitStatus.ReadBackDisagrees)
            : vip.ServesInPart && _lastExit.ComesBack(vip) ? Announce(vip, DecisionRule.LastExit)
            : new(vip.Prefix, row);
    }

    private ModelOutcome NotConfigured(ModelVip vip)
    {
        if (!vip.IsManaged)
        {
            return vip.IsUp && vip.Kept is not null && vip.Baseline is null && inputs.Baseline.IsKnown
                ? new(vip.Prefix, DecisionRule.GoneFromBaseline, Status: ExitStatus.KeptBack)
                : new(vip.Prefix, DecisionRule.Unchanged);
        }

        // The gate "first run": what we withdrew ourselves was not found so.
        if (!inputs.State.Established && vip.AtOnce == Verdict.Up && !gates.InGrace && vip.Kept is null)
        {
            return new(vip.Prefix, DecisionRule.FoundAtFirstRun, gates.MayAnnounce && !inputs.Policy.Shadow ? DecisionAction.Hold : DecisionAction.None);
        }

        return vip.IsUp
                ? NotYet(vip) is { } row ? new(vip.Prefix, row, Status: ExitStatus.KeptBack) : Announce(vip, DecisionRule.Restore)
            : gates.InGrace && vip.AtOnce == Verdict.Up ? new(vip.Prefix, DecisionRule.InGrace, Status: ExitStatus.KeptBack)
            : new(vip.Prefix, DecisionRule.Unchanged);
    }

    /// <summary>Withdrawn less than `hold-down` ago, or damped: `damping` times two for each flap after the first, up to the cap.</summary>
    private DecisionRule? NotYet(ModelVip vip)
    {
        if (vip.History?.WithdrawnAt is not { } withdrawn)
        {
            return null;
        }

        var damped = vip.History.Damping is { } damping && vip.Rules.Damping is { } first
            ? Math.Min(first.TotalSeconds * Math.Pow(2, damping.Flaps - 1), vip.Rules.DampingCap.TotalSeconds) : 0;
        var passed = ModelTime.Passed(withdrawn, inputs.Now);
        return passed.TotalSeconds < damped && damped > vip.Rules.HoldDown.TotalSeconds ? DecisionRule.Damped
            : passed < vip.Rules.HoldDown ? DecisionRule.HoldDown : null;
    }

    private ModelOutcome Configured(ModelVip vip, NetworkStatement statement)
    {
        if (vip.Baseline is null)
        {
            return new(vip.Prefix, inputs.Baseline.IsKnown ? DecisionRule.NotInBaseline : DecisionRule.Unchanged);
        }

        if (vip.IsDrainOver && statement.RouteMap == inputs.Policy.DrainRouteMap && statement != vip.Baseline && !gates.InGrace)
        {
            return !IsDefined(vip.Baseline) ? new(vip.Prefix, DecisionRule.RouteMapUndefined, Status: ExitStatus.KeptBack)
                : Done(new(vip.Prefix, DecisionRule.DrainOver, Allowed(gates.MayAnnounce, DecisionAction.Reissue), Issued: vip.Baseline));
        }

        if (vip.IsUp && vip.IsManaged && IsOriginated(vip) == false)
        {
            return !IsDefined(statement) ? new(vip.Prefix, DecisionRule.RouteMapUndefined, Status: ExitStatus.ReadBackDisagrees)
                : vip.History is { Reissued: true } ? new(vip.Prefix, DecisionRule.NotOriginated, Status: ExitStatus.ReadBackDisagrees)
                : Done(new(vip.Prefix, DecisionRule.NotOriginated, Allowed(gates.MayAnnounce, DecisionAction.Reissue), Issued: statement));
        }

        return new(vip.Prefix, statement.RouteMap != vip.Baseline.RouteMap ? DecisionRule.OtherRouteMap : vip.IsUp ? DecisionRule.InOrder : DecisionRule.Unchanged);
    }

    private ModelOutcome Withdraw(ModelVip vip, DecisionRule row) =>
        Done(new(vip.Prefix, row, Allowed(vip.HasService ? gates.MayWithdraw : gates.MayWithdrawMissing, DecisionAction.Withdraw)));

    /// <summary>With the baseline's route-map, when bgpd has it.</summary>
    private ModelOutcome Announce(ModelVip vip, DecisionRule row) =>
        !IsDefined(vip.Baseline!) ? new(vip.Prefix, DecisionRule.RouteMapUndefined, Status: ExitStatus.KeptBack)
        : Done(new(vip.Prefix, row, Allowed(gates.MayAnnounce, DecisionAction.Announce), Issued: vip.Baseline));

    /// <summary>The shadow changes nothing at all; a freeze nothing but holds, and says so by 1.</summary>
    private ModelOutcome Done(ModelOutcome outcome, bool freezes = true) =>
        outcome.Action == DecisionAction.None ? outcome with { Issued = null }
        : inputs.Policy.Shadow ? outcome with { Action = DecisionAction.None, Issued = null }
        : gates.IsFrozen && freezes ? outcome with { Action = DecisionAction.None, Issued = null, Status = ExitStatus.KeptBack }
        : outcome;

    private static DecisionAction Allowed(bool allowed, DecisionAction action) => allowed ? action : DecisionAction.None;

    private bool IsDefined(NetworkStatement statement) => statement.RouteMap is null || inputs.Running.Value.RouteMaps.Contains(statement.RouteMap);

    /// <summary>Null where bgpd's table is unknown.</summary>
    private bool? IsOriginated(ModelVip vip) => inputs.Paths.IsKnown && inputs.Paths.Value.TryGetValue(vip.Prefix, out var paths)
        ? paths.Paths.Any(path => path is { Valid: true, Origin: PathOrigin.NetworkStatement }) : null;

    private bool IsSelfOriginated(ModelVip vip) => inputs.Paths.IsKnown && inputs.Paths.Value.TryGetValue(vip.Prefix, out var paths)
        && paths.Paths.Any(path => path is { Valid: true, Origin: not PathOrigin.Learned });
}
