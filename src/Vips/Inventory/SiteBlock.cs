using System.Globalization;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Policies;

namespace Vips.Inventory;

/// <summary>A route-map that prepends the site's own AS; the more, the later a site is chosen.</summary>
/// <param name="Name">`BGP1` for the first choice, `BGP2` for its backup and so on: the ancestor's names.</param>
/// <param name="Prepend">The AS, once for each place in the order: `64699 64699` for BGP2.</param>
public sealed record PrependMap(string Name, string Prepend);

/// <param name="Statement">The line that announces the VIP at this site.</param>
/// <param name="Name">What the service is called; null without a name.</param>
public sealed record SiteStatement(NetworkStatement Statement, string? Name);

/// <summary>All that one site's bgpd is to be told, out of the inventory of all sites.</summary>
/// <param name="Site">Whose block it is.</param>
/// <param name="RouteMaps">One for each place that a site can have.</param>
/// <param name="DrainPrepend">Longer than any backup's: a drained site is chosen last.</param>
/// <param name="Statements">IPv4 before IPv6, numeric.</param>
public sealed record SiteBlock(SiteEntry Site, IReadOnlyList<PrependMap> RouteMaps, string DrainPrepend, IReadOnlyList<SiteStatement> Statements)
{
    public const string DrainMap = "DRAIN";

    /// <param name="site">One of `sites`.</param>
    /// <param name="sites">All, in the order of preference for VIPs that name none.</param>
    /// <param name="vips">Each with its own order of preference; a site that it does not name does not announce it.</param>
    public static SiteBlock Of(SiteEntry site, IReadOnlyList<SiteEntry> sites, IReadOnlyList<VipEntry> vips)
    {
        var maps = new List<PrependMap>();
        for (var place = 1; place <= sites.Count; place++)
        {
            maps.Add(new(MapOf(place), Prepend(site, place)));
        }

        var statements = new SortedDictionary<Prefix, SiteStatement>();
        foreach (var entry in vips)
        {
            if (RouteMapAt(site, sites, entry) is not { } map)
            {
                continue;
            }

            foreach (var prefix in entry.Prefixes)
            {
                statements[prefix] = new(new(prefix, map), entry.Name);
            }
        }

        return new(site, maps, Prepend(site, sites.Count + 1), [.. statements.Values]);
    }

    /// <summary>Null where the site is none of the VIP's.</summary>
    private static string? RouteMapAt(SiteEntry site, IReadOnlyList<SiteEntry> sites, VipEntry entry)
    {
        if (entry.RouteMap is not null)
        {
            return entry.RouteMap;
        }

        var count = entry.Sites.Count == 0 ? sites.Count : entry.Sites.Count;
        for (var at = 0; at < count; at++)
        {
            if ((entry.Sites.Count == 0 ? sites[at].Name : entry.Sites[at]) == site.Name)
            {
                return MapOf(at + 1);
            }
        }

        return null;
    }

    private static string MapOf(int place) => string.Create(CultureInfo.InvariantCulture, $"BGP{place}");

    private static string Prepend(SiteEntry site, int times) =>
        string.Join(' ', Enumerable.Repeat(site.AsNumber.ToString(CultureInfo.InvariantCulture), times));
}
