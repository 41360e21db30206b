using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>vip-mgmt by name, through the real dig and knotd, and by literal; the router follows.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class MaintenanceTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    [DirectorFact]
    public void A_name_takes_both_families_out_stays_out_under_the_watchdog_and_brings_both_back()
    {
        Director.Watchdog();
        Assert.Equal(
            ProgramRun.Done("www.example.net > www-vip.example.net", "bgp_mgt: Deleting route to 192.0.2.1/32", "bgp_mgt: Deleting route to 2001:db8::1/128"),
            Director.Mgmt("-d", "www.example.net"));
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("2001:db8::1/128", null);

        Assert.Equal(ProgramRun.Done(), Director.Watchdog());
        Assert.Null(Bed.RouterSees("192.0.2.1/32", Bed.Dc1));

        Assert.Equal(
            ProgramRun.Done("www.example.net > www-vip.example.net", "bgp_mgt: Adding route to 192.0.2.1/32", "bgp_mgt: Adding route to 2001:db8::1/128"),
            Director.Mgmt("-a", "www.example.net"));
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
        RouterReaches("2001:db8::1/128", BgpTestBed.First);
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());
    }

    [DirectorTheory]
    [InlineData("192.0.2.2", "192.0.2.2/32")]
    [InlineData("192.0.2.2/32", "192.0.2.2/32")]
    [InlineData("2001:db8::2", "2001:db8::2/128")]
    public void A_literal_needs_no_DNS_and_a_second_time_is_said_and_harmless(string literal, string prefix)
    {
        Director.Watchdog();
        Assert.Equal(ProgramRun.Done($"bgp_mgt: Deleting route to {prefix}"), Director.Mgmt("-d", literal));
        RouterReaches(prefix, null);
        Assert.Equal(ProgramRun.Done($"bgp_mgt: Route {prefix} already removed"), Director.Mgmt("-d", literal));

        Assert.Equal(ProgramRun.Done($"bgp_mgt: Adding route to {prefix}"), Director.Mgmt("-a", literal));
        RouterReaches(prefix, BgpTestBed.Backup);
        Assert.Equal(ProgramRun.Done($"bgp_mgt: Route {prefix} already exists"), Director.Mgmt("-a", literal));
    }

    [DirectorTheory]
    [InlineData("strange.example.net", 75, "strange.example.net cannot be resolved")]
    [InlineData("www.broken.example", 75, "www.broken.example cannot be resolved")]
    [InlineData("absent.example.net", 68, "absent.example.net does not")]
    [InlineData("loop1.example.net", 68, "loop1.example.net cannot be resolved")]
    public void Half_an_answer_or_none_stops_all_names_before_anything_changes(string name, int status, string words)
    {
        Director.Between("true");
        Director.Mgmt("-d", "www.example.net", name).Failed(status, words);
        Assert.False(Director.Happened);
        Assert.Equal(BgpTestBed.First, Bed.RouterSees("192.0.2.1/32", Bed.Dc1));
        Assert.Equal(ProgramRun.Done(), Director.Watchdog()); // no hold was left
    }

    [DirectorFact]
    public void A_name_of_another_site_changes_nothing_and_beside_one_of_ours_it_is_skipped()
    {
        Director.Watchdog();
        Director.Mgmt("-d", "four.example.net").Failed(1, "Route 192.0.2.4/32 not of this site");

        var run = Director.Mgmt("-d", "four.example.net", "www.example.net");
        run.Failed(0, "Route 192.0.2.4/32 not of this site");
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("2001:db8::1/128", null);
    }

    [DirectorFact]
    public void Adding_a_dead_VIP_lifts_the_hold_and_leaves_it_to_the_watchdog()
    {
        Director.Watchdog();
        Director.Mgmt("-d", "192.0.2.1");
        Director.Table.Fail("192.0.2.1");
        Director.Mgmt("-a", "192.0.2.1").Failed(
            1, "Route 192.0.2.1/32 not announced: 0 realservers; hold lifted, the watchdog announces it when it is up");
        RouterReaches("192.0.2.1/32", null);

        Director.Table.Recover("192.0.2.1");
        Assert.Equal(0, Director.Watchdog().Status);
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
    }

    [DirectorFact]
    public void With_DNS_dead_the_claims_of_the_name_suffice_to_come_back()
    {
        Director.Watchdog();
        Assert.Equal(0, Director.Mgmt("-d", "www.example.net").Status);
        RouterReaches("2001:db8::1/128", null);

        Director.DnsPort = LoopbackPort.Free(); // nobody listens there
        Director.Mgmt("-a", "www.example.net").Failed(0, "only the VIPs that www.example.net holds are added");
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
        RouterReaches("2001:db8::1/128", BgpTestBed.First);
    }
}
