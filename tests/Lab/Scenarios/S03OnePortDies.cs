using static Lab.Expected;

namespace Lab.Scenarios;

[Collection(nameof(FaultsGuest))]
public sealed class S03OnePortDies(FaultsGuest lab)
{
    [LabFact]
    public void Policy_all_withdraws_once_and_does_not_flap() => lab.Scenario(() =>
    {
        Site1.Split(lab);
        Site1.LoseFirst(lab, "443");

        for (var run = 1; run <= 5; run++)
            lab.Lvs1.Watchdog(0);
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.Logged(Lines.Watchdog, Lines.Down(Four1), Lines.Down(Six1));
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Four1), Lines.Deleting(Six1));

        Site1.RegainFirst(lab);
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets(Site1.Answers);
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Four1), Lines.Deleting(Six1), Lines.Adding(Four1), Lines.Adding(Six1));
    });

    [LabFact]
    public void Policy_any_keeps_the_VIP() => lab.Scenario(() =>
    {
        lab.Lvs1.Configure(watchdog: "services: any");
        Site1.Split(lab);
        Site1.LoseFirst(lab, "443");

        for (var run = 1; run <= 2; run++)
            lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets(Site1.Answers);
        lab.Lvs1.Logged(Lines.Bgp);
        lab.Lvs1.Logged(Lines.Watchdog);
    });

    [LabFact]
    public void A_port_that_was_never_live_keeps_the_VIP_and_is_warned_of() => lab.Scenario(() =>
    {
        lab.Kill("443", "rs1", "rs2");
        lab.Lvs1.WaitForLive(0, ":443");
        lab.Lvs1.AwaitGrace();

        for (var run = 1; run <= 2; run++)
            lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp);
        lab.Lvs1.LoggedAmong(Lines.Watchdog, $"tcp/{Four1}:443 was never seen with a live real server: left out of the judgement");
    });
}
