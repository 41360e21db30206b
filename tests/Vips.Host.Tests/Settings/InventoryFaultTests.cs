using Vips.Host.Settings;

namespace Vips.Host.Tests.Settings;

/// <summary>Faults of what serves `render`, monitoring and hooks, each with its place.</summary>
public sealed class InventoryFaultTests
{
    [Theory]
    [InlineData("on-change: [hook]", "c:1:1: `on-change` must be a list: an absolute path and arguments, such as [/usr/local/bin/announce-it, --chat]")]
    [InlineData("metrics-file: /srv/metrics", "c:1:15: `metrics-file` must be off, or an absolute path that ends in .prom, not '/srv/metrics'")]
    [InlineData("sites: {name: dc1}", "c:1:1: `sites` must be a list of sites, each with `name`, `as` and `router-id`")]
    [InlineData("sites: [dc1]", "c:1:9: an entry of `sites` must be keys with values, such as `name: dc1`")]
    [InlineData("sites: [{name: dc1, as: 1}]", "c:1:9: an entry of `sites` needs `router-id`")]
    [InlineData("sites: [{name: dc1, as: 0, router-id: 192.0.2.1}]", "c:1:25: `as` must be an AS number of 1 to 4294967295, not '0'")]
    [InlineData("sites: [{name: dc1, as: 1, router-id: \"2001:db8::1\"}]", "c:1:39: `router-id` must be an IPv4 address, not '2001:db8::1'")]
    [InlineData("sites: [{name: a, as: 1, router-id: 192.0.2.1}, {name: a, as: 1, router-id: 192.0.2.2}]", "c:1:50: site a a second time; the first is on line 1")]
    [InlineData("sites: [{name: a, as: 1, router-id: 192.0.2.1, neighbors: [192.0.2.9]}]", "c:1:60: a neighbour must be keys with values, such as `{address: 192.0.2.254, as: 64500}`")]
    [InlineData("sites: [{name: a, as: 1, router-id: 192.0.2.1, neighbors: [{address: 192.0.2.9, asn: 1, as: 2}]}]", "c:1:81: unknown key `asn` in `neighbors`; did you mean `as`?")]
    [InlineData("vips: [{prefixes: [192.0.2.1/32], sites: [a]}]", "c:1:43: 'a' is no site of `sites`")]
    [InlineData("sites: [{name: dc1, as: 1, router-id: 192.0.2.1}]\nvips: [{prefixes: [192.0.2.1/32], sites: [cd1]}]", "c:2:43: 'cd1' is no site of `sites`; did you mean 'dc1'?")]
    [InlineData("sites: [{name: dc1, as: 1, router-id: 192.0.2.1}]\nvips: [{prefixes: [192.0.2.1/32], sites: [dc1, dc1]}]", "c:2:48: site dc1 a second time")]
    [InlineData("sites: [{name: dc1, as: 1, router-id: 192.0.2.1}]\nvips: [{prefixes: [192.0.2.1/32], sites: [dc1], route-map: X}]", "c:2:49: `route-map` and `sites` in one entry: the place in `sites` decides the route-map")]
    public void A_fault_is_told_with_its_place(string text, string fault) =>
        Assert.Equal(fault, Assert.Single(ConfigurationParser.Parse("c", text).Faults).ToString());
}
