using Bgp.Vtysh;
using Testing;

namespace VipMgmt.Tests;

/// <summary>`vip-mgmt render`: a site's configuration from the inventory, ours and the operator's own.</summary>
public sealed class RenderTests : OnSite
{
    private const string Inventory =
        """
        sites:
          - name: dc1
            as: 64699
            router-id: 198.51.100.2
            neighbors: [{address: 198.51.100.1, as: 64500}]
          - {name: dc2, as: 64698, router-id: 198.51.100.3}
          - {name: dc3, as: 64697, router-id: 198.51.100.4}
        vips:
          - prefixes: [192.0.2.1/32, "2001:db8::1/128"]
          - prefixes: [192.0.2.2/32]
            sites: [dc3, dc1]
          - prefixes: [192.0.2.3/32]
            sites: [dc2]
        """;

    /// <summary>The samples that operators look at are what the program makes of the sample inventory.</summary>
    [Theory]
    [InlineData("site-a", "frr", "frr.conf")]
    [InlineData("site-a", "quagga", "bgpd.conf")]
    [InlineData("site-b", "frr", "frr.conf")]
    [InlineData("site-b", "quagga", "bgpd.conf")]
    public void The_samples_are_rendered_from_the_sample_inventory(string site, string flavour, string file)
    {
        Site.Yaml = File.ReadAllText(Path.Combine(Repository.Root(), "templates", "quagga", "viptools.yaml"));

        var run = Site.Run("render", "--site", site, "--flavour", flavour);

        Assert.Equal((0, ""), (run.Status, run.Error));
        Golden.Verify(Path.Combine("..", "..", "templates", "quagga", site, file), run.Output);
    }

    [Theory]
    [InlineData("dc1", "192.0.2.1/32 BGP1", "192.0.2.2/32 BGP2", "2001:db8::1/128 BGP1")]
    [InlineData("dc2", "192.0.2.1/32 BGP2", "192.0.2.3/32 BGP1", "2001:db8::1/128 BGP2")]
    [InlineData("dc3", "192.0.2.1/32 BGP3", "192.0.2.2/32 BGP1", "2001:db8::1/128 BGP3")]
    public void The_place_of_the_site_decides_the_route_map(string site, params string[] statements)
    {
        Site.Yaml = Inventory;

        foreach (var flavour in (string[])["frr", "quagga"])
        {
            var run = Site.Run("render", "--site", site, "--flavour", flavour);

            Assert.Equal((0, ""), (run.Status, run.Error));
            var configuration = BgpConfigurationParser.ParseFile("rendered", run.Output).Value;
            Assert.Equal(statements, Assert.Single(configuration.Instances).Statements.Values.OrderBy(one => one.Prefix).Select(one => $"{one.Prefix} {one.RouteMap}"));
            Assert.Equal(["BGP1", "BGP2", "BGP3", "DRAIN"], configuration.RouteMaps.Order());
        }
    }

