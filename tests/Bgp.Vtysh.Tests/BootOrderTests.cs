namespace Bgp.Vtysh.Tests;

/// <summary>Statements that stand before their route-map in a start-up configuration: Quagga's boot defect (facts/vtysh.md, point 7).</summary>
public class BootOrderTests
{
    private const string Map = "route-map BGP1 permit 10\n set as-path prepend 64699\n!\n";

    [Theory]
    [InlineData("", Map, "network 192.0.2.1/32 route-map BGP1")]
    [InlineData(Map, "", "")]
    [InlineData(Map, Map, "")]
    [InlineData("", "", "network 192.0.2.1/32 route-map BGP1")] // nowhere at all: which is worse, the caller tells
    public void By_the_order_of_the_lines(string before, string after, string early) => Assert.Equal(early, Early(
        $"{before}router bgp 64699\n network 192.0.2.1/32 route-map BGP1\n network 203.0.113.7/32\n!\n{after}"));

    [Fact]
    public void Of_what_is_left_of_a_prefix_the_last_counts() => Assert.Equal("", Early(
        $"router bgp 64699\n network 192.0.2.1/32 route-map BGP1\n network 192.0.2.2/32 route-map BGP1\n no network 192.0.2.2/32\n!\n{Map}router bgp 64699\n network 192.0.2.1/32 route-map BGP1\n network 192.0.2.1/32\n"));

    [Fact]
    public void As_write_memory_of_Quagga_leaves_it() => Assert.Equal(
        "network 192.0.2.1/32 route-map BGP1, network 2001:db8::1/128 route-map BGP1",
        Early($"router bgp 64699\n network 192.0.2.1/32 route-map BGP1\n!\n address-family ipv6\n network 2001:db8::1/128 route-map BGP1\n exit-address-family\n!\n{Map}"));

    private static string Early(string text) => string.Join(", ", BgpConfigurationParser.ParseFile("bgpd.conf", text).Value.Instances.Single().BeforeTheirRouteMap);
}
