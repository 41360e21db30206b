using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>A route-map that is another than the baseline's, or is not defined.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class RouteMapTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    [DirectorFact]
    public void Another_route_map_than_the_baselines_is_an_operators_choice_and_left_alone()
    {
        Bed.Dc1.Configure("ipv4", "network 192.0.2.1/32 route-map BGP2");
        RouterReaches("192.0.2.1/32", BgpTestBed.Backup);
        Director.Between("true");
        Director.Watchdog().Failed(0, "192.0.2.1/32 is announced with route-map BGP2, the baseline says BGP1; left alone");
        Assert.Equal(ProgramRun.Done(), Director.Watchdog()); // warned of once
        Assert.False(Director.Happened);
        Assert.Equal(BgpTestBed.Backup, Bed.RouterSees("192.0.2.1/32", Bed.Dc1));
    }

    [DirectorFact]
    public void After_a_failure_the_VIP_returns_with_the_baselines_route_map()
    {
        Bed.Dc1.Configure("ipv4", "network 192.0.2.1/32 route-map BGP2");
        Director.Table.Fail("192.0.2.1");
        Assert.Equal(0, Director.Watchdog().Status);
        RouterReaches("192.0.2.1/32", null);
        Director.Table.Recover("192.0.2.1");
        Assert.Equal(0, Director.Watchdog().Status);
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
    }

    [DirectorFact]
    public void A_VIP_whose_route_map_is_not_defined_is_not_announced_by_either_program()
    {
        Director.AddToBaseline("network 192.0.2.7/32 route-map NOSUCH");
        Director.Table.Add("192.0.2.7");
        Director.Table.Fail("192.0.2.7");
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());
        Director.Table.Recover("192.0.2.7");
        Director.Between("true");
        Director.Watchdog().Failed(1, "192.0.2.7 cannot be announced: route-map NOSUCH is not defined");
        Director.Mgmt("-a", "192.0.2.7").Failed(1, "Failed to add route to 192.0.2.7/32: route-map NOSUCH is not defined");
        Assert.False(Director.Happened);
        Assert.DoesNotContain("192.0.2.7", Bed.Dc1.RunningConfiguration(), StringComparison.Ordinal);
    }

    [DirectorFact]
    public void A_configured_statement_whose_route_map_is_not_defined_is_named_and_not_issued_again()
    {
        Bed.Dc1.Configure("ipv4", "network 192.0.2.1/32 route-map NOSUCH");
        RouterReaches("192.0.2.1/32", null);
        Director.Between("true");
        Director.Watchdog().Failed(76, "192.0.2.1 cannot be announced: route-map NOSUCH is not defined");
        Assert.False(Director.Happened);
    }

    [DirectorFact]
    public void A_route_map_that_vanishes_between_reading_and_applying_is_found_by_the_read_back()
    {
        Bed.Dc1.Ask("configure terminal", "route-map BGP3 permit 10", "set as-path prepend 64699");
        Director.AddToBaseline("network 192.0.2.7/32 route-map BGP3");
        Director.Table.Add("192.0.2.7");
        Director.Table.Fail("192.0.2.7");
        Director.Watchdog();
        Director.Table.Recover("192.0.2.7");
        Director.Between(AtAnotherTerminal("exit", "no route-map BGP3"));
        var run = Director.Watchdog();
        Assert.True(Director.Happened);
        run.Failed(76, "Failed to add route to 192.0.2.7/32: it is configured but not originated");
        Assert.DoesNotContain("Adding route", run.Output, StringComparison.Ordinal);
        RouterReaches("192.0.2.7/32", null);
    }
}
