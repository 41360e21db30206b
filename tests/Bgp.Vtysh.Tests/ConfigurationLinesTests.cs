using System.Text;

namespace Bgp.Vtysh.Tests;

/// <summary>One site, as each suite prints it, is the same lines in the same blocks.</summary>
public class ConfigurationLinesTests
{
    private static readonly string[] Statements =
    [
        "router bgp 64699, ipv4 unicast: network 192.0.2.1/32 route-map BGP1", "router bgp 64699, ipv4 unicast: network 192.0.2.2/32 route-map BGP2",
        "router bgp 64699, ipv6 unicast: network 2001:db8::1/128 route-map BGP1", "router bgp 64699, ipv6 unicast: network 2001:db8::2/128 route-map BGP2",
    ];

    [Theory]
    [InlineData("frr-8.4.4/d-bgpd-show-running-config")]
    [InlineData("frr-10.3.4/d-bgpd-show-running-config")]
    [InlineData("frr-10.7.0/d-bgpd-show-running-config")]
    [InlineData("quagga-1.2.3/d-bgpd-show-running-config")]
    public void Statements_and_route_maps_are_alike_in_every_suite(string capture)
    {
        var lines = ConfigurationLines.Of(Encoding.UTF8.GetString(Capture.Running(capture).Result.StandardOutput));

        Assert.Equal(Statements, lines.Where(line => line.Text.StartsWith("network ", StringComparison.Ordinal)).Select(line => line.ToString()).Order());
        Assert.Contains(new("route-map BGP2 permit 10", "set as-path prepend 64699 64699"), lines);
        Assert.Contains(new("route-map BGP1 permit 10", ""), lines);
        Assert.DoesNotContain(lines, line => line.Text is "exit" or "exit-address-family" or "end" || line.Text.StartsWith('!'));
    }

    [Fact]
    public void Blanks_do_not_decide_what_belongs_to_a_block()
    {
        var lines = ConfigurationLines.Of(
            """
            router bgp 1
            network  192.0.2.1/32
            ! a comment
            address-family ipv6
            network 2001:db8::1/128
            exit-address-family
            neighbor 2001:db8::9 remote-as 2
            no neighbor 2001:db8::9 activate
            hostname x
             network 192.0.2.9/32
            route-map M permit 10
            set community 65535:0
            ip forwarding
            line vty
            """);

        Assert.Equal(
            ["router bgp 1: ", "router bgp 1, ipv4 unicast: network 192.0.2.1/32", "router bgp 1, ipv6 unicast: network 2001:db8::1/128",
             "router bgp 1: neighbor 2001:db8::9 remote-as 2", "router bgp 1, ipv4 unicast: no neighbor 2001:db8::9 activate",
             "route-map M permit 10: ", "route-map M permit 10: set community graceful-shutdown"], lines.Select(line => line.ToString()));
    }
}
