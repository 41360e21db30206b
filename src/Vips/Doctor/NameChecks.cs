using Net.Prefixes;

namespace Vips.Doctor;

/// <summary>DNS against the baseline: names that lead elsewhere, VIPs that no name leads to, one family without the other.</summary>
internal static class NameChecks
{
    private const string NoNames = "no name is known that leads to a VIP";
    private const string NameThem = "name them: vip-mgmt doctor NAME..., or the host name as `name` of each entry of `vips`";

    internal static Finding Addresses(Observed seen)
    {
        const string check = "dns";
        if (seen.Names.Count == 0)
        {
            return Finding.Unknown(check, NoNames, NameThem);
        }

        if (!seen.Inputs.Baseline.IsKnown)
        {
            return Finding.Unknown(check, "the baseline was not read", "see baseline");
        }

        var faults = new Faults(check);
        foreach (var name in seen.Names)
        {
            if (!name.Addresses.IsKnown)
            {
                faults.Add(Health.Unknown, $"{name.Addresses.Failure}");
                continue;
            }

            var prefixes = name.Addresses.Value.Select(seen.Inputs.Policy.PrefixOf).ToHashSet();
            if (prefixes.Count == 0)
            {
                faults.Add(Health.Warning, $"{name.Name} has no address in DNS");
            }

            foreach (var prefix in prefixes.Order().Where(prefix => !seen.IsOfThisSite(prefix)))
            {
                faults.Add(Health.Warning, $"{name.Name} leads to {prefix}, which this site never announces");
            }

            foreach (var prefix in prefixes.Count == 0 ? [] : name.Entry.Where(prefix => !prefixes.Contains(prefix)))
            {
                faults.Add(Health.Warning, $"{name.Name} does not lead to {prefix} of its entry");
            }
        }

        return faults.Told(
            $"all {seen.Names.Count} names lead to statements of this site",
            worst => worst == Health.Unknown ? "dig NAME A; dig NAME AAAA: are the servers of dns.servers, or of /etc/resolv.conf, reachable?" : "correct the record, or add the VIP to bgpd and the baseline");
    }

    internal static Finding Families(Observed seen)
    {
        const string check = "families";
        if (seen.Names.Count == 0)
        {
            return Finding.Unknown(check, NoNames, NameThem);
        }

        var faults = new Faults(check);
        foreach (var name in seen.Names)
        {
            if (!name.Addresses.IsKnown)
            {
                faults.Add(Health.Unknown, $"{name.Name} was not resolved");
                continue;
            }

            var (six, four) = (name.Addresses.Value.Where(address => address.IsIPv6).ToList(), name.Addresses.Value.Where(address => !address.IsIPv6).ToList());
            if (six.Count == 0 != (four.Count == 0))
            {
                faults.Add(Health.Warning, $"{name.Name} has {(six.Count == 0 ? "A and no AAAA" : "AAAA and no A")} record");
            }
            else if (six.Count > 0 && AnnouncedInOneFamily(seen, four, six) is { } words)
            {
                faults.Add(Health.Warning, $"{name.Name} is announced by {words}");
            }
        }

        return faults.Told(
            "every name has both families, and both are announced alike",
            worst => worst == Health.Unknown ? "see dns" : "add the missing record, or the missing VIP; vip-mgmt explain VIP says why one is not announced");
    }

    /// <summary>A hold is somebody's order, and told by `status`.</summary>
    private static string? AnnouncedInOneFamily(Observed seen, List<IpAddress> four, List<IpAddress> six)
    {
        if (!seen.Inputs.Running.IsKnown)
        {
            return null;
        }

        bool IsAnnounced(IpAddress address) => seen.Inputs.Running.Value.Instance.Statements.ContainsKey(seen.Inputs.Policy.PrefixOf(address));
        bool IsHeld(IpAddress address) => seen.Inputs.Holds.IsKnown && seen.Inputs.Holds.Value.InForce(seen.Inputs.Policy.PrefixOf(address), seen.Inputs.Now.Wall) is not null;
        var (ofFour, ofSix) = (four.Any(IsAnnounced), six.Any(IsAnnounced));
        return ofFour == ofSix || four.Concat(six).Any(IsHeld) ? null : ofFour ? "IPv4 alone" : "IPv6 alone";
    }
}
