using Bgp.Vtysh.Model;

namespace Vips.Readings;

/// <summary>What runs in bgpd, as far as the site's instance goes.</summary>
/// <param name="Suite">FRR or Quagga.</param>
/// <param name="Instance">The site's instance.</param>
/// <param name="RouteMaps">The route-maps that are defined.</param>
public sealed record RunningInstance(Suite Suite, BgpInstance Instance, IReadOnlySet<string> RouteMaps)
{
    /// <summary>bgpd never announces a statement whose route-map is not defined (facts/vtysh.md); null, none, always is.</summary>
    public bool Defines(string? routeMap) => routeMap is null || RouteMaps.Contains(routeMap);
}
