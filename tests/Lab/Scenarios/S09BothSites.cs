using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>Nobody is left to serve: both withdraw (DESIGN section 10: as long as there is no guard), and both come back.</summary>
[Collection(nameof(SitesGuest))]
public sealed class S09BothSites(SitesGuest lab)
{
    [LabFact]
    public void Both_lose_their_servers() => Both("", "none");

    [LabFact]
    public void Both_lose_one_port() => Both("443", "none");

    private void Both(string ports, string answers, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs2.FirstRun();
        lab.Kill(ports, "rs1", "rs2", "rs3");
        lab.Lvs1.WaitForLive(":443", 0);
        lab.Lvs2.WaitForLive(":443", 0);

        lab.Lvs1.Watchdog(0);
        lab.Lvs2.Watchdog(0);
        lab.RouterShows(All(""));
        lab.ClientGets(All(answers));

        lab.Revive("rs1", "rs2", "rs3");
        lab.Lvs1.WaitForLive("TCP", 2);
        lab.Lvs2.WaitForLive("TCP", 1);
        lab.Lvs1.Watchdog(0);
        lab.Lvs2.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets();
        foreach (var site in new[] { lab.Lvs1, lab.Lvs2 })
        {
            site.LoggedAmong(Lines.Watchdog, Lines.Down(Four1));
            site.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting), .. Vips.Select(Lines.Adding)]);
        }
    }, name);
}
