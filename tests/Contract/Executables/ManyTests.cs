using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>Many VIPs in one run, and one among them that bgpd refuses.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class ManyTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    [DirectorFact]
    public void A_thousand_VIPs_go_and_come_back_in_one_run_each()
    {
        var vips = Serve(1000);
        Poll.Until(RouterCount, count => count == 1000 + ByTheTestBed);

        // the header, and a line for each of these, the test bed's two of each family, and what is in trouble first
        Director.Table.Fail(vips[7]);
        Assert.Equal(1 + 1000 + 4, Lines(Director.MgmtWhole("status")).Length);
        Assert.StartsWith($"{vips[7]}/32 ", Lines(Director.MgmtWhole("status"))[1], StringComparison.Ordinal);
        Assert.Equal(2, Lines(Director.MgmtWhole("status", "--problems")).Length);

        Director.Table.Fail(vips);
        var run = Director.Watchdog();
        run.Failed(0, "1000 of 1004 announced VIPs would be withdrawn at once (max-withdraw 50 %): what two readings agree on goes");
        Assert.Equal(ProgramRun.Text([
            .. vips.Select(vip => $"vip_watchdog: 0 realservers available behind {vip} > delete route"),
            .. vips.Select(vip => $"bgp_mgt: Deleting route to {vip}/32")]), run.Output);
        Poll.Until(RouterCount, count => count == ByTheTestBed);

        Director.Table.Recover(vips);
        Assert.Equal(0, Director.Watchdog().Status);
        Poll.Until(RouterCount, count => count == 1000 + ByTheTestBed);
        RouterReaches($"{vips[999]}/32", BgpTestBed.First);
    }

    [DirectorFact]
    public void A_statement_that_is_gone_when_it_shall_go_does_not_keep_the_others()
    {
        var vips = Serve(20);
        Director.Table.Fail(vips);
        Director.Between(AtAnotherTerminal("address-family ipv4 unicast", $"no network {vips[9]}/32")); // ours: % Can't find static route specified
        var run = Director.Watchdog();
        Assert.True(Director.Happened);
        Assert.Equal(0, run.Status);
        Poll.Until(RouterCount, count => count == ByTheTestBed);
    }

    [DirectorFact]
    public void A_statement_that_gets_another_route_map_before_it_goes_goes_all_the_same()
    {
        Director.Table.Fail("192.0.2.1", "2001:db8::1");
        Director.Between(AtAnotherTerminal("address-family ipv4 unicast", "network 192.0.2.1/32 route-map BGP2"));
        var run = Director.Watchdog();
        Assert.True(Director.Happened);
        Assert.Equal((0, ""), (run.Status, run.Error));
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("2001:db8::1/128", null);
    }

    [DirectorFact]
    public void A_statement_that_bgpd_refuses_does_not_keep_the_others_and_has_its_own_line()
    {
        var vips = Serve(20);
        Director.Table.Fail(vips);
        Director.Watchdog();
        Poll.Until(RouterCount, count => count == ByTheTestBed);

        // FRR refuses to take a label-index off, and so stops at our statement.
        Director.Table.Recover(vips);
        Director.Between(AtAnotherTerminal("address-family ipv4 unicast", $"network {vips[9]}/32 label-index 7"));
        var run = Director.Watchdog();
        Assert.True(Director.Happened);
        run.Failed(76, $"bgp_mgt: Failed to add route to {vips[9]}/32", "% cannot change label-index");
        Assert.Equal(
            [.. vips.Where(vip => vip != vips[9]).Select(vip => $"bgp_mgt: Adding route to {vip}/32")],
            run.Output.Split('\n').Where(line => line.StartsWith("bgp_mgt", StringComparison.Ordinal)));
        foreach (var vip in (string[])[vips[0], vips[8], vips[10], vips[19]])
        {
            RouterReaches($"{vip}/32", BgpTestBed.First);
        }
    }

    private static string[] Lines(ProgramRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
