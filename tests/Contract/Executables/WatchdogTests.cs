using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>vip-watchdog withdraws and restores, and the router follows.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class WatchdogTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    [DirectorTheory]
    [InlineData("192.0.2.1", "192.0.2.1/32", BgpTestBed.First)]
    [InlineData("2001:db8::2", "2001:db8::2/128", BgpTestBed.Backup)]
    public void A_VIP_without_live_real_servers_leaves_the_router_and_comes_back_with_them(string vip, string prefix, string path)
    {
        Director.Table.Fail(vip);
        Assert.Equal(
            ProgramRun.Done($"vip_watchdog: 0 realservers available behind {vip} > delete route", $"bgp_mgt: Deleting route to {prefix}"),
            Director.Watchdog());
        RouterReaches(prefix, null);
        Assert.NotNull(Bed.RouterSees(prefix, Bed.Dc2));

        Director.Table.Recover(vip);
        Assert.Equal(
            ProgramRun.Done($"vip_watchdog: more than 1 realservers available behind {vip} > add route", $"bgp_mgt: Adding route to {prefix}"),
            Director.Watchdog());
        RouterReaches(prefix, path);
    }

    [DirectorFact]
    public void Where_nothing_differs_nothing_is_said_and_nothing_is_sent()
    {
        Director.Between("true");
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());
        Assert.False(Director.Happened);
    }

    [DirectorFact]
    public void A_dry_run_prints_the_exact_commands_and_the_router_sees_no_change()
    {
        Director.Table.Fail("192.0.2.1");
        Director.Between("true");
        var run = Director.Watchdog("--dry-run");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("no network 192.0.2.1/32", run.Output, StringComparison.Ordinal);
        Assert.False(Director.Happened);
        Assert.Equal(BgpTestBed.First, Bed.RouterSees("192.0.2.1/32", Bed.Dc1));
    }

    [DirectorFact]
    public void What_an_operator_adds_by_hand_to_a_dead_VIP_goes_again_and_what_he_removes_from_a_live_one_comes_back()
    {
        Director.Table.Fail("192.0.2.1");
        Director.Watchdog();
        Bed.Dc1.Configure("ipv4", "network 192.0.2.1/32 route-map BGP1", "no network 192.0.2.2/32");
        RouterReaches("192.0.2.2/32", null);

        Assert.Equal(
            ProgramRun.Done(
                "vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route",
                "vip_watchdog: more than 1 realservers available behind 192.0.2.2 > add route",
                "bgp_mgt: Deleting route to 192.0.2.1/32",
                "bgp_mgt: Adding route to 192.0.2.2/32"),
            Director.Watchdog());
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("192.0.2.2/32", BgpTestBed.Backup);
    }

    [DirectorFact]
    public void A_statement_without_a_virtual_service_is_never_touched()
    {
        Bed.Dc1.Configure("ipv4", "network 192.0.2.53/32 route-map BGP1");
        Director.AddToBaseline("network 192.0.2.53/32 route-map BGP1");
        Director.Between("true");
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());
        Assert.False(Director.Happened);
        RouterReaches("192.0.2.53/32", BgpTestBed.First);
    }
}
