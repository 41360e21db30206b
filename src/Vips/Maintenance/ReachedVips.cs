using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>The VIPs that `-a NAME` acts on: what the name resolves to, and every VIP that it claims (DESIGN section 4).</summary>
internal static class ReachedVips
{
    /// <returns>In the order of the names, each VIP once, with every name that reaches it.</returns>
    internal static IReadOnlyList<(Prefix Prefix, List<Target> By)> Of(Inputs inputs, IReadOnlyList<Target> targets)
    {
        var reached = new List<(Prefix Prefix, List<Target> By)>();
        foreach (var target in targets)
        {
            foreach (var prefix in PrefixesOf(inputs, target))
            {
                var index = reached.FindIndex(entry => entry.Prefix == prefix);
                if (index < 0)
                {
                    reached.Add((prefix, [target]));
                }
                else
                {
                    reached[index].By.Add(target);
                }
            }
        }

        return reached;
    }

    private static List<Prefix> PrefixesOf(Inputs inputs, Target target)
    {
        var prefixes = new List<Prefix>(target.Prefixes);
        if (inputs.Holds.IsKnown)
        {
            foreach (var hold in inputs.Holds.Value.ByPrefix.Values)
            {
                if (target.Covers(hold.Prefix) && !prefixes.Contains(hold.Prefix) && hold.IsClaimedBy(target.Name, inputs.Now.Wall))
                {
                    prefixes.Add(hold.Prefix);
                }
            }
        }

        prefixes.Sort();
        return prefixes;
    }
}
