using Net.Prefixes;

namespace Vips.Policies;

/// <summary>What people call a VIP: the name of its `vips` entry first, then the names that were resolved to it.</summary>
/// <param name="policy">The entries.</param>
/// <param name="resolved">The VIPs of each name that was resolved before.</param>
public sealed class VipNames(Policy policy, IReadOnlyDictionary<string, IReadOnlyList<Prefix>> resolved)
{
    public IReadOnlyList<string> Of(Prefix prefix)
    {
        var names = new List<string>();
        foreach (var (name, prefixes) in resolved)
        {
            if (prefixes.Contains(prefix))
            {
                names.Add(name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        if (policy.EntryOf(prefix)?.Name is { } configured && !names.Contains(configured))
        {
            names.Insert(0, configured);
        }

        return names;
    }
}
