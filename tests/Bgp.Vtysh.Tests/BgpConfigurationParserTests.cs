using System.Globalization;
using System.Text;
using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bgp.Vtysh.Tests;

public class BgpConfigurationParserTests
{
    [Fact]
    public void A_line_counts_where_its_words_put_it_whatever_the_indentation()
    {
        var instance = Only("""
            router bgp 64699
                 network 192.0.2.1/32 route-map BGP1
            	address-family   ipv6
            network 2001:DB8:0::1/128	route-map  BGP1
            exit-address-family
            address-family ipv4 multicast
            network 198.51.100.0/24
            exit-address-family
            address-family ipv4 labeled-unicast
             network 198.51.100.0/25
            exit
            network 192.0.2.2/32
            !
            route-map BGP1 permit 10
            """);

        Assert.Equal(
            ["network 192.0.2.1/32 route-map BGP1", "network 192.0.2.2/32", "network 2001:db8::1/128 route-map BGP1"],
            Statements(instance));
    }

    [Theory]
    [InlineData("interface lo")]
    [InlineData("router ospf")]
    [InlineData("router rip")]
    [InlineData("route-map X permit 10")]
    [InlineData("end")]
    public void Another_block_ends_the_instance(string line)
    {
        var configuration = BgpConfigurationParser.ParseFile("f", $"router bgp 1\nnetwork 192.0.2.1/32\n{line}\n ip address 192.0.2.7/32\n");

        Assert.Equal(["network 192.0.2.1/32"], Statements(configuration.Value.Instances[0]));
    }

    [Fact]
    public void Statements_of_other_protocols_are_not_ours()
    {
        var instance = Only("router ospf\n network 192.0.2.0/24 area 0\nrouter bgp 1\nrouter rip\n network 192.0.2.1/32\nexit\n");

        Assert.Empty(instance.Statements);
    }

    [Theory]
    [InlineData("network 192.0.2.1/32 backdoor", null, "backdoor")]
    [InlineData("network 192.0.2.1/32 route-map M label-index 7", "M", "label-index 7")]
    [InlineData("network 192.0.2.1/32 label-index 7 route-map M", "M", "label-index 7")]
    [InlineData("network 192.0.2.1/32 route-map FOO:BAR", null, "route-map FOO:BAR")]
    [InlineData("network 192.0.2.1/32 route-map M ! for the shop", "M", "! for the shop")]
    [InlineData("network 192.0.2.1 mask 255.255.255.255", null, "mask 255.255.255.255")]
    [InlineData("network 192.0.2.1/32 route-map M route-map N", "M", "route-map N")]
    public void A_statement_with_other_words_is_listed_and_not_ours(string line, string? routeMap, string otherWords)
    {
        var statement = Only($"router bgp 1\n {line}\n").Statements[Prefix.Parse("192.0.2.1/32")];

        Assert.Equal((routeMap, otherWords, false), (statement.RouteMap, statement.OtherWords, statement.IsOurs));
    }

    /// <summary>Both suites read a bare address as a network of its class (frr-8.4.4-c1-18-no-mask).</summary>
    [Theory]
    [InlineData("10.0.0.7", "10.0.0.0/8")]
    [InlineData("172.16.5.1", "172.16.0.0/16")]
    [InlineData("192.0.2.7", "192.0.2.0/24")]
    [InlineData("0.0.0.0", "0.0.0.0/0")]
    [InlineData("192.0.2.0 mask 255.255.255.128", "192.0.2.0/25")]
    public void A_prefix_without_length_is_never_taken_for_a_host(string written, string prefix)
    {
        var statement = Assert.Single(Only($"router bgp 1\n network {written} route-map M\n").Statements.Values);

        Assert.Equal((Prefix.Parse(prefix), false), (statement.Prefix, statement.IsOurs));
    }

    [Fact]
    public void Host_bits_in_a_file_are_masked_as_bgpd_does()
    {
        Assert.Equal(["network 192.0.2.0/24"], Statements(Only("router bgp 1\n network 192.0.2.9/24\n")));
    }

    [Fact]
    public void The_last_of_two_statements_counts_and_no_takes_one_back()
    {
        var instance = Only("""
            router bgp 1
             network 192.0.2.1/32 route-map A
             network 192.0.2.2/32 route-map A
             network 192.0.2.1/32 route-map B
             no network 192.0.2.2/32
            """);

        Assert.Equal(["network 192.0.2.1/32 route-map B"], Statements(instance));
    }

    [Fact]
    public void An_instance_that_is_opened_again_goes_on()
    {
        var instance = Only("router bgp 1\n network 192.0.2.1/32\nexit\nrouter  bgp 1\n network 192.0.2.2/32\n");

        Assert.Equal(2, instance.Statements.Count);
    }

    [Fact]
    public void What_else_originates_is_kept_with_its_family()
    {
        var instance = Only("""
            router bgp 1
             redistribute connected route-map C
             address-family ipv6 unicast
              redistribute static
              aggregate-address 2001:db8::/32
             exit-address-family
             address-family ipv4 vpn
              redistribute kernel
             exit-address-family
            """);

        Assert.Equal(
            [
                "redistribute connected route-map C (ipv4 unicast)", "redistribute static (ipv6 unicast)",
                "aggregate-address 2001:db8::/32 (ipv6 unicast)",
            ],
            instance.Sources);
    }

