using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>User viptools with the groups frrvty and frr and CAP_NET_ADMIN, as the hardened systemd unit starts it.</summary>
[Collection(nameof(FaultsGuest))]
public sealed class S12Unprivileged(FaultsGuest lab)
{
    private const string Watchdog = "setpriv --reuid viptools --regid viptools --init-groups --inh-caps +net_admin --ambient-caps +net_admin "
        + "--bounding-set -all,+net_admin --no-new-privs vip-watchdog";

    [LabFact]
    public void It_withdraws_restores_and_enforces_a_hold_that_root_made() => lab.Scenario(() =>
    {
        lab.Lvs1.Services("--vips 192.0.2.1,2001:db8::1 --servers 11 -- --vips 192.0.2.2,2001:db8::2 --servers 12");
        lab.Lvs1.AwaitGrace();
        Assert.Equal("", Run());

        Site1.LoseFirst(lab);
        Run();
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        Site1.RegainFirst(lab);
        Run();
        lab.RouterShows();
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Four1), Lines.Deleting(Six1), Lines.Adding(Four1), Lines.Adding(Six1));

        lab.Lvs1.Mgmt("-d two.tld");
        lab.Lvs1.On("frr restart");
        lab.RouterShows();
        Run();
        lab.RouterShows((Four2, "2*"), (Six2, "2*"));
        lab.ClientGets((Four1, "rs1"), (Six1, "rs1"), (Four2, "rs3"), (Six2, "rs3"));
        lab.Lvs1.LoggedAmong(Lines.Watchdog, Lines.Down(Four1));
        lab.Lvs1.LoggedAmong(Lines.Watchdog, $"{Four2} is held by ", "> delete route");
    });

    private string Run()
    {
        var run = lab.Lvs1.On(Watchdog, 60);
        return run.Output + run.Error;
    }
}
