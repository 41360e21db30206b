using Net.Prefixes;
using Vips;
using Vips.Maintenance;
using Vips.Watchdog;

namespace VipMgmt.Status;

/// <summary>
/// Which VIPs `status` lists, in numeric order: what the watchdog looks at, and what it never touches but bgpd has all
/// the same (loopbacks, router ids, anycast DNS, statements with other words: DESIGN section 2).
/// </summary>
public sealed class StatusListing(Inputs inputs, IReadOnlyList<Decision> decisions)
{
    private readonly Dictionary<Prefix, Decision> _judged = decisions.ToDictionary(decision => decision.Vip.Prefix);

    /// <summary>Everything of this site.</summary>
    public IReadOnlyList<Decision> All()
    {
        var prefixes = new SortedSet<Prefix>(_judged.Keys);
        prefixes.UnionWith(inputs.Running.IsKnown ? inputs.Running.Value.Instance.Statements.Keys : []);
        return Listed(prefixes);
    }

    /// <summary>These alone.</summary>
    public IReadOnlyList<Decision> Of(IEnumerable<Prefix> prefixes) => Listed(new(prefixes));

    /// <summary>Those of these that this site is known not to have: neither configured, nor in the baseline, nor kept by us.</summary>
    public IReadOnlyList<Prefix> NotOfThisSite(IEnumerable<Prefix> prefixes)
    {
        var others = new List<Prefix>();
        foreach (var prefix in new SortedSet<Prefix>(prefixes))
        {
            if (!_judged.ContainsKey(prefix) && inputs.Running.IsKnown
                && new NamedPrefix(inputs, prefix) is { IsOfThisSite: false, BaselineFailure: null })
            {
                others.Add(prefix);
            }
        }

        return others;
    }

    private List<Decision> Listed(SortedSet<Prefix> prefixes)
    {
        var listed = new List<Decision>(prefixes.Count);
        foreach (var prefix in prefixes)
        {
            listed.Add(_judged.GetValueOrDefault(prefix) ?? NeverTouched(prefix));
        }

        return listed;
    }

    private Decision NeverTouched(Prefix prefix)
    {
        var named = new NamedPrefix(inputs, prefix);
        var vip = new WatchedVip
        {
            Prefix = prefix,
            Rules = inputs.Policy.RulesOf(prefix),
            IsManaged = false,
            Services = [],
            Configured = named.Configured,
            InBaseline = named.InLastBaseline,
            Kept = named.Kept,
        };
        return vip.Configured is { IsOurs: false }
            ? DecisionTable.NotOurs(vip, verdict: null)
            : new(vip, null, DecisionRule.NotManaged, DecisionAction.None, "not managed: the watchdog does not touch it");
    }
}
