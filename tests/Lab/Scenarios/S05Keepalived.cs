using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>keepalived stops, dies, reloads and starts: the table does not always tell what it seems to.</summary>
[Collection(nameof(WindowsGuest))]
public sealed class S05Keepalived(WindowsGuest lab)
{
    [LabFact]
    public void Stopped_with_SIGTERM_its_VIPs_are_missing_and_withdrawn_at_the_second_look() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs1.On("lvs keepalived stop");

        lab.Lvs1.Watchdog(69);
        Assert.Equal(Table([]), lab.RouterTable());
        lab.Lvs1.AwaitNextObservation();
        lab.Lvs1.Watchdog(69);
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting)]);
        Assert.Equal(Vips.Select(Lines.Missing), lab.Lvs1.Log(Lines.Watchdog).Where(IsAboutMissing));

        lab.Lvs1.On("lvs keepalived start && lvs settle");
        lab.RunUntilRouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting), .. Vips.Select(Lines.Adding)]);
    });

    [LabFact]
    public void Killed_it_leaves_a_table_that_is_not_believed() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        var table = lab.Lvs1.Live();
        lab.Lvs1.On("lvs keepalived kill");
        lab.Kill("", "rs1", "rs2");
        Assert.Equal(table, lab.Lvs1.Live());        // stale, and healthy to look at

        lab.Lvs1.Watchdog(69);
        lab.Lvs1.Watchdog(69);
        Assert.Equal(Table([]), lab.RouterTable());
        lab.ClientGets((Four1, "none"), (Six1, "none"));  // what is not known is not withdrawn, whatever it costs
        lab.Lvs1.Logged(Lines.Bgp);
        lab.Lvs1.LoggedAmong(Lines.Watchdog, "keepalived is not running", "only holds are enforced");

        lab.Lvs1.Mgmt("-d one.tld");
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));
        lab.Lvs1.Watchdog(69);
        Assert.Equal(Table([(Four1, "2*"), (Six1, "2*")]), lab.RouterTable());
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Four1), Lines.Deleting(Six1));
    });

    [LabFact]
    public void Reloaded_good_or_broken_it_changes_nothing() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        foreach (var edit in new[] { ":", "echo 'virtual_server 192.0.2.9 80 { nonsense' >>/etc/keepalived/keepalived.conf" })
        {
            lab.Lvs1.On($"{edit}; lvs keepalived reload; for i in 1 2 3; do vip-watchdog || exit; done", 60);
            lab.RouterShows();
            lab.ClientGets();
            lab.Lvs1.Logged(Lines.Bgp);
            lab.Lvs1.Logged(Lines.Watchdog);
        }
    });

    [LabFact]
    public void Started_while_every_server_is_dead_it_announces_nothing_dead() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Kill("", "rs1", "rs2");
        lab.Lvs1.WaitForLive(0, "TCP");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows(All("2*"));

        // for a moment the table lists every server as live, and a watchdog that runs now must not believe it
        lab.Lvs1.Grace("10m");
        StopWhileTheTableLies();
        Assert.Contains(" is not announced before keepalived is 600 s old", lab.Lvs1.Watchdog(1).Error, StringComparison.Ordinal);
        lab.Lvs1.On("kill -CONT $(pgrep -x keepalived)");
        lab.Lvs1.WaitForLive(0, "TCP");
        for (var run = 1; run <= 3; run++)
            lab.Lvs1.Watchdog(0);
        Assert.Equal(Table(All("2*")), lab.RouterTable());
        lab.ClientGets(All("rs3"));
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting)]);

        lab.Lvs1.Grace("5s");
        lab.Revive("rs1", "rs2");
        lab.Lvs1.WaitForLive(2, "TCP");
        lab.RunUntilRouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting), .. Vips.Select(Lines.Adding)]);
    });

    /// <summary>Starts keepalived and stops it with SIGSTOP before its first checks; where they were sooner, once more.</summary>
    private void StopWhileTheTableLies() => Wait.Until("services that are listed as live", "all of a VIP", () =>
    {
        lab.Lvs1.On("kill -CONT $(pgrep -x keepalived); lvs keepalived restart && lvs settle && kill -STOP $(pgrep -x keepalived)");
        var live = lab.Lvs1.Live();
        return Vips.Any(vip => live.Split('\n').Where(line => line.Contains(vip, StringComparison.Ordinal))
            .All(line => !line.EndsWith(" 0", StringComparison.Ordinal))) ? "all of a VIP" : live;
    });

    private static bool IsAboutMissing(string message) => message.StartsWith("no virtual service", StringComparison.Ordinal);
}
