using Net.Prefixes;
using Vips.Holds;

namespace Vips.Maintenance;

/// <summary>What `--all` stands for.</summary>
public static class ManagedVips
{
    /// <summary>Every managed VIP of the families asked for, numeric.</summary>
    public static Target All(Inputs inputs, bool ipv4 = true, bool ipv6 = true)
    {
        var prefixes = new List<Prefix>();
        foreach (var vip in WatchedVips.Of(inputs))
        {
            if (vip.IsManaged && (vip.Prefix.IsIPv6 ? ipv6 : ipv4))
            {
                prefixes.Add(vip.Prefix);
            }
        }

        return new(Claim.All, IsLiteral: false, prefixes, ipv4, ipv6);
    }
}
