using Net.Prefixes;
using Vips.Holds;

namespace Vips.Maintenance;

/// <summary>
/// `vip-mgmt -d --drain`, its end: what was drained is withdrawn, unless somebody lifted the claim while it was waited for.
/// Pure.
/// </summary>
/// <param name="claiming">Makes plain claims in place of the draining ones.</param>
/// <param name="deletion">Withdraws.</param>
public sealed class DrainEnd(Claiming claiming, Deletion deletion)
{
    /// <summary>What a drain ends with: the VIPs that it claimed, by the names that claim them.</summary>
    /// <param name="begun">Its beginning.</param>
    /// <param name="who">Who asked: another person's drain of the same VIP ends by itself.</param>
    public static IReadOnlyList<Target> TargetsOf(IReadOnlyList<MaintenanceDecision> begun, string who)
    {
        var byName = new Dictionary<string, List<Prefix>>(StringComparer.Ordinal);
        foreach (var decision in begun)
        {
            foreach (var claim in decision.Hold is { Kind: HoldChangeKind.Claimed } hold ? hold.After.Claims : [])
            {
                if (claim is { IsDraining: true, Name: { } name } && claim.Who == who)
                {
                    byName.TryAdd(name, []);
                    byName[name].Add(decision.Prefix);
                }
            }
        }

        return [.. byName.Select(entry => new Target(entry.Key, IsLiteral: false, entry.Value))];
    }

    /// <param name="targets">Of those VIPs alone that the drain began with.</param>
    public IReadOnlyList<MaintenanceDecision> Decide(IReadOnlyList<Target> targets) => EachOnce.Decide(targets, claiming, Decide);

    private MaintenanceDecision Decide(Prefix prefix, string name)
    {
        if (!claiming.IsClaimed(prefix, name))
        {
            return new(prefix, name)
            {
                Line = $"Route {prefix} not deleted: its drain was ended meanwhile (vip-mgmt -a, or its --for is over)",
                Status = ExitStatus.KeptBack,
            };
        }

        var decision = deletion.Decide(prefix, name);
        return decision with { StaysDrained = decision is { Change: null, Hold: null } };
    }
}