    [Fact]
    public void A_drained_site_is_chosen_after_every_backup()
    {
        Site.Yaml = Inventory;

        var text = Site.Run("render", "--site", "dc2").Output;

        Assert.Contains("route-map BGP3 permit 10\n set as-path prepend 64698 64698 64698\n", text, StringComparison.Ordinal);
        Assert.Contains("route-map DRAIN permit 10\n set as-path prepend 64698 64698 64698 64698\n set community graceful-shutdown additive\n", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void The_configured_suite_is_the_flavour()
    {
        Site.Yaml = Inventory;
        Site.Set("bgp.suite", "quagga");

        Assert.Contains("Quagga (/etc/quagga/bgpd.conf)", Site.Run("render", "--site", "dc1").Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void As_a_document_with_what_differs()
    {
        Site.Yaml = Inventory;

        var run = Site.Run("render", "--site", "dc1", "--diff", "--json");

        Assert.Equal(1, run.Status);
        Golden.Verify("VipMgmt/render.json", run.Output);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void What_differs_from_what_runs_is_told_line_by_line()
    {
        Site.Yaml = Inventory;
        Site.Bgpd.Running = Site.Run("render", "--site", "dc1").Output;
        Said(Site.Run("render", "--site", "dc1", "--diff"), 0, "what runs is as rendered");

        Site.Bgpd.Remove(Four);
        Site.Bgpd.Add("network 192.0.2.9/32 route-map BGP2");

        Said(Site.Run("render", "--site", "dc1", "--diff"), 1,
            """
            - router bgp 64699, ipv4 unicast: network 192.0.2.9/32 route-map BGP2
            + router bgp 64699, ipv4 unicast: network 192.0.2.1/32 route-map BGP1
            """);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void With_bgpd_down_there_is_nothing_to_compare_with()
    {
        Site.Yaml = Inventory;
        BreakEverything();

        Refused(Site.Run("render", "--site", "dc1", "--diff"), 69, "there is nothing to compare with");
        Assert.Contains("\"refused\": \"vip-mgmt: ", Site.Run("render", "--site", "dc1", "--diff", "--json").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a {{site.nmae}}\n", "1:3: unknown name 'site.nmae'; did you mean 'name'?")]
    [InlineData("a\n\n  {{#each vips_v5}}\n{{/each}}\n", "3:3: unknown name 'vips_v5'; did you mean 'vips_v4'?")]
    [InlineData("{{#if site.hostname}}\n{{hostnam}}\n{{/if}}", "2:1: unknown name 'hostnam'; there are site, neighbors, neighbors_v4, neighbors_v6, route_maps, drain, vips, vips_v4, vips_v6")]
    [InlineData("{{#each vips}}\n{{site.as}}\n{{/each}}", "2:1: unknown name 'site.as'; did you mean '../site'?")]
    [InlineData("{{#each vips}}\nx\n", "1:1: {{#each}} is never closed")]
    [InlineData("{{#each vips}}\n{{/if}}\n{{/each}}", "2:1: {{/if}} where {{/each}} must come first (opened on line 1)")]
    [InlineData("{{/if}}", "1:1: {{/if}} closes nothing")]
    [InlineData("x {{site.as\n", "1:3: '{{' without its '}}'")]
    [InlineData("{{#each site}}{{/each}}", "1:1: 'site' is no list")]
    [InlineData("{{vips}}", "1:1: 'vips' is a list: go through it with #each")]
    [InlineData("{{site}}", "1:1: 'site' is an object: name one of its fields (name, as, router_id, hostname)")]
    [InlineData("{{> part}}", "1:1: '> part' is not known here")]
    [InlineData("{{lookup site 'as'}}", "1:1: 'lookup site 'as'' is not known here")]
    [InlineData("{{else}}", "1:1: 'else' goes with #if and #unless")]
    [InlineData("{{@index}}", "1:1: '@index' stands for something inside #each alone")]
    [InlineData("{{../site.as}}", "1:1: '../site.as': there is nothing above the top")]
    [InlineData("{{! a\ncomment }}\n{{!-- {{x}} --}}\n {{x}}", "4:2: unknown name 'x'")]
    [InlineData("hostname x\n", ": renders no 'router bgp 64699', or another beside it")]
    [InlineData("router bgp 64699\n network 192.0.2.1/32 route-map BGP2\n network 192.0.2.2/32 route-map BGP2\n", ": renders 'network 192.0.2.1/32 route-map BGP2' where the inventory says 'network 192.0.2.1/32 route-map BGP1'")]
    [InlineData("router bgp 64699\n network 192.0.2.1/32 route-map BGP1\n", ": renders no 'network 192.0.2.2/32 route-map BGP2'")]
    [InlineData("router bgp 64699\n network 192.0.2.1/32 route-map BGP1\n", ": 'network 192.0.2.1/32 route-map BGP1': it defines no route-map BGP1, so bgpd would never announce it")]
    [InlineData("router bgp 64699\n network 192.0.2.1/32 route-map BGP1\nroute-map BGP1 permit 10\n", ": 'network 192.0.2.1/32 route-map BGP1': route-map BGP1 comes after it; Quagga would never announce it")]
    [InlineData("router bgp 64699\n network 192.0.2.1/33\n", ": what is rendered: line 2:")]
    public void A_fault_of_the_operators_template_is_told_with_its_place(string template, string fault)
    {
        Own(template);

        var run = Site.Run("render", "--site", "dc1");

        Assert.Equal((78, ""), (run.Status, run.Output));
        Assert.Contains($"templates/frr.hbs:{fault.TrimStart(':')}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void All_faults_of_a_template_are_told_at_once()
    {
        Own("{{x}}\n{{#each vips}}\n{{y}}\n{{/each}}\n{{site.z}}\n");

        Assert.Equal(3, Site.Run("render", "--site", "dc1").Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void The_operators_template_may_say_more_than_the_inventory()
    {
        Own(
            """
            {{#each route_maps}}
            route-map {{name}} permit 10
            {{/each}}
            router bgp {{site.as}}
             network 203.0.113.7/32
            {{#each vips_v4}}
             {{#unless @first}}
             ! {{@index}} of {{../site.name}}, {{@root.site.name}}
             {{/unless}}
             network {{this.prefix}} route-map {{route_map}}
            {{/each}}
             address-family ipv6
            {{#each vips_v6}}
            {{#if name}}
             ! {{name}}
            {{else}}
             network {{{prefix}}} route-map {{route_map}}
            {{/if}}
            {{/each}}
             exit-address-family

            """);

        Said(Site.Run("render", "--site", "dc1"), 0,
            """
            route-map BGP1 permit 10
            route-map BGP2 permit 10
            route-map BGP3 permit 10
            router bgp 64699
             network 203.0.113.7/32
             network 192.0.2.1/32 route-map BGP1
             ! 1 of dc1, dc1
             network 192.0.2.2/32 route-map BGP2
             address-family ipv6
             network 2001:db8::1/128 route-map BGP1
             exit-address-family
            """);
    }

    [Fact]
    public void A_template_that_others_can_write_is_refused()
    {
        Own("x");
        File.SetUnixFileMode(Site.Of("templates/frr.hbs"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        Refused(Site.Run("render", "--site", "dc1"), 78, "writable by others than its owner");
        Refused(Site.Run("render", "--site", "dc1", "--flavour", "quagga"), 78, "quagga.hbs: no such file");
    }

    [Theory]
    [InlineData("render needs --site NAME")]
    [InlineData("no site 'dc9' in `sites`; there are dc1, dc2, dc3", "--site", "dc9")]
    [InlineData("--flavour must be frr or quagga, not 'bird'", "--site", "dc1", "--flavour", "bird")]
    public void Bad_input_is_one_line(string words, params string[] arguments)
    {
        Site.Yaml = Inventory;

        Refused(Site.Run(["render", .. arguments]), 64, words);
    }

    [Fact]
    public void Without_sites_there_is_nothing_to_render() => Refused(Site.Run("render", "--site", "dc1"), 64, "the configuration has no `sites` to render");

    private void Own(string template)
    {
        Site.Yaml = Inventory;
        Site.Set("templates", Directory.CreateDirectory(Site.Of("templates")).FullName);
        File.WriteAllText(Site.Of("templates/frr.hbs"), template);
    }
}
