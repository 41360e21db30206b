using static Lab.Expected;

namespace Lab.Scenarios;

[Collection(nameof(CronGuest))]
public sealed class S06Bgpd(CronGuest lab)
{
    private static readonly (string, string)[] FirstAtSite2 = [(Four1, "2*"), (Six1, "2*")];
    private static readonly string[] Deleting = [Lines.Deleting(Four1), Lines.Deleting(Six1)];
    private static readonly string[] Adding = [Lines.Adding(Four1), Lines.Adding(Six1)];

    [LabFact]
    public void Killed_it_is_unusable_and_after_its_restart_a_hold_is_enforced_again() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs1.Mgmt("-d one.tld --reason maintenance");
        lab.RouterShows(FirstAtSite2);

        lab.Lvs1.On("kill -9 $(cat /run/frr/bgpd.pid)");
        lab.RouterShows(All("2*"));
        lab.Lvs1.Watchdog(69);

        lab.Lvs1.On("frr start");
        lab.RouterShows();                       // bgpd has read its start-up configuration, which knows of no hold
        lab.Lvs1.Watchdog(0);
        lab.RouterShows(FirstAtSite2);
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.LoggedAmong(Lines.Watchdog, $"{Four1} is held by ", "> delete route");

        lab.Lvs1.Mgmt("-a one.tld");
        lab.RouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp, [.. Deleting, .. Deleting, .. Adding]);
    });

    [LabFact]
    public void Stopped_during_a_run_it_delays_the_change_and_no_more() => lab.Scenario(() =>
    {
        Site1.Split(lab);
        Site1.LoseFirst(lab);
        lab.Lvs1.On("sed -i 's/-timeout: .*/-timeout: 5s/' /etc/viptools/viptools.yaml");    // the lab's patience would be spent on it, again and again

        var run = lab.Lvs1.On("""
            (vip-watchdog >/run/out 2>&1; echo $? >/run/status) &
            sleep 0.4; kill -STOP $(cat /run/frr/bgpd.pid)
            wait; cat /run/status
            """, 90).Output.Trim();
        Assert.Contains(run, new[] { "0", "69", "76" });

        lab.Lvs1.Watchdog(69);                   // still stopped
        lab.Lvs1.On("kill -CONT $(cat /run/frr/bgpd.pid)");
        lab.RunUntilRouterShows(FirstAtSite2);
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        Site1.RegainFirst(lab);
        lab.RunUntilRouterShows();
        lab.ClientGets(Site1.Answers);
        lab.Lvs1.LoggedAmong(Lines.Watchdog, "nothing is changed");
        lab.Lvs1.LoggedAmong(Lines.Bgp, Lines.Adding(Four1));
    });

    [LabFact]
    public void Restarted_while_a_VIP_is_held_and_ipvsadm_is_broken_it_is_made_to_withdraw_again() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs1.Mgmt("-d one.tld");
        lab.Lvs1.On("lvs break ipvsadm 'echo nonsense; exit 2'; frr restart");
        lab.RouterShows();

        lab.Lvs1.Watchdog(69);
        lab.RouterShows(FirstAtSite2);
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.Logged(Lines.Bgp, [.. Deleting, .. Deleting]);
        lab.Lvs1.LoggedAmong(Lines.Watchdog, "ipvsadm", "holds are enforced, nothing else is changed");

        lab.Lvs1.On("lvs mend");
        lab.Lvs1.Mgmt("-a one.tld");
        lab.RouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp, [.. Deleting, .. Deleting, .. Adding]);
    });
}
