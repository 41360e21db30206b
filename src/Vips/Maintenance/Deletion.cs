using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>`vip-mgmt -d`: which holds are written and which statements withdrawn (DESIGN section 4). Pure.</summary>
/// <param name="inputs">What the machine shows now.</param>
/// <param name="who">Who asks.</param>
/// <param name="reason">`--reason`; null without.</param>
/// <param name="until">The end by `--for`; null without.</param>
/// <param name="holds">False with `--no-hold`: no hold is written, and none is spoken of.</param>
public sealed class Deletion(Inputs inputs, string who, string? reason, DateTimeOffset? until, bool holds = true)
{
    /// <summary>In the order of the names, each VIP once.</summary>
    public IReadOnlyList<MaintenanceDecision> Decide(IReadOnlyList<Target> targets)
    {
        var decisions = new List<MaintenanceDecision>();
        var seen = new Dictionary<Prefix, int>();
        foreach (var target in targets)
        {
            foreach (var prefix in target.Prefixes)
            {
                if (seen.TryGetValue(prefix, out var index))
                {
                    decisions[index] = AlsoClaimedBy(decisions[index], target.Name);
                    continue;
                }

                seen[prefix] = decisions.Count;
                decisions.Add(Decide(prefix, target.Name));
            }
        }

        return decisions;
    }

    private MaintenanceDecision Decide(Prefix prefix, string name)
    {
        var site = new SiteView(inputs, prefix);
        if (site.Configured is { IsOurs: false })
        {
            return new(prefix, name, null, null, $"Route {prefix} not deleted: '{site.Configured}' has words that are not ours to write",
                ExitStatus.KeptBack);
        }

        if (site.Configured is not null)
        {
            return new(prefix, name, Withdrawal(site.Configured), Claimed(prefix, name), null);
        }

        return inputs.Running.IsKnown ? NotConfigured(site, name) : BgpdUnknown(site, name);
    }

    private MaintenanceDecision NotConfigured(SiteView site, string name) =>
        site.IsOfThisSite ? WithoutStatement(site, name)
        : site.BaselineFailure is { } failure ? site.CannotTellWhetherOfThisSite(name, failure)
        : site.OutsideBaseline(name);

    /// <summary>No statement is half of *withdrawn*: a `redistribute` may announce the prefix all the same (DESIGN section 2).</summary>
    private MaintenanceDecision WithoutStatement(SiteView site, string name)
    {
        if (!inputs.Paths.IsKnown)
        {
            return NotWithdrawn(site, name, $"it is not configured, but the table could not be read ({inputs.Paths.Failure})", StatusOf.Failure(inputs.Paths.Failure));
        }

        return inputs.Paths.Value.GetValueOrDefault(site.Prefix) is { IsSelfOriginated: true } paths
            ? NotWithdrawn(site, name, $"it is still originated by {SelfOrigin.Describe(paths, inputs.Running.Value!.Instance)}", ExitStatus.ReadBackDisagrees)
            : new(site.Prefix, name, null, Claimed(site.Prefix, name), Lines.AlreadyRemoved(site.Prefix));
    }

    /// <summary>The hold of a VIP of the baseline stands also while bgpd cannot be read: the next watchdog run enforces it.</summary>
    private MaintenanceDecision BgpdUnknown(SiteView site, string name)
    {
        var failure = inputs.Running.Failure!;
        var status = StatusOf.Failure(failure);
        if (site.BaselineFailure is { } unreadable)
        {
            return new(site.Prefix, name, null, null, $"Route {site.Prefix}: neither bgpd ({failure}) nor the baseline ({unreadable}) can be read; nothing done", status);
        }

        return site.InBaseline is null
            ? site.OutsideBaseline(name)
            : NotWithdrawn(site, name, $"{failure}", status);
    }

    private MaintenanceDecision NotWithdrawn(SiteView site, string name, string why, ExitStatus status) => new(
        site.Prefix, name, null, Claimed(site.Prefix, name), $"Route {site.Prefix}: {(holds ? Lines.HoldInForce : "")}not withdrawn: {why}", status);

    private PlannedChange Withdrawal(Bgp.Vtysh.Model.NetworkStatement statement) =>
        new(ChangeKind.Withdraw, statement, $"deleted by {who}{(reason is null ? "" : $" ({reason})")}", IsByPerson: true);

    private MaintenanceDecision AlsoClaimedBy(MaintenanceDecision decision, string name) =>
        decision.Hold is null ? decision : decision with { Hold = WithClaim(decision.Hold.After, name) };

    private HoldChange? Claimed(Prefix prefix, string name) => !holds ? null
        : WithClaim(inputs.Holds.IsKnown ? inputs.Holds.Value.ByPrefix.GetValueOrDefault(prefix) ?? new(prefix, []) : new(prefix, []), name);

    /// <summary>A person claims a VIP once by a name: a second `-d` renews that claim, and never another person's.</summary>
    private HoldChange WithClaim(Hold hold, string name)
    {
        var claims = new List<Claim>();
        foreach (var claim in hold.Claims)
        {
            if ((claim.Name != name || claim.Who != who) && claim.IsInForce(inputs.Now.Wall))
            {
                claims.Add(claim);
            }
        }

        claims.Add(new(name, who, inputs.Now.Wall, reason, until));
        return new(HoldChangeKind.Claimed, new(hold.Prefix, claims));
    }
}
