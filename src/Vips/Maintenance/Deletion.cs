using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Holds;
using Vips.Plans;
using Vips.Readings;

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
        var named = new NamedPrefix(inputs, prefix);
        return named.Configured is not { } statement ? NotConfigured(named, name)
            : !statement.IsOurs ? named.NotOursToWrite(name, "deleted")
            : Withdraw(named, name, statement);
    }

    /// <summary>What is said and done of a VIP without a running statement.</summary>
    private MaintenanceDecision NotConfigured(NamedPrefix named, string name) =>
        !inputs.Running.IsKnown ? BgpdUnknown(named, name)
        : named.IsOfThisSite ? WithoutStatement(named, name)
        : named.BaselineFailure is { } failure ? named.CannotTellWhetherOfThisSite(name, failure)
        : named.OutsideBaseline(name);

    private MaintenanceDecision Withdraw(NamedPrefix named, string name, NetworkStatement statement)
    {
        var guard = LastExitGuard.Ask(inputs, named.Prefix, force);
        if (guard.Refusal is { } refusal)
        {
            return new(named.Prefix, name) { Line = $"Route {named.Prefix} not deleted: {refusal}", Status = ExitStatus.KeptBack };
        }

        var why = $"deleted by {by}{(guard.Forced is null ? "" : $", forced: {guard.Forced}")}";
        var change = new PlannedChange(ChangeKind.Withdraw, statement, why, IsByPerson: true, KeptAs: inputs.Policy.Undrained(statement, named.InLastBaseline));
        return new(named.Prefix, name)
        {
            Change = change,
            Hold = Claimed(named.Prefix, name),
            Warning = guard.Warning is null ? null : $"Route {named.Prefix}: {guard.Warning}",
        };
    }

    /// <summary>No statement is half of *withdrawn*: a `redistribute` may announce the prefix all the same (DESIGN section 2).</summary>
    private MaintenanceDecision WithoutStatement(NamedPrefix named, string name)
    {
        if (!inputs.Paths.IsKnown)
        {
            return NotWithdrawn(named, name, $"it is not configured, but the table could not be read ({inputs.Paths.Failure})", ExitStatuses.Of(inputs.Paths.Failure));
        }

        return inputs.Paths.Value.GetValueOrDefault(named.Prefix) is { IsSelfOriginated: true } paths
            ? NotWithdrawn(named, name, $"it is still originated by {SelfOrigin.Describe(paths, inputs.Running.Value.Instance)}", ExitStatus.ReadBackDisagrees)
            : new(named.Prefix, name) { Hold = Claimed(named.Prefix, name), Line = Lines.AlreadyRemoved(named.Prefix) };
    }

    /// <summary>The hold of a VIP of the baseline stands also while bgpd cannot be read: the next watchdog run enforces it.</summary>
    private MaintenanceDecision BgpdUnknown(NamedPrefix named, string name)
    {
        var failure = inputs.Running.Failure!;
        var status = ExitStatuses.Of(failure);
        if (named.BaselineFailure is { } unreadable)
        {
            return new(named.Prefix, name)
            {
                Line = $"Route {named.Prefix}: neither bgpd ({failure}) nor the baseline ({unreadable}) can be read; nothing done",
                Status = status,
            };
        }

        return named.InBaselineNow is null ? named.OutsideBaseline(name)
            : claiming is null ? NotWithdrawn(named, name, $"{failure}", status)
            : HoldAlone(named, name, $"{failure}", status);
    }

    /// <summary>The hold takes the VIP away as soon as bgpd answers the watchdog, who asks no guard then: it is asked now.</summary>
    private MaintenanceDecision HoldAlone(NamedPrefix named, string name, string failure, ExitStatus status)
    {
        var guard = LastExitGuard.Ask(inputs, named.Prefix, force);
        return guard.Refusal is { } refusal
            ? new(named.Prefix, name) { Line = $"Route {named.Prefix} not deleted, and not held: {failure}; {refusal}", Status = status }
            : NotWithdrawn(named, name, failure, status) with { Warning = guard.Warning is null ? null : $"Route {named.Prefix}: {guard.Warning}" };
    }

    private MaintenanceDecision NotWithdrawn(NamedPrefix named, string name, string why, ExitStatus status) => new(named.Prefix, name)
    {
        Hold = Claimed(named.Prefix, name),
        Line = $"Route {named.Prefix}: {(claiming is null ? "" : Lines.HoldInForce)}not withdrawn: {why}",
        Status = status,
    };

    private HoldChange? Claimed(Prefix prefix, string name) => claiming?.Claim(prefix, name);
}
