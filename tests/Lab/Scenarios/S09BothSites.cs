using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>Nobody is left to serve: both withdraw, and both come back. Who still serves in part is not let go for long.</summary>
[Collection(nameof(SitesGuest))]
public sealed class S09BothSites(SitesGuest lab)
{
    /// <summary>With time for four questions on one slow processor that six guests share: an answer that is late is unknown, and nobody comes back.</summary>
    private const string Witness = "witness: [/usr/local/bin/other-site, \"{prefix}\"]\n  witness-timeout: 20s";

    [LabFact]
    public void Both_lose_their_servers() => lab.Scenario(() =>
    {
        FirstRuns();
        Lose("");

        lab.Lvs1.Watchdog(0);
        lab.Lvs2.Watchdog(0);
        lab.RouterShows(All(""));
        lab.ClientGets(All("none"));
        foreach (var director in (Director[])[lab.Lvs1, lab.Lvs2])
        {
            director.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting)]);
            Assert.Equal(Vips.Select(Lines.Down), director.Log(Lines.Watchdog).Where(line => line.EndsWith("> delete route", StringComparison.Ordinal)));
        }

        Return();
        foreach (var director in (Director[])[lab.Lvs1, lab.Lvs2])
        {
            director.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting), .. Vips.Select(Lines.Adding)]);
            Assert.Equal(Vips.Select(Lines.Up), director.Log(Lines.Watchdog).Where(line => line.EndsWith("> add route", StringComparison.Ordinal)));
        }
    });

    /// <summary>Both in the same second, with a witness: after two runs each VIP is announced again, and stays so.</summary>
    [LabFact]
    public void Both_lose_one_port_in_the_same_second_and_a_witness_is_asked() => lab.Scenario(() =>
    {
        lab.Lvs1.Configure(bgp: Witness);
        lab.Lvs2.Configure(bgp: Witness);
        FirstRuns();
        Lose("443");

        AtOnce();
        AtOnce();
        EachIsAnsweredByWhoAnnouncesIt();
        AtOnce();
        EachIsAnsweredByWhoAnnouncesIt();
        Wait.Until("what syslog tells of the announcements", lab.RouterTable().Replace("*", "", StringComparison.Ordinal), ToldBySyslog);
        Assert.Contains(Lines.Deleting(Four1), lab.Lvs1.Log(Lines.Bgp).Concat(lab.Lvs2.Log(Lines.Bgp)));
        SaidWhy(lab.Lvs1);
        SaidWhy(lab.Lvs2);

        Return();
    });

    [LabFact]
    public void Under_refuse_the_last_exit_is_kept_and_the_first_lets_go() => lab.Scenario(() =>
    {
        lab.Lvs1.Configure(bgp: Witness, top: "last-exit: refuse");
        lab.Lvs2.Configure(bgp: Witness, top: "last-exit: refuse");
        FirstRuns();
        Lose("443");

        lab.Lvs1.Watchdog(0);
        lab.RouterShows(All("2*"));
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting)]);
        lab.Lvs2.Watchdog(1);
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));
        lab.Lvs2.LoggedAmong(Lines.Watchdog, "it stays announced: it serves in part, and no other site announces it (witness: none)");

        // and no command of a person takes it away unseen
        Assert.Contains("--force deletes it all the same", lab.Lvs2.Mgmt("-d one.tld", 1).Error, StringComparison.Ordinal);
        lab.RouterShows(All("2*"));
    });

    /// <summary>The router's table as one who only reads syslog knows it: both sites announced all, and then each line.</summary>
    private string ToldBySyslog()
    {
        var (one, two) = (lab.Lvs1.Log(Lines.Bgp), lab.Lvs2.Log(Lines.Bgp));
        return Sorted(Vips.Select(vip => string.Join(' ', (string[])[Prefix(vip), .. Announced(one, vip, "1"), .. Announced(two, vip, "2")])));
    }

    private static string[] Announced(string[] log, string vip, string site) =>
        log.LastOrDefault(line => line == Lines.Deleting(vip) || line == Lines.Adding(vip)) == Lines.Deleting(vip) ? [] : [site];

    /// <summary>For each withdrawal and each return of a VIP the watchdog's own line, as often.</summary>
    private static void SaidWhy(Director director)
    {
        var (done, why) = (director.Log(Lines.Bgp), director.Log(Lines.Watchdog));
        foreach (var vip in Vips)
        {
            Assert.Equal(done.Count(line => line == Lines.Deleting(vip)), why.Count(line => line == Lines.Down(vip)));
            Assert.Equal(done.Count(line => line == Lines.Adding(vip)), why.Count(line => line == Lines.Returned(vip)));
        }
    }

    private void FirstRuns()
    {
        lab.Lvs1.FirstRun();
        lab.Lvs2.FirstRun();
    }

    private void Lose(string ports)
    {
        lab.Kill(ports, "rs1", "rs2", "rs3");
        lab.Lvs1.WaitForLive(0, ":443");
        lab.Lvs2.WaitForLive(0, ":443");
    }

    private void Return()
    {
        lab.Revive("rs1", "rs2", "rs3");
        lab.Lvs1.WaitForLive(2, "TCP");
        lab.Lvs2.WaitForLive(1, "TCP");
        lab.Lvs1.Watchdog(0);
        lab.Lvs2.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets();
    }

    /// <summary>As cron does it: the same second at both sites.</summary>
    private void AtOnce() => lab.On("guest", "for n in lvs1 lvs2; do nsenter -t $(cat /run/node/$n) -n -m -u -p -i -- vip-watchdog >/dev/null 2>&1 & done; wait", 180);

    /// <summary>Which site that is, is left open: it depends on whose second look came first. Port 80 is served at both.</summary>
    private void EachIsAnsweredByWhoAnnouncesIt()
    {
        Wait.Until("VIPs that somebody announces", "4", () => $"{lab.RouterTable().Split('\n').Count(line => line.Contains('*', StringComparison.Ordinal))}");
        var table = lab.RouterTable().Split('\n');
        lab.ClientGets([.. Vips.Select(vip => (vip, table.Any(line => line.StartsWith($"{Prefix(vip)} ", StringComparison.Ordinal)
            && line.Contains("1*", StringComparison.Ordinal)) ? "rs1 rs2" : "rs3"))]);
    }
}
