using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>A service of one family has no VIP of the other to go with it, and to come back with.</summary>
[Collection(nameof(CronGuest))]
public sealed class S10OneFamily(CronGuest lab)
{
    [LabFact]
    public void A_service_of_one_family_goes_and_comes_back_alone() => lab.Scenario(() =>
    {
        lab.Lvs1.Services($"--vips {Four1} --servers 11 -- --vips {Six1} --servers 12");
        lab.Lvs1.FirstRun();
        lab.ClientGets((Four1, "rs1"), (Six1, "rs2"));

        lab.Kill("", "rs2");
        lab.Lvs1.WaitForLive(0, $"TCP [{Six1}]");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows((Six1, "2*"));
        lab.ClientGets((Four1, "rs1"), (Six1, "rs3"));

        lab.Kill("", "rs1");
        lab.Lvs1.WaitForLive(0, "TCP");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));

        lab.Revive("rs1", "rs2");
        lab.Lvs1.WaitForLive(1, "TCP");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets((Four1, "rs1"), (Six1, "rs2"));
        lab.Lvs1.Logged(Lines.Watchdog, Lines.Down(Six1), Lines.Down(Four1), Lines.Up(Four1), Lines.Up(Six1));
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Six1), Lines.Deleting(Four1), Lines.Adding(Four1), Lines.Adding(Six1));
    });
}
