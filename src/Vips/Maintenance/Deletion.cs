using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Holds;
using Vips.Observations;
using Vips.Plans;

namespace Vips.Maintenance;

/// <summary>`vip-mgmt -d`: which holds are written and which statements withdrawn (DESIGN section 4). Pure.</summary>
/// <param name="inputs">What the machine shows now, with what the witness said.</param>
/// <param name="claiming">The claims that are written; null with `--no-hold`: no hold is written, and none is spoken of.</param>
/// <param name="by">Who asks, and why: `alice (new disk)`.</param>
/// <param name="force">`--force`: the last-exit guard keeps nothing back.</param>
public sealed class Deletion(Inputs inputs, Claiming? claiming, string by, bool force = false)
{
    /// <summary>In the order of the names, each VIP once.</summary>
    public IReadOnlyList<MaintenanceDecision> Decide(IReadOnlyList<Target> targets) =>
        EachOnce.Decide(targets, claiming, Decide);

    internal MaintenanceDecision Decide(Prefix prefix, string name)
    {
        var site = new NamedPrefix(inputs, prefix);
        return site.Configured is not { } statement ? NotConfigured(site, name)
            : !statement.IsOurs ? site.NotOursToWrite(name, "deleted")
            : Withdraw(site, name, statement);
    }

    /// <summary>What is said and done of a VIP without a running statement.</summary>
    private MaintenanceDecision NotConfigured(NamedPrefix site, string name) =>
        !inputs.Running.IsKnown ? BgpdUnknown(site, name)
        : site.IsOfThisSite ? WithoutStatement(site, name)
        : site.BaselineFailure is { } failure ? site.CannotTellWhetherOfThisSite(name, failure)
        : site.OutsideBaseline(name);

    private MaintenanceDecision Withdraw(NamedPrefix site, string name, NetworkStatement statement)
    {
        var guard = LastExitGuard.Ask(inputs, site.Prefix, force);
        if (guard.Refusal is { } refusal)
        {
            return new(site.Prefix, name) { Line = $"Route {site.Prefix} not deleted: {refusal}", Status = ExitStatus.KeptBack };
        }

        var why = $"deleted by {by}{(guard.Forced is null ? "" : $", forced: {guard.Forced}")}";
        var change = new PlannedChange(ChangeKind.Withdraw, statement, why, IsByPerson: true, KeptAs: inputs.Policy.Undrained(statement, site.InLastBaseline));
        return new(site.Prefix, name)
        {
            Change = change,
            Hold = Claimed(site.Prefix, name),
            Warning = guard.Warning is null ? null : $"Route {site.Prefix}: {guard.Warning}",
        };
    }

    /// <summary>No statement is half of *withdrawn*: a `redistribute` may announce the prefix all the same (DESIGN section 2).</summary>
    private MaintenanceDecision WithoutStatement(NamedPrefix site, string name)
    {
        if (!inputs.Paths.IsKnown)
        {
            return NotWithdrawn(site, name, $"it is not configured, but the table could not be read ({inputs.Paths.Failure})", ExitStatuses.Of(inputs.Paths.Failure));
        }

        return inputs.Paths.Value.GetValueOrDefault(site.Prefix) is { IsSelfOriginated: true } paths
            ? NotWithdrawn(site, name, $"it is still originated by {SelfOrigin.Describe(paths, inputs.Running.Value.Instance)}", ExitStatus.ReadBackDisagrees)
            : new(site.Prefix, name) { Hold = Claimed(site.Prefix, name), Line = Lines.AlreadyRemoved(site.Prefix) };
    }

    /// <summary>The hold of a VIP of the baseline stands also while bgpd cannot be read: the next watchdog run enforces it.</summary>
    private MaintenanceDecision BgpdUnknown(NamedPrefix site, string name)
    {
        var failure = inputs.Running.Failure!;
        var status = ExitStatuses.Of(failure);
        if (site.BaselineFailure is { } unreadable)
        {
            return new(site.Prefix, name)
            {
                Line = $"Route {site.Prefix}: neither bgpd ({failure}) nor the baseline ({unreadable}) can be read; nothing done",
                Status = status,
            };
        }

        return site.InBaselineNow is null ? site.OutsideBaseline(name)
            : claiming is null ? NotWithdrawn(site, name, $"{failure}", status)
            : HoldAlone(site, name, $"{failure}", status);
    }

    /// <summary>The hold takes the VIP away as soon as bgpd answers the watchdog, who asks no guard then: it is asked now.</summary>
    private MaintenanceDecision HoldAlone(NamedPrefix site, string name, string failure, ExitStatus status)
    {
        var guard = LastExitGuard.Ask(inputs, site.Prefix, force);
        return guard.Refusal is { } refusal
            ? new(site.Prefix, name) { Line = $"Route {site.Prefix} not deleted, and not held: {failure}; {refusal}", Status = status }
            : NotWithdrawn(site, name, failure, status) with { Warning = guard.Warning is null ? null : $"Route {site.Prefix}: {guard.Warning}" };
    }

    private MaintenanceDecision NotWithdrawn(NamedPrefix site, string name, string why, ExitStatus status) => new(site.Prefix, name)
    {
        Hold = Claimed(site.Prefix, name),
        Line = $"Route {site.Prefix}: {(claiming is null ? "" : Lines.HoldInForce)}not withdrawn: {why}",
        Status = status,
    };

    private HoldChange? Claimed(Prefix prefix, string name) => claiming?.Claim(prefix, name);
}
