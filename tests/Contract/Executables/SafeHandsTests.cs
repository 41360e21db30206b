using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>The last exit, the drain and the whole director, on real FRR with a second site and a witness.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class SafeHandsTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    private const string Drained = "64699 64699 64699 64699";

    /// <summary>It stands beside the ancestor's for a week: monitoring sees that it runs.</summary>
    [DirectorFact]
    public void A_run_in_the_shadow_is_a_run_for_monitoring()
    {
        Director.Yaml = "shadow: true\n";
        var before = Director.Mgmt("status", "--check");
        Assert.Equal(2, before.Status);
        Assert.StartsWith("VIPTOOLS CRITICAL - ", before.Output, StringComparison.Ordinal);

        Assert.Equal(0, Director.Watchdog().Status);
        var after = Director.Mgmt("status", "--check");
        Assert.Equal(1, after.Status);
        Assert.StartsWith("VIPTOOLS WARNING - 4 of 4 VIPs announced; shadow: true: ", after.Output, StringComparison.Ordinal);
        Assert.Contains(" since_success=", after.Output, StringComparison.Ordinal);
    }

    [DirectorFact]
    public void The_witness_tells_of_the_second_site_and_refuse_keeps_the_last_exit()
    {
        Director.AskWitness(Bed.Router);
        Director.Yaml = "last-exit: refuse\n";
        Director.Watchdog();
        var gone = Director.MgmtWhole("-d", "192.0.2.2");
        Assert.Contains("192.0.2.2/32: 0 active connections; another site: announces it (witness: path)\n", gone.Output, StringComparison.Ordinal);
        RouterReaches("192.0.2.2/32", null);

        Withdraw(Bed.Dc2, "192.0.2.1/32");
        Director.Mgmt("-d", "192.0.2.1").Failed(1, "Route 192.0.2.1/32 not deleted: no other site announces it (witness: none); --force deletes it all the same");
        Assert.Equal(BgpTestBed.First, Bed.RouterSees("192.0.2.1/32", Bed.Dc1));
        Director.Mgmt("-d", "192.0.2.1", "--force").Failed(0, "no other site announces it (witness: none)");
        RouterReaches("192.0.2.1/32", null);
    }

    [DirectorFact]
    public void With_one_AS_at_every_site_this_bgpd_cannot_tell_and_says_so()
    {
        Director.Watchdog();
        Assert.Contains("another site: unknown (no witness configured)\n", Director.MgmtWhole("-d", "192.0.2.1").Output, StringComparison.Ordinal);
    }

    [DirectorFact]
    public void What_serves_in_part_is_kept_as_the_last_exit_goes_when_it_is_not_and_comes_back_when_it_is()
    {
        Director.AskWitness(Bed.Router);
        Director.Yaml = "last-exit: refuse\n";
        Director.Watchdog();
        Withdraw(Bed.Dc2, "192.0.2.1/32");
        Director.Table.Fail("192.0.2.1:443");
        Director.Watchdog().Failed(1, "192.0.2.1, and it stays announced: it serves in part, and no other site announces it (witness: none)");
        Assert.Equal(BgpTestBed.First, Bed.RouterSees("192.0.2.1/32", Bed.Dc1));

        Bed.Dc2.Configure("ipv4", "network 192.0.2.1/32 route-map BGP2");
        Poll.Until(() => Bed.RouterSees("192.0.2.1/32", Bed.Dc2), path => path is not null);
        Assert.Equal(0, Director.Watchdog().Status);
        RouterReaches("192.0.2.1/32", null);

        Withdraw(Bed.Dc2, "192.0.2.1/32");
        Assert.Contains(
            "no other site announces 192.0.2.1 (witness: none), and here it serves in part > add route\nbgp_mgt: Adding route to 192.0.2.1/32\n",
            Director.Watchdog().Output, StringComparison.Ordinal);
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
    }

    /// <summary>allowas-in shows this bgpd the other site's path of the same AS, once its own is gone.</summary>
    [DirectorFact]
    public void A_bgpd_that_sees_the_other_sites_is_witness_enough()
    {
        Bed.Dc1.Configure("ipv4", "neighbor 10.1.0.254 allowas-in 5");
        Director.Bgp = "sees-other-sites: true";
        Director.Watchdog();
        Director.Table.Fail("192.0.2.1:443");
        Assert.Equal(0, Director.Watchdog().Status);
        RouterReaches("192.0.2.1/32", null);
        Poll.Until(() => Bed.Dc1.Ask("show bgp ipv4 unicast 192.0.2.1/32").Contains("10.1.0.254", StringComparison.Ordinal));
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());

        Withdraw(Bed.Dc2, "192.0.2.1/32");
        Poll.Until(() => !Bed.Dc1.Ask("show bgp ipv4 unicast 192.0.2.1/32").Contains("10.1.0.254", StringComparison.Ordinal));
        Assert.Contains("no other site announces 192.0.2.1 (bgpd has no path of another site)", Director.Watchdog().Output, StringComparison.Ordinal);
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
    }

    [DirectorFact]
    public void A_drain_lengthens_the_path_before_it_is_withdrawn_and_the_way_back_is_the_baselines()
    {
        Director.Watchdog();
        var run = Director.Mgmt("-d", "www.example.net", "--drain", "--wait", "20s");
        Assert.Equal(0, run.Status);
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("2001:db8::1/128", null);

        Assert.Equal(0, Director.Mgmt("-a", "www.example.net").Status);
        RouterReaches("192.0.2.1/32", BgpTestBed.First);

        // what cannot be read is not gone: the limit decides
        Director.Table.Break();
        Assert.Equal(2, Director.Mgmt("-d", "192.0.2.2", "--drain", "--wait", "1s").Status);
        RouterReaches("192.0.2.2/32", null);
    }

    [DirectorFact]
    public void While_it_is_drained_the_router_sees_the_longer_path_and_the_community_of_RFC_8326()
    {
        Director.Watchdog();
        var draining = new Thread(() => Director.Mgmt("-d", "192.0.2.1", "--drain", "--wait", "30s"));
        draining.Start();
        Poll.Until(() => Bed.RouterSees("192.0.2.1/32").FirstOrDefault(path => path.AsPath == Drained)?.Communities, community => community == "graceful-shutdown");
        draining.Join();
        RouterReaches("192.0.2.1/32", null);
    }

    [DirectorFact]
    public void The_whole_director_goes_in_one_batch_and_comes_back()
    {
        Director.Watchdog();
        Director.Mgmt("-d", "--all").Failed(64, "4 of the 4 announced VIPs of this site would go: more than half needs --yes");
        Assert.Equal(0, Director.Mgmt("-d", "--all", "--yes").Status);
        foreach (var vip in (string[])["192.0.2.1/32", "192.0.2.2/32", "2001:db8::1/128", "2001:db8::2/128"])
            RouterReaches(vip, null);
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());

        Assert.Equal(0, Director.Mgmt("-a", "--all").Status);
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
        RouterReaches("2001:db8::2/128", BgpTestBed.Backup);
    }

    [DirectorFact]
    public void At_boot_a_hold_is_enforced_as_soon_as_bgpd_answers()
    {
        Director.Watchdog();
        Director.Mgmt("-d", "192.0.2.1");
        Bed.Dc1.KillBgpd();
        var boot = new Thread(() => Assert.Equal(0, Director.Watchdog("--boot").Status));
        boot.Start();
        Bed.Dc1.StartBgpd();
        boot.Join();
        Poll.Until(() => Bed.RouterSees("192.0.2.2/32", Bed.Dc1), path => path == BgpTestBed.Backup);
        RouterReaches("192.0.2.1/32", null);
    }

    private void Withdraw(BgpNode node, string prefix)
    {
        node.Configure("ipv4", $"no network {prefix}");
        Poll.Until(() => Bed.RouterSees(prefix, node) is null);
    }
}
