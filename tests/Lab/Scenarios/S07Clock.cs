using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>The last of its guest: a reset does not set the clock right, and what came after it would begin with a boot (<see cref="LabGuest.StepClock"/>).</summary>
[Collection(nameof(RestartedGuest))]
public sealed class S07Clock(RestartedGuest lab)
{
    private static readonly (string, string)[] FirstAtSite2 = [(Four1, "2*"), (Six1, "2*")];

    [LabFact]
    public void A_clock_stepped_back_and_forward_moves_only_the_end_of_a_hold() => lab.Scenario(() =>
    {
        Site1.Split(lab);
        lab.StepClock("-3 hours");
        Site1.LoseFirst(lab);
        lab.Lvs1.Watchdog(0);
        lab.RouterShows(FirstAtSite2);
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));

        lab.StepClock("+6 hours");
        Site1.RegainFirst(lab);
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets(Site1.Answers);

        lab.Lvs1.Mgmt("-d one.tld --for 30m");
        lab.StepClock("-1 day");
        lab.Lvs1.Watchdog(0);
        lab.StepClock("+1 day");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows(FirstAtSite2);
        lab.StepClock("+31 minutes");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows();
        lab.ClientGets(Site1.Answers);
        string[] outAndBack = [Lines.Deleting(Four1), Lines.Deleting(Six1), Lines.Adding(Four1), Lines.Adding(Six1)];
        lab.Lvs1.Logged(Lines.Bgp, [.. outAndBack, .. outAndBack]);
    });
}
