using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Policies;

namespace Vips;

/// <summary>
/// Which VIPs a run looks at: the managed, the held, and those whose virtual service is in the table while they are
/// configured or were withdrawn by us. Every other statement (loopbacks, router ids, anycast DNS) is never touched.
/// </summary>
public static class WatchedVips
{
    /// <returns>Sorted by prefix.</returns>
    public static IReadOnlyList<WatchedVip> Of(Inputs inputs)
    {
        var services = ServicesByPrefix(inputs.Table, inputs.Policy);
        var baseline = inputs.BaselineStatements;
        var vips = new List<WatchedVip>();
        foreach (var prefix in Candidates(inputs, services, baseline))
        {
            var vip = Gather(prefix, inputs, services, baseline);
            if (IsOfInterest(vip))
            {
                vips.Add(vip);
            }
        }

        return vips;
    }

    private static Dictionary<Prefix, List<VirtualService>> ServicesByPrefix(Reading<IpvsTable> table, Policy policy)
    {
        var byPrefix = new Dictionary<Prefix, List<VirtualService>>();
        if (!table.IsKnown)
        {
            return byPrefix;
        }

        foreach (var service in table.Value.Services)
        {
            foreach (var prefix in policy.PrefixesOf(service.Key))
            {
                if (!byPrefix.TryGetValue(prefix, out var list))
                {
                    byPrefix[prefix] = list = [];
                }

                list.Add(service);
            }
        }

        foreach (var (_, list) in byPrefix)
        {
            list.Sort((one, other) => one.Key.CompareTo(other.Key));
        }

        return byPrefix;
    }

    private static List<Prefix> Candidates(
        Inputs inputs,
        Dictionary<Prefix, List<VirtualService>> services,
        IReadOnlyDictionary<Prefix, NetworkStatement> baseline)
    {
        var prefixes = new HashSet<Prefix>();
        AddKeys(prefixes, baseline);
        AddKeys(prefixes, services);
        if (inputs.Holds.IsKnown)
        {
            AddKeys(prefixes, inputs.Holds.Value.ByPrefix);
        }

        var sorted = new List<Prefix>(prefixes.Count);
        foreach (var prefix in prefixes)
        {
            sorted.Add(prefix);
        }

        sorted.Sort((one, other) => one.CompareTo(other));
        return sorted;
    }

    private static void AddKeys<T>(HashSet<Prefix> prefixes, IReadOnlyDictionary<Prefix, T> from)
    {
        if (from.Count == 0) // the enumerator of nothing is compiled at start-up
        {
            return;
        }

        foreach (var (prefix, _) in from)
        {
            prefixes.Add(prefix);
        }
    }

    private static WatchedVip Gather(
        Prefix prefix,
        Inputs inputs,
        Dictionary<Prefix, List<VirtualService>> services,
        IReadOnlyDictionary<Prefix, NetworkStatement> baseline)
    {
        var inBaseline = baseline.GetValueOrDefault(prefix);
        var behind = services.GetValueOrDefault(prefix);
        var history = inputs.State.Vips.GetValueOrDefault(prefix);
        var configured = inputs.Running.IsKnown ? inputs.Running.Value.Instance.Statements.GetValueOrDefault(prefix) : null;
        return new()
        {
            Prefix = prefix,
            Rules = inputs.Policy.RulesOf(prefix),
            IsManaged = inBaseline is not null && inputs.Policy.HasConfiguredLength(prefix)
                && (inputs.Policy.EntryOf(prefix) is not null || behind is not null || history is { SeenInIpvs: true }),
            Services = behind ?? [],
            Configured = configured,
            Undrained = configured is null ? null : inputs.Policy.Undrained(configured, inBaseline),
            InBaseline = inBaseline,
            Hold = inputs.Holds.IsKnown ? inputs.Holds.Value.InForce(prefix, inputs.Now.Wall) : null,
            Kept = inputs.Kept.GetValueOrDefault(prefix),
            History = history,
            HasEndedDrain = inputs.Holds.IsKnown && inputs.Holds.Value.ByPrefix.GetValueOrDefault(prefix)?.IsEndedDrain(inputs.Now.Wall) == true,
        };
    }

    private static bool IsOfInterest(WatchedVip vip) =>
        vip.IsManaged || vip.Hold is not null
        || (vip.Services.Count > 0 && (vip.Configured is not null || vip.Kept is not null));
}
