using static Lab.Expected;

namespace Lab.Scenarios;

[Collection(nameof(ServicesGuest))]
public sealed class S02RealServersDie(ServicesGuest lab)
{
    [LabFact]
    public void A_VIP_without_real_servers_is_withdrawn_and_restored_when_they_return() => lab.Scenario(() =>
    {
        Site1.Split(lab);
        lab.ClientGets(Site1.Answers);

        Site1.LoseFirst(lab);
        lab.Lvs1.Watchdog(0);
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.Logged(Lines.Watchdog, Lines.Down(Four1), Lines.Down(Six1));
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Four1), Lines.Deleting(Six1));

        Site1.RegainFirst(lab);
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets(Site1.Answers);
        lab.Lvs1.Logged(Lines.Watchdog, Lines.Down(Four1), Lines.Down(Six1), Lines.Up(Four1), Lines.Up(Six1));
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Four1), Lines.Deleting(Six1), Lines.Adding(Four1), Lines.Adding(Six1));
    });

    [LabFact]
    public void A_whole_site_that_dies_is_looked_at_twice_and_then_withdrawn() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Kill("", "rs1", "rs2");
        lab.Lvs1.WaitForLive(0, "TCP");

        lab.Lvs1.Watchdog(0);
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting)]);
        lab.Lvs1.LoggedAmong(Lines.Watchdog, "4 of 4 announced VIPs would be withdrawn at once", "what two readings agree on goes");

        lab.Revive("rs1", "rs2");
        lab.Lvs1.WaitForLive(2, "TCP");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting), .. Vips.Select(Lines.Adding)]);
        Assert.Equal(Vips.Select(Lines.Up), lab.Lvs1.Log(Lines.Watchdog).Where(line => line.EndsWith("> add route", StringComparison.Ordinal)));
    });
}
