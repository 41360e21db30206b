using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.Observations;
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

    private MaintenanceDecision Decide(NamedPrefix site, List<Target> by, WatchedVip? vip)
    {
        var name = by[0].Name;
        if (site.Configured is { IsOurs: false })
        {
            return site.NotOursToWrite(name, "added");
        }

        if (!site.IsOfThisSite && site.BaselineFailure is null)
        {
            return site.OutsideBaseline(name);
        }

        if (!inputs.Holds.IsKnown)
        {
            return HoldsUnknown(site, name, inputs.Holds.Failure);
        }

        if (site.HoldFile is not { } hold)
        {
            return Announce(site, name, null, Free(vip));
        }

        var left = Left(hold, by);
        var lift = IsDrainLeft(site, hold, left) ? HoldChange.EndingDrain(hold, inputs.Now.Wall) : HoldChange.Lifting(hold, left, inputs.Now.Wall);
        return left.Claims.Count == 0
            ? Announce(site, name, lift, Free(vip))
            : StillHeld(site, name, lift, left.Spokesman(inputs.Now.Wall));
    }

    private static MaintenanceDecision StillHeld(NamedPrefix site, string name, HoldChange? lift, Claim claim) => new(site.Prefix, name)
    {
        Hold = lift,
        Line = $"Route {site.Prefix} still held by {claim.Who}{(claim.Name is null ? "" : $" for {claim.Name}")}{(claim.Reason is null ? "" : $" ({claim.Reason})")}",
        Status = ExitStatus.KeptBack,
    };

    /// <summary>What cannot be read cannot be lifted, and may be another one's claim: nothing is announced over it.</summary>
    private static MaintenanceDecision HoldsUnknown(NamedPrefix site, string name, Failure failure) => new(site.Prefix, name)
    {
        Line = site.Configured is null
            ? $"Route {site.Prefix} not announced: {failure}; no hold is lifted"
            : $"{Lines.AlreadyExists(site.Prefix)}; no hold is lifted: {failure}",
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
    private bool IsDrainLeft(NamedPrefix site, Hold hold, Hold left) =>
        left.Claims.Count == 0 && hold.HasDrain && DrainLeft.MayBe(inputs, site.Prefix);

    /// <summary>The VIP as the gate sees it: what is held or withdrawn is managed all the same.</summary>
    private static WatchedVip? Free(WatchedVip? vip) => vip is null ? null : vip with { Hold = null };

    private MaintenanceDecision Announce(NamedPrefix site, string name, HoldChange? lift, WatchedVip? vip)
    {
        if (site.Configured is { } running)
        {
            return site.InBaselineNow is { } undrained && inputs.Policy.IsLeftDrained(running, undrained) ? Undrain(site, name, lift, undrained)
                : site.BaselineFailure is { } unknown && DrainLeft.MayBe(inputs, site.Prefix) ? StaysDrained(site, name, lift, unknown)
                : new(site.Prefix, name) { Hold = lift, Line = Lines.AlreadyExists(site.Prefix), Warning = WhyNotOriginated(site.Prefix) };
        }

        if (!inputs.Running.IsKnown)
        {
            return CannotTell(site, name, lift, $"{inputs.Running.Failure}", ExitStatuses.Of(inputs.Running.Failure));
        }

        if (inputs.Holds.Value.Strangers is [var stranger, ..])
        {
            return CannotTell(site, name, lift, Lines.Stranger(stranger), ExitStatus.StateNotWritable);
        }

        var statement = site.InBaselineNow ?? (force ? site.Kept?.Statement : null);
        if (statement is null)
        {
            return WithoutStatement(site, name, lift);
        }

        var gate = asksIpvs ? HealthGate.Ask(inputs, site, vip) : HealthGate.Open;
        return gate.Why is null || force ? Issue(site, name, lift, statement, gate)
            : gate.IsDown ? Down(site, name, lift, gate)
            : CannotTell(site, name, lift, gate.Why, gate.Status);
    }

    /// <summary>A drain is taken back, whoever left it: the VIP is announced all the while, so nobody need ask IPVS.</summary>
    private MaintenanceDecision Undrain(NamedPrefix site, string name, HoldChange? lift, NetworkStatement statement) =>
        inputs.Running.Value.Defines(statement.RouteMap)
            ? new(site.Prefix, name)
            {
                Change = new(ChangeKind.Reissue, statement, $"added by {who}, its drain is over", IsByPerson: true) { Replaces = site.Configured },
                Hold = lift,
            }
            : RouteMapUndefined(site, name, lift, statement);

    /// <summary>What its own route-map is, only a baseline that is read now may say.</summary>
    private static MaintenanceDecision StaysDrained(NamedPrefix site, string name, HoldChange? lift, Failure failure) => new(site.Prefix, name)
    {
        Hold = lift,
        Line = $"Route {site.Prefix} keeps the route-map of its drain: {failure}; the watchdog takes it off when it can tell",
        Status = ExitStatuses.Of(failure),
    };

    private static MaintenanceDecision RouteMapUndefined(NamedPrefix site, string name, HoldChange? lift, NetworkStatement statement) => new(site.Prefix, name)
    {
        Hold = lift,
        Line = $"Failed to add route to {site.Prefix}: route-map {statement.RouteMap} is not defined",
        Status = ExitStatus.KeptBack,
    };

    /// <summary>A statement announces nothing where bgpd has no valid path for it: that it exists must not sound like more.</summary>
    private string? WhyNotOriginated(Prefix prefix) =>
        !inputs.Paths.IsKnown ? $"Route {prefix}: configured; whether it is originated cannot be told ({inputs.Paths.Failure})"
        : inputs.Paths.Value.GetValueOrDefault(prefix) is { IsOriginated: false } ? $"Route {prefix}: configured, but not originated (see vip-mgmt status)"
        : null;

    private static MaintenanceDecision WithoutStatement(NamedPrefix site, string name, HoldChange? lift)
    {
        if (site.BaselineFailure is { } failure)
        {
            return CannotTell(site, name, lift, $"{failure}", ExitStatuses.Of(failure));
        }

        return site.Kept is not null
            ? new(site.Prefix, name)
            {
                Line = $"Route {site.Prefix} not announced: in the baseline no longer (written while withdrawn?); --force uses '{site.Kept.Statement}'",
                Status = ExitStatus.KeptBack,
            }
            : new(site.Prefix, name) { Hold = lift, Line = $"{Lines.NotOfThisSite(site.Prefix)}; hold lifted", IsOfThisSite = false };
    }

    private MaintenanceDecision Issue(NamedPrefix site, string name, HoldChange? lift, NetworkStatement statement, HealthGate gate)
    {
        if (!inputs.Running.Value.Defines(statement.RouteMap))
        {
            return RouteMapUndefined(site, name, lift, statement);
        }

        var change = new PlannedChange(ChangeKind.Announce, statement, $"added by {who}", IsByPerson: true);
        var warning = gate.Why is null ? null
            : gate.IsDown
                ? $"Route {site.Prefix}: {gate.Why}; the watchdog withdraws it again at its next run"
                : $"Route {site.Prefix}: announced without asking IPVS ({gate.Why})";
        return new(site.Prefix, name) { Change = change, Hold = lift, Warning = warning };
    }

    private static MaintenanceDecision Down(NamedPrefix site, string name, HoldChange? lift, HealthGate gate)
    {
        var lifted = site.HoldFile is null ? "" : "hold lifted, ";
        return new(site.Prefix, name)
        {
            Hold = lift,
            Line = $"Route {site.Prefix} not announced: {gate.Why}; {lifted}the watchdog announces it when it is up",
            Status = gate.Status,
        };
    }

    private static MaintenanceDecision CannotTell(NamedPrefix site, string name, HoldChange? lift, string why, ExitStatus status) =>
        new(site.Prefix, name)
        {
            Hold = lift,
            Line = $"Route {site.Prefix} not announced: {why}; the watchdog announces it when it can tell",
            Status = status,
        };
}
