using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Policies;

namespace Vips.Maintenance;

/// <summary>What still comes in for some VIPs, over all their virtual services.</summary>
/// <param name="PacketsPerSecond">In, by the kernel's estimate; null when it could not be read.</param>
/// <param name="Connections">Active; null when they could not be read.</param>
public sealed record Traffic(long? PacketsPerSecond, long? Connections)
{
    public static Traffic Of(
        Reading<IReadOnlyDictionary<ServiceKey, long>> rates, Reading<IpvsTable> table, Policy policy, IReadOnlySet<Prefix> vips) => new(
        rates.IsKnown ? rates.Value.Where(rate => IsBehind(rate.Key, policy, vips)).Aggregate(0L, (sum, rate) => Together(sum, rate.Value)) : null,
        table.IsKnown
            ? table.Value.Services.Where(service => IsBehind(service.Key, policy, vips)).Sum(service => service.RealServers.Sum(server => server.ActiveConnections))
            : null);

    /// <summary>Both 0 or more. What no machine can have is a tool that lies, and much traffic all the same: never an overflow.</summary>
    private static long Together(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;

    private static bool IsBehind(ServiceKey service, Policy policy, IReadOnlySet<Prefix> vips) => policy.PrefixesOf(service).Any(vips.Contains);
}
