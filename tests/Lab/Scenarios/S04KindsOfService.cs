using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>What keepalived may put into the table besides plain TCP services.</summary>
[Collection(nameof(ServicesGuest))]
public sealed class S04KindsOfService(ServicesGuest lab)
{
    /// <summary>The services that stay when 192.0.2.1 gets others than its own.</summary>
    private const string Others = "--vips 192.0.2.2,2001:db8::1,2001:db8::2";

    [LabFact]
    public void A_server_kept_with_weight_0_by_inhibit_on_failure_is_not_live() => lab.Scenario(() =>
    {
        Site1.Split(lab, "--inhibit");
        var table = lab.Lvs1.IpvsTable();
        Site1.LoseFirst(lab);
        Assert.Contains("10.1.0.11:80 Tunnel 0 ", Squeezed(lab.Lvs1.On("ipvsadm -L -n").Output), StringComparison.Ordinal);
        WithdrawnAndBack(table, (Four1, "rs3"), (Six1, "rs3"));
    });

    [LabFact]
    public void A_sorry_server_is_not_live() => lab.Scenario(() =>
    {
        lab.Lvs1.Configure(ipvs: "sorry-servers: [10.2.0.13, 2001:db8:2::13]");
        lab.Lvs1.Services($"--vips {Four1} --servers 11 --sorry 10.2.0.13 -- --vips {Six1} --servers 11 --sorry 2001:db8:2::13 "
            + $"-- --vips {Four2},{Six2} --servers 12");
        lab.Lvs1.FirstRun();
        var table = lab.Lvs1.IpvsTable();
        lab.Kill("", "rs1");
        WaitForSorry($"TCP {Four1}:80", "10.2.0.13:80");
        WaitForSorry($"TCP [{Six1}]:443", "[2001:db8:2::13]:443");
        WithdrawnAndBack(table, (Four1, "rs3"), (Six1, "rs3"));
    });

    [LabFact]
    public void A_sorry_server_of_the_other_family_is_not_live() => lab.Scenario(() =>
    {
        lab.Lvs1.Configure(ipvs: "sorry-servers: [10.2.0.13, 2001:db8:2::13]");
        lab.Lvs1.Services($"--vips {Four1} --servers 11 --sorry 2001:db8:2::13 -- --vips {Six1} --servers 11 --sorry 10.2.0.13 "
            + $"-- --vips {Four2},{Six2} --servers 12");
        lab.Lvs1.FirstRun();
        var table = lab.Lvs1.IpvsTable();
        lab.Kill("", "rs1");
        WaitForSorry($"TCP {Four1}:80", "[2001:db8:2::13]:80");
        WaitForSorry($"TCP [{Six1}]:443", "10.2.0.13:443");
        WithdrawnAndBack(table, (Four1, "rs3"), (Six1, "rs3"));
    });

    [LabFact]
    public void A_firewall_mark_counts_for_the_VIP_that_lists_it() => lab.Scenario(() =>
    {
        lab.Lvs1.Configure(vips: "vips:\n- name: web\n  prefixes: [192.0.2.1/32]\n  fwmarks: [7]");
        lab.Lvs1.Services($"{Others} -- --mark 7 --servers 11");
        lab.Lvs1.On($"lvs mark 7 {Four1} 80");
        lab.Lvs1.FirstRun();
        var table = lab.Lvs1.IpvsTable();
        lab.ClientGets((Four1, "rs1"));
        lab.Kill("", "rs1");
        lab.Lvs1.WaitForLive(0, "FWM 7");
        WithdrawnAndBack(table, (Four1, "rs3"));
    });

    [LabFact]
    public void A_UDP_service_counts() => lab.Scenario(() =>
    {
        lab.Lvs1.Services($"{Others} -- --vips {Four1} --servers 11 --protocol UDP --ports 53");
        lab.Lvs2.Services($" -- --vips {Four1} --protocol UDP --ports 53");
        lab.Lvs1.FirstRun();
        Wait.Until("UDP answers", $"{Four1} rs1", () => lab.On("client", $"ask -u {Four1}").Output.Trim());
        lab.Kill("53", "rs1");
        lab.Lvs1.WaitForLive(0, $"UDP {Four1}:53");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows((Four1, "2*"));
        Wait.Until("UDP answers", $"{Four1} rs3", () => lab.On("client", $"ask -u {Four1}").Output.Trim());

        lab.Revive("rs1");
        lab.Lvs1.WaitForLive(1, $"UDP {Four1}:53");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        Wait.Until("UDP answers", $"{Four1} rs1", () => lab.On("client", $"ask -u {Four1}").Output.Trim());
        SaidDownAndUp(Four1);
    });

    [LabFact]
    public void An_SCTP_service_counts() => lab.Scenario(() =>
    {
        // nobody here speaks SCTP: the client asks port 80, which site 1 does not serve of this VIP and site 2 does
        lab.Lvs1.Services($"{Others} -- --vips {Four1} --servers 11 --protocol SCTP --ports 99");
        lab.Lvs1.FirstRun();
        lab.ClientGets((Four1, "none"));
        lab.Lvs1.On("touch /run/misc.down");
        lab.Lvs1.WaitForLive(0, $"SCTP {Four1}:99");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows((Four1, "2*"));
        lab.ClientGets((Four1, "rs3"));
        lab.Lvs1.On("rm /run/misc.down");
        lab.Lvs1.WaitForLive(1, $"SCTP {Four1}:99");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets((Four1, "none"));
        SaidDownAndUp(Four1);
    });

    private void WithdrawnAndBack(string table, params (string Vip, string Servers)[] lost)
    {
        string[] vips = [.. lost.Select(one => one.Vip)];
        lab.Lvs1.Watchdog(0);
        lab.RouterShows([.. vips.Select(vip => (vip, "2*"))]);
        ClientGets(lost);

        lab.Revive("rs1");
        Wait.Until("the IPVS table", table, lab.Lvs1.IpvsTable);
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        ClientGets([.. vips.Select(vip => (vip, "rs1"))]);
        SaidDownAndUp(vips);
    }

    /// <summary>Of these VIPs alone: what the others are answered is not this scenario's.</summary>
    private void ClientGets((string Vip, string Servers)[] answers) => Wait.Until(
        "the client's answers", string.Join('\n', answers.Select(one => $"{one.Vip} {one.Servers}")),
        () => lab.On("client", $"ask {string.Join(' ', answers.Select(one => one.Vip))}").Output.Trim());

    private void SaidDownAndUp(params string[] vips)
    {
        lab.Lvs1.Logged(Lines.Watchdog, [.. vips.Select(Lines.Down), .. vips.Select(Lines.Up)]);
        lab.Lvs1.Logged(Lines.Bgp, [.. vips.Select(Lines.Deleting), .. vips.Select(Lines.Adding)]);
    }

    private void WaitForSorry(string service, string server) => Wait.Until($"servers of {service}", server, () =>
    {
        var (key, servers, inside) = (Squeezed(service), new List<string>(), false);
        foreach (var line in lab.Lvs1.On("ipvsadm -L -n").Lines.Select(Squeezed))
        {
            if (!line.StartsWith("->", StringComparison.Ordinal))
                inside = line.StartsWith(key + " ", StringComparison.Ordinal);
            else if (inside)
                servers.Add(line.Split(' ')[1]);
        }

        return string.Join(' ', servers);
    });

    private static string Squeezed(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
