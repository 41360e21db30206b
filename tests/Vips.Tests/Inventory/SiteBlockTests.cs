using Net.Prefixes;
using Vips.Inventory;
using Vips.Policies;

namespace Vips.Tests.Inventory;

/// <summary>Which route-map a site has for a VIP, out of the inventory of all sites.</summary>
public sealed class SiteBlockTests
{
    private static readonly SiteEntry[] Sites = [Site("dc1", 64699), Site("dc2", 64698), Site("dc3", 64697)];

    [Theory]
    [InlineData("dc1", "", "BGP1")]
    [InlineData("dc2", "", "BGP2")]
    [InlineData("dc3", "", "BGP3")]
    [InlineData("dc1", "dc2 dc1", "BGP2")]
    [InlineData("dc2", "dc2 dc1", "BGP1")]
    [InlineData("dc3", "dc2 dc1", null)]
    public void The_place_in_the_order_of_preference_decides(string site, string order, string? routeMap)
    {
        var vip = Vip("192.0.2.1/32") with { Sites = order.Split(' ', StringSplitOptions.RemoveEmptyEntries) };

        Assert.Equal(routeMap, Of(site, vip).Statements.SingleOrDefault()?.Statement.RouteMap);
    }

    [Fact]
    public void A_route_map_that_the_entry_names_is_that_of_every_site() =>
        Assert.All(Sites, site => Assert.Equal("OWN", Of(site.Name, Vip("192.0.2.1/32") with { RouteMap = "OWN" }).Statements.Single().Statement.RouteMap));

    [Fact]
    public void Each_place_prepends_the_sites_own_AS_once_more_and_the_drain_more_than_any()
    {
        var block = Of("dc2");

        Assert.Equal(["BGP1 64698", "BGP2 64698 64698", "BGP3 64698 64698 64698"], block.RouteMaps.Select(map => $"{map.Name} {map.Prepend}"));
        Assert.Equal("64698 64698 64698 64698", block.DrainPrepend);
    }

    [Fact]
    public void Statements_stand_in_numeric_order_with_the_names_of_their_services()
    {
        var block = Of("dc1", Vip("2001:db8::1/128", "192.0.2.10/32") with { Name = "www" }, Vip("192.0.2.9/32"));

        Assert.Equal(["192.0.2.9/32 ", "192.0.2.10/32 www", "2001:db8::1/128 www"], block.Statements.Select(vip => $"{vip.Statement.Prefix} {vip.Name}"));
    }

    [Fact]
    public void What_a_neighbour_is_called_is_for_people_alone() =>
        Assert.Equal("router A", Assert.Single((Sites[0] with { Neighbors = [new(IpAddress.Parse("192.0.2.1"), 64500, "router A")] }).Neighbors).Description);

    private static SiteBlock Of(string site, params VipEntry[] vips) => SiteBlock.Of(Sites.Single(one => one.Name == site), Sites, vips);

    private static SiteEntry Site(string name, uint asNumber) => new(name, asNumber, IpAddress.Parse("192.0.2.254"), null, []);

    private static VipEntry Vip(params string[] prefixes) => new(null, [.. prefixes.Select(text => Prefix.Parse(text))], null, [], new());
}
