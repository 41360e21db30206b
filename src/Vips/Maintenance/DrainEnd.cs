using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>
/// `vip-mgmt -d --drain`, its end: what was drained is withdrawn, unless somebody lifted the claim while it was waited for.
/// Pure.
/// </summary>
/// <param name="claiming">Makes plain claims in place of the draining ones.</param>
/// <param name="deletion">Withdraws.</param>
public sealed class DrainEnd(Claiming claiming, Deletion deletion)
{
    /// <param name="targets">Of those VIPs alone that the drain began with.</param>
    public IReadOnlyList<MaintenanceDecision> Decide(IReadOnlyList<Target> targets) => EachOnce.Decide(targets, claiming, Decide);

    private MaintenanceDecision Decide(Prefix prefix, string name) => claiming.IsClaimed(prefix, name)
        ? deletion.Decide(prefix, name)
        : new(prefix, name, null, null, $"Route {prefix} not deleted: its drain was ended meanwhile, by vip-mgmt -a", ExitStatus.KeptBack);
}
