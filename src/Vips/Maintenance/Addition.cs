using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.Plans;

namespace Vips.Maintenance;

/// <summary>`vip-mgmt -a`: which claims are lifted and which VIPs announced again (DESIGN section 4). Pure.</summary>
/// <param name="inputs">What the machine shows now.</param>
/// <param name="who">Who asks.</param>
/// <param name="force">`--force`: lift all claims, announce whatever IPVS says, and use the kept statement.</param>
/// <param name="asksIpvs">`health-gate`: on, or auto where ip_vs is loaded.</param>
public sealed class Addition(Inputs inputs, string who, bool force, bool asksIpvs)
{
    /// <summary>In the order of the names, each VIP once; to what a name resolves to, the VIPs that it claims are added.</summary>
    public IReadOnlyList<MaintenanceDecision> Decide(IReadOnlyList<Target> targets)
    {
        var watched = new Dictionary<Prefix, WatchedVip>();
        foreach (var vip in WatchedVips.Of(inputs))
        {
            watched[vip.Prefix] = vip;
        }

        var decisions = new List<MaintenanceDecision>();
        foreach (var (prefix, reached) in ReachedVips.Of(inputs, targets))
        {
            decisions.Add(Decide(new(inputs, prefix), reached, watched.GetValueOrDefault(prefix)));
        }

        return decisions;
    }

    private MaintenanceDecision Decide(NamedPrefix named, List<Target> by, WatchedVip? vip)
    {
        var name = by[0].Name;
        if (named.Configured is { IsOurs: false })
        {
            return named.NotOursToWrite(name, "added");
        }

        if (!named.IsOfThisSite && named.BaselineFailure is null)
        {
            return named.OutsideBaseline(name);
        }

        if (!inputs.Holds.IsKnown)
        {
            return HoldsUnknown(named, name, inputs.Holds.Failure);
        }

        if (named.HoldFile is not { } hold)
        {
            return Announce(named, name, null, Free(vip));
        }

        var left = Left(hold, by);
        var lift = IsDrainLeft(named, hold, left) ? HoldChange.EndingDrain(hold, inputs.Now.Wall) : HoldChange.Lifting(hold, left, inputs.Now.Wall);
        return left.Claims.Count == 0
            ? Announce(named, name, lift, Free(vip))
            : StillHeld(named, name, lift, left.Spokesman(inputs.Now.Wall));
    }

    private static MaintenanceDecision StillHeld(NamedPrefix named, string name, HoldChange? lift, Claim claim) => new(named.Prefix, name)
    {
        Hold = lift,
        Line = $"Route {named.Prefix} still held by {claim.Who}{(claim.Name is null ? "" : $" for {claim.Name}")}{(claim.Reason is null ? "" : $" ({claim.Reason})")}",
        Status = ExitStatus.KeptBack,
    };

    /// <summary>What cannot be read cannot be lifted, and may be another one's claim: nothing is announced over it.</summary>
    private static MaintenanceDecision HoldsUnknown(NamedPrefix named, string name, Failure failure) => new(named.Prefix, name)
    {
        Line = named.Configured is null
            ? $"Route {named.Prefix} not announced: {failure}; no hold is lifted"
            : $"{Lines.AlreadyExists(named.Prefix)}; no hold is lifted: {failure}",
        Status = ExitStatus.StateNotWritable,
    };

    /// <summary>The hold without the claims that this command lifts, and without those that are over.</summary>
    private Hold Left(Hold hold, List<Target> by)
    {
        var claims = new List<Claim>();
        foreach (var claim in hold.Claims)
        {
            if (claim.IsInForce(inputs.Now.Wall) && !IsLifted(claim, by))
            {
                claims.Add(claim);
            }
        }

        return new(hold.Prefix, claims);
    }

    /// <summary>`--all` lifts the claims of `--all` alone (DESIGN section 10); what nobody named goes with any other name.</summary>
    private bool IsLifted(Claim claim, List<Target> by) =>
        force || by.Exists(target => target.IsLiteral || target.Name == claim.Name || (claim.Name is null && target.Name != Claim.All));

    /// <summary>The drain route-map may be on the VIP when the last claim goes: the hold's file is what tells whose it is.</summary>
    private bool IsDrainLeft(NamedPrefix named, Hold hold, Hold left) =>
        left.Claims.Count == 0 && hold.HasDrain && inputs.MayBeDrained(named.Prefix);

    /// <summary>The VIP as the gate sees it: what is held or withdrawn is managed all the same.</summary>
    private static WatchedVip? Free(WatchedVip? vip) => vip is null ? null : vip with { Hold = null };

