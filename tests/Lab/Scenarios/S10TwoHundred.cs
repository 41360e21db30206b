namespace Lab.Scenarios;

/// <summary>200 VIPs with three real servers each, one of them at the other site.</summary>
[Collection(nameof(SitesGuest))]
[Trait("Length", "long")] // ./test long: its checks and forks take three minutes of a guest; a thousand VIPs on a real bgpd are in the contract tests
public sealed class S10TwoHundred(SitesGuest lab)
{
    [LabFact]
    public void Two_hundred_VIPs_are_withdrawn_in_one_run_and_restored_in_one() => lab.Scenario(() =>
    {
        lab.Lvs1.On("""
            seq -f 'addr add 198.51.100.%g/32 dev lo' 200 | ip -force -batch - 2>/dev/null
            sed -i "/network 192.0.2.1/r /dev/stdin" /etc/frr/frr.conf <<X
            $(seq -f '  network 198.51.100.%g/32 route-map BGP1' 200)
            X
            frr restart
            """, 60);
        lab.Lvs1.Services("-- --many 200 --servers 11,12,13 --ports 80 --check dns --every 10");
        WaitForRoutes(200);
        lab.Lvs1.FirstRun();
        ClientGets("rs1 rs2 rs3");

        lab.Kill("", "rs1", "rs2", "rs3");
        lab.Lvs1.On("until [ $(ipvsadm -L -n | grep -c -- '->.*:80 ') = 0 ]; do sleep 0.5; done", 120);
        var run = lab.Lvs1.Watchdog(0);
        WaitForRoutes(0);
        ClientGets("none");
        // a slow syslog daemon gets 200 ms, the rest is said on stderr: each change once, in one of the two
        var said = run.Error.Split('\n').Where(line => line.StartsWith("bgp_mgt: Deleting", StringComparison.Ordinal));
        var logged = lab.Lvs1.Log(Lines.Bgp).Where(line => line.StartsWith("Deleting", StringComparison.Ordinal));
        Assert.Equal(204, said.Select(line => line["bgp_mgt: ".Length..]).Concat(logged).Distinct().Count());

        lab.Revive("rs1", "rs2", "rs3");
        lab.Lvs1.On("until [ $(ipvsadm -L -n | grep -c -- '->.*:80 ') = 608 ]; do sleep 0.5; done", 180);
        lab.Lvs1.Watchdog(0);
        WaitForRoutes(200);
        ClientGets("rs1 rs2 rs3");
        var others = lab.On("router", "paths").Lines.Where(line => !line.StartsWith("198.51.100.", StringComparison.Ordinal));
        Assert.Equal(Expected.Table([]), Expected.Sorted(others));
    });

    private void ClientGets(string servers) => Wait.Until(
        "the client's answers", $"198.51.100.77 {servers}", () => lab.On("client", "ask -n 9 198.51.100.77").Output.Trim());

    private void WaitForRoutes(int count) => Wait.Until(
        "routes to 198.51.100.0/24", $"{count}", () => lab.On("router", "paths | grep -c '^198.51.100'; :").Output.Trim());
}
