using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Policies;

namespace Vips.Doctor;

/// <summary>The kernel's table, and whether it and bgpd speak of the same VIPs.</summary>
internal static class IpvsChecks
{
    internal static Finding Table(Observed seen)
    {
        const string check = "ipvsadm";
        var table = seen.Inputs.Table;
        return !table.IsKnown
            ? table.Failure.Kind == FailureKind.NotPermitted
                ? Finding.Unknown(check, $"{table.Failure}", BgpdChecks.AsRoot)
                : Finding.Critical(check, $"{table.Failure}", "by hand: ipvsadm -L -n; where the kernel has no ip_vs: modprobe ip_vs; meanwhile only holds are enforced")
            : table.Value.Services.Count == 0
                ? Finding.Warning(check, "the table is empty", "is keepalived configured with virtual servers, and running? see keepalived")
            : Finding.Ok(check, $"{table.Value.Services.Count} virtual services, {table.Value.Services.Sum(service => service.RealServers.Count)} real servers");
    }

    internal static Finding WithoutStatement(Observed seen)
    {
        const string check = "services-without-statement";
        if (!seen.Inputs.Table.IsKnown || !seen.Inputs.Running.IsKnown || !seen.Inputs.Baseline.IsKnown)
        {
            return Finding.Unknown(check, "IPVS, bgpd or the baseline was not read", "see ipvsadm, bgpd and baseline");
        }

        var faults = new Faults(check);
        foreach (var (prefix, services) in ServicesByPrefix(seen).OrderBy(pair => pair.Key))
        {
            var names = string.Join(' ', services.Select(service => ServiceName.Of(service)));
            if (seen.Inputs.Baseline.Value.Statements.ContainsKey(prefix))
            {
                continue;
            }

            faults.Add(Health.Warning, seen.IsOfThisSite(prefix)
                ? $"{prefix} ({names}) is configured and not in the baseline: once withdrawn it does not come back"
                : $"{prefix} ({names}) is in IPVS, and neither configured nor in the baseline: nobody announces it");
        }

        foreach (var service in seen.Inputs.Table.Value.Services.Where(service => !seen.Inputs.Policy.PrefixesOf(service.Key).Any()))
        {
            faults.Add(Health.Warning, $"{service.Key} is in IPVS, and no entry of `vips` lists that mark");
        }

        return faults.Told(
            "every virtual service belongs to a statement of the baseline",
            "add 'network PREFIX route-map NAME' to bgpd and to the baseline, list the mark under `vips`, or take the virtual_server out of keepalived.conf");
    }

    /// <summary>One without a route-map may well be a loopback; a managed VIP is not, nor is what has a route-map as VIPs have.</summary>
    internal static Finding WithoutService(Observed seen)
    {
        const string check = "statements-without-service";
        if (!seen.Inputs.Table.IsKnown || !seen.Inputs.Baseline.IsKnown)
        {
            return Finding.Unknown(check, "IPVS or the baseline was not read", "see ipvsadm and baseline");
        }

        var served = ServicesByPrefix(seen);
        var managed = seen.WatchedVips.Where(vip => vip.IsManaged).Select(vip => vip.Prefix).ToHashSet();
        var faults = new Faults(check);
        foreach (var statement in seen.Inputs.Baseline.Value.Statements.Values.OrderBy(statement => statement.Prefix))
        {
            if (served.ContainsKey(statement.Prefix) || !seen.Inputs.Policy.HasConfiguredLength(statement.Prefix))
            {
                continue;
            }

            if (managed.Contains(statement.Prefix))
            {
                faults.Add(Health.Warning, $"{statement.Prefix} is managed and has no virtual service: it is withdrawn");
            }
            else if (statement.RouteMap is not null)
            {
                faults.Add(Health.Warning, $"{statement.Prefix} (route-map {statement.RouteMap}) never had a virtual service: nobody watches it");
            }
        }

        return faults.Told(
            "every VIP of the baseline has a virtual service",
            "add the virtual_server to keepalived.conf, or take the statement out of bgpd and the baseline");
    }

    private static Dictionary<Prefix, List<ServiceKey>> ServicesByPrefix(Observed seen)
    {
        var byPrefix = new Dictionary<Prefix, List<ServiceKey>>();
        foreach (var service in seen.Inputs.Table.Value.Services)
        {
            foreach (var prefix in seen.Inputs.Policy.PrefixesOf(service.Key))
            {
                if (!byPrefix.TryGetValue(prefix, out var services))
                {
                    byPrefix[prefix] = services = [];
                }

                services.Add(service.Key);
            }
        }

        return byPrefix;
    }
}
