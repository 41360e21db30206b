using Bgp.Vtysh;
using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>What `vip-mgmt render` prints, loaded by a real bgpd, is the baseline that both programs then work with.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class RenderedTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    private const string Inventory =
        """
        sites:
          - name: dc1
            as: 64699
            router-id: 10.1.0.1
            neighbors: [{address: 10.1.0.254, as: 64500, description: the router}, {address: "2001:db8:1::fe", as: 64500}]
          - {name: dc2, as: 64699, router-id: 10.2.0.1}
        vips:
          - {name: www, prefixes: [192.0.2.1/32, "2001:db8::1/128"]}
          - {name: shop, prefixes: [192.0.2.2/32, "2001:db8::2/128"], sites: [dc2, dc1]}

        """;

    [DirectorTheory]
    [InlineData("frr")]
    [InlineData("quagga")]
    public void It_runs_as_rendered_is_announced_withdrawn_and_announced_again(string flavour)
    {
        Director.Yaml = Inventory;
        Load(flavour, Director.Mgmt("render", "--site", "dc1", "--flavour", flavour));

        Assert.Equal(ProgramRun.Done("what runs is as rendered"), Director.Mgmt("render", "--site", "dc1", "--flavour", flavour, "--diff"));
        Assert.Equal(["BGP1", "BGP2", "DRAIN"], BgpConfigurationParser.ParseFile("running", Bed.Dc1.RunningConfiguration()).Value.RouteMaps.Order());
        if (flavour == "frr")
        {
            // Quagga's flavour has no `no bgp ebgp-requires-policy`, which it does not know; FRR tells no peer without it.
            RouterReaches("192.0.2.1/32", BgpTestBed.First);
            RouterReaches("192.0.2.2/32", BgpTestBed.Backup);
            RouterReaches("2001:db8::2/128", BgpTestBed.Backup);
        }

        Assert.Equal(0, Director.Mgmt("-d", "192.0.2.2").Status);
        Assert.Equal(new(1, "+ router bgp 64699, ipv4 unicast: network 192.0.2.2/32 route-map BGP2\n", ""), Director.Mgmt("render", "--site", "dc1", "--flavour", flavour, "--diff"));
        Assert.Equal(ProgramRun.Done("bgp_mgt: Adding route to 192.0.2.2/32"), Director.Mgmt("-a", "192.0.2.2"));
        Assert.Equal(ProgramRun.Done("what runs is as rendered"), Director.Mgmt("render", "--site", "dc1", "--flavour", flavour, "--diff"));
    }

    /// <summary>FRR's own file is loaded by vtysh at boot, Quagga's is bgpd's own.</summary>
    private void Load(string flavour, ProgramRun rendered)
    {
        Assert.Equal((0, ""), (rendered.Status, rendered.Error));
        if (flavour == "frr")
        {
            Bed.Dc1.LoadThroughVtysh(rendered.Output);
            Director.Baseline = Path.Combine(Bed.Dc1.Folder, "frr.conf");
        }
        else
        {
            File.WriteAllText(Bed.Dc1.ConfigurationFile, rendered.Output);
            Bed.Dc1.RestartBgpd();
        }

        Poll.Until(() => Director.Mgmt("status", "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "--json").Output.Split("\"originated\": true").Length, count => count == 5, TimeSpan.FromSeconds(20));
    }
}
