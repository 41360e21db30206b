using Net.Prefixes;

namespace Vips.Inventory;

/// <summary>One entry of `sites`: a site's BGP speaker, for `vip-mgmt render`. No decision of the watchdog rests on it.</summary>
/// <param name="Name">What `--site` and the `sites` of a VIP call it.</param>
/// <param name="AsNumber">Of its `router bgp`, and of every prepend.</param>
/// <param name="RouterId">An IPv4 address.</param>
/// <param name="Hostname">Of the director; null for no `hostname` line.</param>
/// <param name="Neighbors">Its routers, in the order written.</param>
public sealed record SiteEntry(string Name, uint AsNumber, IpAddress RouterId, string? Hostname, IReadOnlyList<Neighbor> Neighbors);

/// <summary>A BGP neighbour, active in the family of its address alone.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="AsNumber">Its AS.</param>
/// <param name="Description">Null without.</param>
public sealed record Neighbor(IpAddress Address, uint AsNumber, string? Description);
