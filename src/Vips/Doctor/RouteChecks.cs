using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Readings;

namespace Vips.Doctor;

/// <summary>What keeps a VIP announced that is to go, and what keeps one back that is to be announced.</summary>
internal static class RouteChecks
{
    internal static Finding OtherOrigin(Observed seen)
    {
        const string check = "other-origin";
        if (PathsFailure(seen) is { } failure)
        {
            return Finding.Unknown(check, failure, "see bgpd and instance");
        }

        var instance = seen.Inputs.Running.Value.Instance;
        var faults = new Faults(check);
        foreach (var paths in seen.Inputs.Paths.Value.Values.Where(paths => IsVip(seen, paths.Prefix)).OrderBy(paths => paths.Prefix))
        {
            var others = paths with { Paths = [.. paths.Paths.Where(path => path.Origin is PathOrigin.Redistributed or PathOrigin.Aggregated)] };
            if (others.IsSelfOriginated)
            {
                faults.Add(Health.Critical, $"{paths.Prefix} is also originated by {SelfOrigin.Describe(others, instance)}");
            }
        }

        foreach (var (line, aggregate) in Aggregates(instance))
        {
            var covered = seen.WatchedVips.Where(vip => vip.IsManaged && vip.Prefix != aggregate && Covers(aggregate, vip.Prefix)).ToList();
            if (covered.Count > 0)
            {
                faults.Add(Health.Warning, $"'{line}' covers {covered.Count} VIPs ({covered[0].Prefix})");
            }
        }

        return faults.Told(
            instance.Sources.Count == 0 ? "no redistribute, no aggregate-address" : $"{instance.Sources.Count} lines of redistribute and aggregate-address, none holds a VIP",
            "a withdrawn VIP would still be reached here: deny the VIPs in a route-map on the redistribute line, and take the aggregate off this director");
    }

    /// <summary>FRR originates only what is in a route, unless told otherwise (facts/vtysh.md, point 9).</summary>
    internal static Finding ImportCheck(Observed seen)
    {
        const string check = "import-check";
        if (PathsFailure(seen) is { } failure)
        {
            return Finding.Unknown(check, failure, "see bgpd and instance");
        }

        var running = seen.Inputs.Running.Value;
        var isOn = seen.Bgpd.IsKnown ? seen.Bgpd.Value.ImportCheck : null;
        var faults = new Faults(check);
        foreach (var statement in running.Instance.Statements.Values.OrderBy(statement => statement.Prefix))
        {
            if (running.Defines(statement.RouteMap) && seen.Inputs.PathsOf(statement.Prefix) is { IsOriginated: false })
            {
                faults.Add(Health.Critical, $"{statement.Prefix} is configured but not originated{(isOn == false ? "" : ": it is in no route")}");
            }
        }

        foreach (var prefix in isOn == true ? WaitingInNoRoute(seen) : [])
        {
            faults.Add(Health.Warning, $"{prefix} is not configured now, and no address of this machine: it would not be originated");
        }

        return faults.Told(
            isOn switch
            {
                true => "on; every statement is in a route",
                false => "off; every statement is originated",
                _ => "every statement is originated",
            },
            isOn == false
                ? "issue the statement again, or look at what its route-map denies: vtysh -d bgpd -c 'show bgp ipv4 unicast PREFIX'"
                : "put the VIP on lo (ip addr add VIP dev lo), or set 'no bgp network import-check' under 'router bgp'");
    }

    /// <summary>IPVS takes what is addressed to the machine itself: a VIP that is no address of it serves nobody.</summary>
    internal static Finding OnLoopback(Observed seen)
    {
        const string check = "vip-on-lo";
        if (seen.ManagedFailure is { } failure)
        {
            return Finding.Unknown(check, $"which VIPs are managed is not known: {failure}", "see baseline and ipvsadm");
        }

        if (!seen.Addresses.IsKnown)
        {
            return Finding.Unknown(check, $"{seen.Addresses.Failure}", "ip addr show");
        }

        var vips = seen.WatchedVips.Where(vip => vip.IsManaged && vip.Prefix.IsHost).ToList();
        var faults = new Faults(check);
        foreach (var vip in vips.Where(vip => !seen.Addresses.Value.ContainsKey(vip.Prefix.Address)))
        {
            faults.Add(Health.Warning, $"{vip.Name} is no address of this machine");
        }

        var elsewhere = vips.Count(vip => seen.Addresses.Value.GetValueOrDefault(vip.Prefix.Address) is { } name && name != "lo");
        return faults.Told(
            $"all {vips.Count} managed VIPs are addresses of this machine{(elsewhere == 0 ? "" : $", {elsewhere} of another interface than lo")}",
            "ip addr add VIP dev lo, and for good in the network configuration; leave it where a local route covers the VIP");
    }

    private static string? PathsFailure(Observed seen) =>
        !seen.Inputs.Running.IsKnown ? "bgpd was not read" : seen.Inputs.Paths.IsKnown ? null : $"{seen.Inputs.Paths.Failure}";

    /// <summary>A VIP, or what might be one: never a loopback's network or a link that happens to be redistributed.</summary>
    private static bool IsVip(Observed seen, Prefix prefix) =>
        seen.Inputs.Policy.HasConfiguredLength(prefix) && (seen.IsOfThisSite(prefix) || seen.Inputs.Kept.ContainsKey(prefix));

    private static IEnumerable<Prefix> WaitingInNoRoute(Observed seen) => !seen.Addresses.IsKnown ? []
        : seen.WatchedVips.Where(vip => vip is { IsManaged: true, Configured: null, Prefix.IsHost: true } && !seen.Addresses.Value.ContainsKey(vip.Prefix.Address))
            .Select(vip => vip.Prefix);

    /// <summary>`aggregate-address 192.0.2.0/24 summary-only (ipv4 unicast)`; one that cannot be read covers nothing that we know.</summary>
    private static IEnumerable<(string Line, Prefix Aggregate)> Aggregates(BgpInstance instance)
    {
        foreach (var line in instance.Sources)
        {
            if (line.Split(' ') is ["aggregate-address", var text, ..] && Prefix.TryMask(text, out var aggregate))
            {
                yield return (line, aggregate);
            }
        }
    }

    private static bool Covers(Prefix wide, Prefix narrow) => wide.Length <= narrow.Length && wide.Contains(narrow.Address);
}
