using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>Decides on each VIP once, in the order of the names; a further name that reaches it claims it as well.</summary>
internal static class EachOnce
{
    /// <param name="targets">The names.</param>
    /// <param name="claiming">Null with `--no-hold`: there is no hold to claim.</param>
    /// <param name="decide">On one VIP, for the name that reached it first.</param>
    internal static IReadOnlyList<MaintenanceDecision> Decide(
        IReadOnlyList<Target> targets, Claiming? claiming, Func<Prefix, string, MaintenanceDecision> decide)
    {
        var decisions = new List<MaintenanceDecision>();
        var seen = new Dictionary<Prefix, int>();
        foreach (var target in targets)
        {
            foreach (var prefix in target.Prefixes)
            {
                if (!seen.TryGetValue(prefix, out var index))
                {
                    seen[prefix] = decisions.Count;
                    decisions.Add(decide(prefix, target.Name));
                }
                else if (claiming is not null && decisions[index].Hold is { } hold)
                {
                    decisions[index] = decisions[index] with { Hold = claiming.Claim(hold.After, target.Name) };
                }
            }
        }

        return decisions;
    }
}
