using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>bgpd hangs, dies and starts anew, before and during a run.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class BgpdLifeTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    [DirectorFact]
    public void With_bgpd_stopped_a_run_ends_all_the_same_and_the_next_one_after_it_goes_on_does_the_work()
    {
        Director.VtyshTimeout = "3s";
        Director.Table.Fail("192.0.2.1");
        Bed.Dc1.StopBgpd();
        Director.Watchdog().Failed(69, "nothing is changed");

        Bed.Dc1.ContinueBgpd();
        Assert.Equal(BgpTestBed.First, Bed.RouterSees("192.0.2.1/32", Bed.Dc1));
        Director.VtyshTimeout = "5s";
        Assert.Equal(0, Director.Watchdog().Status);
        RouterReaches("192.0.2.1/32", null);
    }

    [DirectorTheory]
    [InlineData("STOP")]
    [InlineData("KILL")]
    public void A_bgpd_that_hangs_or_dies_between_reading_and_applying_is_told_and_the_next_run_heals(string signal)
    {
        Director.VtyshTimeout = "3s";
        Director.Table.Fail("192.0.2.1");
        Director.Between($"kill -{signal} $(cat {Bed.Dc1.Folder}/bgpd.pid)");
        var run = Director.Watchdog();
        Assert.True(Director.Happened);
        run.Failed(76, "bgp_mgt: Failed to delete route to 192.0.2.1/32", "the read-back failed");
        Assert.DoesNotContain("Deleting route", run.Output, StringComparison.Ordinal);

        Director.VtyshTimeout = "5s";
        if (signal == "STOP")
            Bed.Dc1.ContinueBgpd();
        else
            Bed.Dc1.StartBgpd();
        Assert.Equal(0, Director.Watchdog().Status);
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("192.0.2.2/32", BgpTestBed.Backup);
    }

    [DirectorFact]
    public void With_bgpd_dead_nothing_is_done_but_a_hold_is_taken_and_enforced_when_it_lives()
    {
        Director.Watchdog();
        Bed.Dc1.KillBgpd();
        Director.Watchdog().Failed(69, "nothing is changed");
        Director.Mgmt("-d", "192.0.2.1").Failed(69, "hold in force; not withdrawn");

        Bed.Dc1.StartBgpd();
        var run = Director.Watchdog();
        Assert.Equal(0, run.Status);
        Assert.Contains("bgp_mgt: Deleting route to 192.0.2.1/32\n", run.Output, StringComparison.Ordinal);
        RouterReaches("192.0.2.2/32", BgpTestBed.Backup);
        RouterReaches("192.0.2.1/32", null);
    }

    [DirectorFact]
    public void A_restart_brings_withdrawn_VIPs_back_and_the_next_run_withdraws_them_again()
    {
        Director.Table.Fail("192.0.2.1");
        Director.Watchdog();
        RouterReaches("192.0.2.1/32", null);
        Bed.Dc1.RestartBgpd();
        RouterReaches("192.0.2.1/32", BgpTestBed.First);

        Assert.Equal(
            ProgramRun.Done("vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route", "bgp_mgt: Deleting route to 192.0.2.1/32"),
            Director.Watchdog());
        RouterReaches("192.0.2.1/32", null);
    }

    [DirectorFact]
    public void A_held_VIP_that_a_restart_brings_back_is_withdrawn_again_also_with_ipvsadm_broken()
    {
        Director.Watchdog();
        Director.Mgmt("-d", "192.0.2.1", "2001:db8::1", "--reason", "new kernel");
        Bed.Dc1.RestartBgpd();
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
        RouterReaches("2001:db8::1/128", BgpTestBed.First);

        Director.Table.Break();
        var run = Director.Watchdog();
        run.Failed(69, "holds are enforced, nothing else is changed");
        Assert.Contains("bgp_mgt: Deleting route to 192.0.2.1/32\nbgp_mgt: Deleting route to 2001:db8::1/128\n", run.Output, StringComparison.Ordinal);
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("2001:db8::1/128", null);
        Assert.Equal(BgpTestBed.Backup, Bed.RouterSees("192.0.2.2/32", Bed.Dc1));
    }

    [DirectorTheory]
    [InlineData("")]
    [InlineData("router bgp 64698\n")]
    public void A_bgpd_without_the_instance_of_the_baseline_gets_none_from_us(string configuration)
    {
        // Debian starts bgpd empty and loads frr.conf through vtysh later; `router bgp` would make an instance meanwhile.
        Director.AddToBaseline();
        Director.Watchdog();
        Director.Mgmt("-d", "192.0.2.1");
        File.WriteAllText(Bed.Dc1.ConfigurationFile, configuration);
        Bed.Dc1.RestartBgpd();
        var before = Bed.Dc1.RunningConfiguration();

        Director.Between("true");
        Director.Watchdog().Failed(69, "nothing is changed");
        Director.Mgmt("-a", "192.0.2.1").Failed(69, "192.0.2.1/32 not announced");
        Assert.False(Director.Happened);
        Assert.Equal(before, Bed.Dc1.RunningConfiguration());
    }

    [DirectorFact]
    public void Right_after_a_start_that_originates_nothing_yet_all_ends_well()
    {
        // With the route-maps behind the statements FRR 8.4.4 waits 5 s before it originates (its route-map delay timer).
        var text = Bed.Dc1.StartConfiguration;
        var (maps, router) = (text.IndexOf("route-map BGP1 permit", StringComparison.Ordinal), text.IndexOf("router bgp", StringComparison.Ordinal));
        File.WriteAllText(Bed.Dc1.ConfigurationFile, text[..maps] + text[router..] + text[maps..router]);
        Bed.Dc1.RestartBgpd();
        Assert.DoesNotContain("valid, sourced, local", Bed.Dc1.Ask("show bgp ipv4 unicast 192.0.2.1/32"), StringComparison.Ordinal);

        var run = Director.Watchdog();
        Assert.Equal((0, ""), (run.Status, run.Error)); // the statements were issued again, which cures it at once
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
        RouterReaches("2001:db8::2/128", BgpTestBed.Backup);
        Director.Between("true");
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());
        Assert.False(Director.Happened);
    }
}