    /// <summary>FRR closes these with `exit` too; taken for the instance's own, the statements after it would be lost.</summary>
    [Theory]
    [InlineData(" bmp targets T\n  bmp connect 192.0.2.9 port 5000\n exit\n")]
    [InlineData(" segment-routing srv6\n  locator L\n exit\n")]
    public void The_exit_of_a_block_inside_the_instance_does_not_end_it(string block)
    {
        Assert.Single(Only($"router bgp 1\n{block} network 192.0.2.1/32\nexit\n").Statements);
    }

    [Theory]
    [InlineData("router bgp 1\n network 192.0.2.300/32\n", "line 2: 'network 192.0.2.300/32' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 224.0.0.1\n", "line 2: 'network 224.0.0.1' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 192.0.2.1 mask 255.0.255.0\n", "line 2: 'network 192.0.2.1 mask 255.0.255.0' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network\n", "line 2: 'network' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 192.0.2.1 mask\n", "line 2: 'network 192.0.2.1 mask' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 192.0.2.1 mask 24\n", "line 2: 'network 192.0.2.1 mask 24' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 192.0.2.1 mask ffff::\n", "line 2: 'network 192.0.2.1 mask ffff::' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 2001:db8::1\n", "line 2: 'network 2001:db8::1' holds no prefix that can be read")]
    [InlineData("router bgp 1\n address-family ipv6\n network 192.0.2.1\n", "line 3: 'network 192.0.2.1' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 192.0.2.1/33\n", "line 2: 'network 192.0.2.1/33' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 192.0.2.1/+32\n", "line 2: 'network 192.0.2.1/+32' holds no prefix that can be read")]
    [InlineData("router bgp 1\n network 192.0.2.1/32 route-map\n", "line 2: 'network 192.0.2.1/32 route-map' has no name after route-map")]
    [InlineData("router bgp 1\n network 2001:db8::1/128\n", "line 2: 'network 2001:db8::1/128' stands in the address family of IPv4")]
    [InlineData("router bgp 1\n address-family ipv6\n network 192.0.2.1/32\n", "line 3: 'network 192.0.2.1/32' stands in the address family of IPv6")]
    [InlineData("router bgp 1\n net 192.0.2.1/32\n", "line 2: 'net 192.0.2.1/32' is abbreviated; write 'network'")]
    [InlineData("router bgp 1\n addr ipv6\n", "line 2: 'addr ipv6' is abbreviated; write 'address-family'")]
    [InlineData("router bgp 1\nexit\n network 192.0.2.1/32\n", "line 3: 'network 192.0.2.1/32' stands outside of any 'router' block")]
    [InlineData("router bgp\n", "line 1: 'router bgp' names no AS")]
    [InlineData("router bgp x\n", "line 1: 'router bgp x' is no 'router bgp' line that can be understood")]
    [InlineData("router bgp 1 vrf A;B\n", "line 1: 'router bgp 1 vrf A;B' is no 'router bgp' line that can be understood")]
    [InlineData("router bgp 1\nno router bgp 1\n", "line 2: 'no router bgp 1' takes an instance back; which one is left cannot be told")]
    public void What_cannot_be_read_makes_the_whole_unknown(string text, string words)
    {
        Assert.Equal($"bgpd.conf: {words}", BgpConfigurationParser.ParseFile("bgpd.conf", text).Failure?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("hostname x\n! router bgp 1\n# router bgp 2\nlog syslog")]
    public void Without_an_instance_it_is_known_and_empty(string text)
    {
        Assert.Empty(BgpConfigurationParser.ParseFile("f", text).Value.Instances);
    }

    [Fact]
    public void Carriage_returns_and_a_missing_last_newline_do_not_matter()
    {
        Assert.Equal(["network 192.0.2.1/32 route-map M"], Statements(Only("router bgp 1\r\n network 192.0.2.1/32 route-map M\r")));
    }

    [Fact]
    public void Ten_thousand_statements_are_all_there()
    {
        var text = new StringBuilder("router bgp 1\n");
        for (var i = 0; i < 10_000; i++)
            text.Append(CultureInfo.InvariantCulture, $" network 10.{i / 2500}.{i / 250 % 10}.{i % 250}/32 route-map BGP{i % 3}\n");

        var instance = Only(text.ToString());

        Assert.Equal(10_000, instance.Statements.Count);
        Assert.Equal("BGP0", instance.Statements[Prefix.Parse("10.3.9.249/32")].RouteMap); // 9999 % 3
    }

    private static BgpInstance Only(string text) => Assert.Single(BgpConfigurationParser.ParseFile("f", text).Value.Instances);

    private static IEnumerable<string> Statements(BgpInstance instance) =>
        instance.Statements.Values.OrderBy(statement => statement.Prefix).Select(statement => statement.ToString());
}
