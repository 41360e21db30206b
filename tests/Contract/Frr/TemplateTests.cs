using Bgp.Vtysh;
using Testing;

namespace Contract.Frr;

/// <summary>The site configurations that operators copy (templates/quagga) on the real FRR.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class TemplateTests
{
    private readonly BgpTestBed _bed;

    public TemplateTests(BgpTestBed bed)
    {
        _bed = bed;
        bed.Reset();
    }

    public static TheoryData<string, string> Files() =>
        new() { { "a", "frr.conf" }, { "a", "bgpd.conf" }, { "b", "frr.conf" }, { "b", "bgpd.conf" } };

    [FrrTheory]
    [InlineData("a", BgpTestBed.First, BgpTestBed.Backup)]
    [InlineData("b", BgpTestBed.Backup, BgpTestBed.First)]
    public void The_FRR_flavour_is_announced_as_it_stands_with_one_site_first_and_the_other_as_backup(string site, string one, string two)
    {
        var node = site == "a" ? _bed.Dc1 : _bed.Dc2;
        node.LoadThroughVtysh(ForTestBed(site, "frr.conf"));

        Assert.Equal(Statements(ForTestBed(site, "frr.conf")), Statements(node.RunningConfiguration()));
        foreach (var (prefix, path) in new[] { ("192.0.2.1/32", one), ("192.0.2.2/32", two), ("2001:db8::1/128", one), ("2001:db8::2/128", two) })
        {
            Poll.Until(() => _bed.RouterSees(prefix, node), seen => seen == path, TimeSpan.FromSeconds(20));
        }
    }

    [FrrFact]
    public void Its_drain_map_makes_the_path_longer_than_the_backup_and_marks_it()
    {
        _bed.Dc1.LoadThroughVtysh(ForTestBed("a", "frr.conf"));
        _bed.Dc1.Configure("ipv4", "network 192.0.2.1/32 route-map DRAIN");
        var drained = Poll.Until(
            () => _bed.RouterSees("192.0.2.1/32").SingleOrDefault(path => path.Peer == "10.1.0.1"),
            path => path?.Communities.Length > 0, TimeSpan.FromSeconds(20));
        Assert.Equal("64699 64699 64699 64699", drained!.AsPath);
        Assert.Contains(drained.Communities, (string[])["gracefulShutdown", "graceful-shutdown"]);
    }

    [FrrTheory]
    [InlineData("a")]
    [InlineData("b")]
    public void The_Quagga_flavour_is_taken_by_bgpd_of_FRR_and_originated_at_once(string site)
    {
        var node = site == "a" ? _bed.Dc1 : _bed.Dc2;
        File.WriteAllText(node.ConfigurationFile, ForTestBed(site, "bgpd.conf"));
        node.RestartBgpd();

        Assert.Equal(Statements(ForTestBed(site, "bgpd.conf")), Statements(node.RunningConfiguration()));
        Assert.DoesNotContain("rror", File.ReadAllText(Path.Combine(node.Folder, "bgpd.log")).Split("starting:")[^1], StringComparison.Ordinal);
        Poll.Until(() => new[] { "ipv4 unicast 192.0.2.1/32", "ipv4 unicast 192.0.2.2/32", "ipv6 unicast 2001:db8::1/128", "ipv6 unicast 2001:db8::2/128" }
            .All(prefix => node.Ask($"show bgp {prefix}").Contains("valid, sourced, local", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Our_parser_reads_the_statements_of_each_file_with_their_route_maps(string site, string file)
    {
        var text = Template(site, file);
        var configuration = BgpConfigurationParser.ParseFile(file, text).Value;
        var instance = Assert.Single(configuration.Instances);
        Assert.True(instance.IsDefault);
        Assert.Equal("64699", instance.AsNumber);
        Assert.Equal(Statements(text), instance.Statements.Values.Select(statement => statement.ToString()).Order());
        Assert.Equal(["BGP1", "BGP2", "DRAIN"], configuration.RouteMaps.Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_route_map_stands_before_the_statements(string site, string file)
    {
        var text = Template(site, file);
        Assert.True(text.LastIndexOf("\nroute-map ", StringComparison.Ordinal) < text.IndexOf("\nrouter bgp ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("frr.conf")]
    [InlineData("bgpd.conf")]
    public void Site_B_is_site_A_with_its_own_addresses_and_the_route_maps_reversed(string file)
    {
        var reversed = Template("a", file).Split('\n').Select(line => !line.TrimStart().StartsWith("network ", StringComparison.Ordinal) ? line
            : line.EndsWith("BGP1", StringComparison.Ordinal) ? line[..^1] + "2" : line[..^1] + "1");
        var expected = string.Join('\n', reversed).Replace("198.51.100.", "203.0.113.", StringComparison.Ordinal)
            .Replace("2001:db8:a::", "2001:db8:b::", StringComparison.Ordinal).Replace("director-a", "director-b", StringComparison.Ordinal)
            .Replace("ite A", "ite B", StringComparison.Ordinal).Replace("site-a", "site-b", StringComparison.Ordinal);
        Assert.Equal(expected, Template("b", file));
    }

    private static string Template(string site, string file) =>
        File.ReadAllText(Path.Combine(Repository.Root(), "templates", "quagga", $"site-{site}", file));

    /// <summary>With the addresses of the test bed's links; nothing else is changed.</summary>
    private static string ForTestBed(string site, string file) => Template(site, file)
        .Replace("198.51.100.", "10.1.0.", StringComparison.Ordinal).Replace("2001:db8:a::", "2001:db8:1::", StringComparison.Ordinal)
        .Replace("203.0.113.", "10.2.0.", StringComparison.Ordinal).Replace("2001:db8:b::", "2001:db8:2::", StringComparison.Ordinal);

    private static string[] Statements(string configuration) =>
        [.. configuration.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("network ", StringComparison.Ordinal)).Order()];
}
