using static Lab.Expected;

namespace Lab.Scenarios;

[Collection(nameof(RestartedGuest))]
public sealed class S08Restart(RestartedGuest lab)
{
    private static readonly (string, string)[] FirstAtSite2 = [(Four1, "2*"), (Six1, "2*")];

    [LabFact]
    public void A_hold_survives_the_restart_of_the_machine() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs1.Mgmt("-d one.tld --reason 'new memory'");
        lab.RouterShows(FirstAtSite2);

        lab.PowerCycle();
        Assert.Equal("192.0.2.1_32\n2001:db8::1_128", lab.Lvs1.Holds());
        lab.RouterShows();                               // nothing of the hold is in bgpd's own configuration
        lab.Lvs1.Watchdog(0);
        lab.RouterShows(FirstAtSite2);
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Four1), Lines.Deleting(Six1));

        lab.Lvs1.AwaitGrace();
        lab.Lvs1.Mgmt("-a one.tld");
        lab.RouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Four1), Lines.Deleting(Six1), Lines.Adding(Four1), Lines.Adding(Six1));
    });
}
