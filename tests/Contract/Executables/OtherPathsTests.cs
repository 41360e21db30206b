using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>A prefix in bgpd's table that is not there by our statement, and a statement that does not get there.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class OtherPathsTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    [DirectorFact]
    public void A_path_learned_from_the_other_site_is_not_taken_for_ours()
    {
        Bed.Dc1.Configure("ipv4", "neighbor 10.1.0.254 allowas-in 5");
        Director.Table.Fail("192.0.2.1");
        Assert.Equal(0, Director.Watchdog().Status); // proven withdrawn, although the table has the prefix
        RouterReaches("192.0.2.1/32", null);
        Poll.Until(() => Bed.Dc1.Ask("show bgp ipv4 unicast 192.0.2.1/32").Contains("10.1.0.254", StringComparison.Ordinal));
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());

        Director.Table.Recover("192.0.2.1");
        Assert.Equal(
            ProgramRun.Done("vip_watchdog: more than 1 realservers available behind 192.0.2.1 > add route", "bgp_mgt: Adding route to 192.0.2.1/32"),
            Director.Watchdog());
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
    }

    [DirectorFact]
    public void A_prefix_that_redistribute_keeps_alive_is_no_withdrawal_and_its_source_is_named_each_run()
    {
        const string Source = "still originated by 'redistribute connected (ipv4 unicast)'\n";
        Bed.Dc1.Configure("ipv4", "redistribute connected");
        Bed.Dc1.Configure("ipv6", "redistribute connected"); // cannot be the source of an IPv4 prefix
        Director.Table.Fail("192.0.2.1");
        var run = Director.Watchdog();
        run.Failed(76, $"bgp_mgt: Failed to delete route to 192.0.2.1/32: it is {Source}");
        Assert.DoesNotContain("Deleting route", run.Output, StringComparison.Ordinal);
        RouterReaches("192.0.2.1/32", "64699"); // the statement's route-map is gone, the path is not

        Director.Between("true");
        Director.Watchdog().Failed(76, $"192.0.2.1/32 is {Source}");
        Assert.Equal(76, Director.Watchdog().Status);
        Assert.False(Director.Happened);
        Director.Mgmt("-d", "192.0.2.2").Failed(76, $"it is {Source}");
    }

    [DirectorFact]
    public void A_VIP_in_no_route_is_issued_again_once_and_told_each_run()
    {
        Bed.Dc1.Ask("configure terminal", "router bgp 64699", "bgp network import-check", "address-family ipv4 unicast", "network 192.0.2.7/32 route-map BGP1");
        Director.AddToBaseline("network 192.0.2.7/32 route-map BGP1");
        Director.Table.Add("192.0.2.7");
        var run = Director.Watchdog();
        run.Failed(76, "192.0.2.7/32", "configured but not originated (no valid path of ours: is it in the routing table?)");
        Assert.Contains("192.0.2.7/32 is configured but not originated", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Adding route", run.Output, StringComparison.Ordinal);

        Director.Between("true");
        Director.Watchdog().Failed(76, "also after its statement was issued again");
        Assert.Equal(76, Director.Watchdog().Status);
        Assert.False(Director.Happened);
        Assert.Null(Bed.RouterSees("192.0.2.7/32", Bed.Dc1));
        Assert.Equal(BgpTestBed.First, Bed.RouterSees("192.0.2.1/32", Bed.Dc1));
    }
}