    private MaintenanceDecision Announce(NamedPrefix named, string name, HoldChange? lift, WatchedVip? vip)
    {
        if (named.Configured is { } running)
        {
            return named.InBaselineNow is { } undrained && inputs.Policy.IsLeftDrained(running, undrained) ? Undrain(named, name, lift, undrained)
                : named.BaselineFailure is { } unknown && inputs.MayBeDrained(named.Prefix) ? StaysDrained(named, name, lift, unknown)
                : new(named.Prefix, name) { Hold = lift, Line = Lines.AlreadyExists(named.Prefix), Warning = WhyNotOriginated(named.Prefix) };
        }

        if (!inputs.Running.IsKnown)
        {
            return CannotTell(named, name, lift, $"{inputs.Running.Failure}", ExitStatuses.Of(inputs.Running.Failure));
        }

        if (inputs.Holds.Value.Strangers is [var stranger, ..])
        {
            return CannotTell(named, name, lift, Lines.Stranger(stranger), ExitStatus.StateNotWritable);
        }

        var statement = named.InBaselineNow ?? (force ? named.Kept?.Statement : null);
        if (statement is null)
        {
            return WithoutStatement(named, name, lift);
        }

        var gate = asksIpvs ? HealthGate.Ask(inputs, named, vip) : HealthGate.Open;
        return gate.Why is null || force ? Issue(named, name, lift, statement, gate)
            : gate.IsDown ? Down(named, name, lift, gate)
            : CannotTell(named, name, lift, gate.Why, gate.Status);
    }

    /// <summary>A drain is taken back, whoever left it: the VIP is announced all the while, so nobody need ask IPVS.</summary>
    private MaintenanceDecision Undrain(NamedPrefix named, string name, HoldChange? lift, NetworkStatement statement) =>
        inputs.Running.Value.Defines(statement.RouteMap)
            ? new(named.Prefix, name)
            {
                Change = new(ChangeKind.Reissue, statement, $"added by {who}, its drain is over", IsByPerson: true) { Replaces = named.Configured },
                Hold = lift,
            }
            : RouteMapUndefined(named, name, lift, statement);

    /// <summary>What its own route-map is, only a baseline that is read now may say.</summary>
    private static MaintenanceDecision StaysDrained(NamedPrefix named, string name, HoldChange? lift, Failure failure) => new(named.Prefix, name)
    {
        Hold = lift,
        Line = $"Route {named.Prefix} keeps the route-map of its drain: {failure}; the watchdog takes it off when it can tell",
        Status = ExitStatuses.Of(failure),
    };

    private static MaintenanceDecision RouteMapUndefined(NamedPrefix named, string name, HoldChange? lift, NetworkStatement statement) => new(named.Prefix, name)
    {
        Hold = lift,
        Line = $"Failed to add route to {named.Prefix}: route-map {statement.RouteMap} is not defined",
        Status = ExitStatus.KeptBack,
    };

    /// <summary>A statement announces nothing where bgpd has no valid path for it: that it exists must not sound like more.</summary>
    private string? WhyNotOriginated(Prefix prefix) =>
        !inputs.Paths.IsKnown ? $"Route {prefix}: configured; whether it is originated cannot be told ({inputs.Paths.Failure})"
        : inputs.Paths.Value.GetValueOrDefault(prefix) is { IsOriginated: false } ? $"Route {prefix}: configured, but not originated (see vip-mgmt status)"
        : null;

    private static MaintenanceDecision WithoutStatement(NamedPrefix named, string name, HoldChange? lift)
    {
        if (named.BaselineFailure is { } failure)
        {
            return CannotTell(named, name, lift, $"{failure}", ExitStatuses.Of(failure));
        }

        return named.Kept is not null
            ? new(named.Prefix, name)
            {
                Line = $"Route {named.Prefix} not announced: in the baseline no longer (written while withdrawn?); --force uses '{named.Kept.Statement}'",
                Status = ExitStatus.KeptBack,
            }
            : new(named.Prefix, name) { Hold = lift, Line = $"{Lines.NotOfThisSite(named.Prefix)}; hold lifted", IsOfThisSite = false };
    }

    private MaintenanceDecision Issue(NamedPrefix named, string name, HoldChange? lift, NetworkStatement statement, HealthGate gate)
    {
        if (!inputs.Running.Value.Defines(statement.RouteMap))
        {
            return RouteMapUndefined(named, name, lift, statement);
        }

        var change = new PlannedChange(ChangeKind.Announce, statement, $"added by {who}", IsByPerson: true);
        var warning = gate.Why is null ? null
            : gate.IsDown
                ? $"Route {named.Prefix}: {gate.Why}; the watchdog withdraws it again at its next run"
                : $"Route {named.Prefix}: announced without asking IPVS ({gate.Why})";
        return new(named.Prefix, name) { Change = change, Hold = lift, Warning = warning };
    }

    private static MaintenanceDecision Down(NamedPrefix named, string name, HoldChange? lift, HealthGate gate)
    {
        var lifted = named.HoldFile is null ? "" : "hold lifted, ";
        return new(named.Prefix, name)
        {
            Hold = lift,
            Line = $"Route {named.Prefix} not announced: {gate.Why}; {lifted}the watchdog announces it when it is up",
            Status = gate.Status,
        };
    }

    private static MaintenanceDecision CannotTell(NamedPrefix named, string name, HoldChange? lift, string why, ExitStatus status) =>
        new(named.Prefix, name)
        {
            Hold = lift,
            Line = $"Route {named.Prefix} not announced: {why}; the watchdog announces it when it can tell",
            Status = status,
        };
}
