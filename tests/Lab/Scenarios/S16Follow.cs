using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>vip-watchdog stays, without root as packaging/follow has it, and hears of dead servers from the real keepalived.</summary>
[Collection(nameof(SitesGuest))]
public sealed class S16Follow(SitesGuest lab)
{
    /// <summary>Two minutes of cron and more: a run of the one that finds the lock taken by the other leaves its work to the next.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [LabFact]
    public void At_keepalived_s_word_and_beside_cron_each_change_is_made_once_and_a_restart_of_keepalived_costs_nothing() => lab.Scenario(() =>
    {
        // observations lie 1 s apart here in place of 30, and a restart of keepalived empties the table for a moment
        lab.Lvs1.Configure(watchdog: "missing-fall: 9");
        lab.Lvs1.Services("--vips 192.0.2.1 --servers 11 -- --vips 192.0.2.2,2001:db8::1,2001:db8::2 --servers 12");
        lab.Lvs1.FirstRun();
        lab.Lvs1.On("lvs cron on && lvs follow on --every 1h && lvs settle 60", 120);   // 1h: what it does, it does because it was told
        var follower = Follower();

        lab.Kill("", "rs1");
        RouterComesTo((Four1, "2*"));
        lab.ClientGets((Four1, "rs3"), (Six1, "rs2"));
        LoggedSoFar(Lines.Deleting(Four1));

        // for a moment the table lists the dead server as live
        lab.Lvs1.Grace("10m");
        lab.Lvs1.On("lvs keepalived restart && lvs settle");
        lab.Lvs1.WaitForLive(0, $"TCP {Four1}:");
        lab.Lvs1.Grace("5s");
        lab.Lvs1.AwaitGrace();
        Wait.Until("a run after the grace", "whole", () => lab.Lvs1.Watchdog().Status == 0 ? "whole" : "none", Patience);
        Assert.Equal(Table([(Four1, "2*")]), lab.RouterTable());
        LoggedSoFar(Lines.Deleting(Four1));

        lab.Revive("rs1");
        RouterComesTo();
        lab.ClientGets((Four1, "rs1"), (Six1, "rs2"));
        LoggedSoFar(Lines.Deleting(Four1), Lines.Adding(Four1));

        // from here on nobody but the follower can have heard
        lab.Lvs1.On("until grep -q 'CRON.*session closed' /var/log/syslog; do sleep 1; done", 180);
        lab.Lvs1.On("lvs cron off; until [ \"$(pgrep -c -x vip-watchdog)\" = 1 ]; do sleep 0.3; done", 120);
        lab.Kill("", "rs1");
        RouterComesTo((Four1, "2*"));
        lab.ClientGets((Four1, "rs3"), (Six1, "rs2"));
        LoggedSoFar(Lines.Deleting(Four1), Lines.Adding(Four1), Lines.Deleting(Four1));

        Assert.Equal(follower, Follower());
        Assert.Equal("0", lab.Lvs1.On("lvs follow off", 120).Output.Trim());
        var said = lab.Lvs1.On("cat /run/follow.out").Lines;
        Assert.Contains($"{Lines.Bgp}: {Lines.Deleting(Four1)}", said);
        Assert.Equal($"{Lines.Watchdog}: told to end: /run/viptools/keepalived.fifo is followed no more", said[^1]);
    });

    private string Follower() => lab.Lvs1.On("kill -0 $(cat /run/follow.pid) && cat /run/follow.pid").Output.Trim();

    private void RouterComesTo(params (string Prefix, string Sites)[] but) =>
        Wait.Until("the router's table", Table(but), lab.RouterTable, Patience);

    private void LoggedSoFar(params string[] messages) => Wait.Until(
        "syslog lines of bgp_mgt", string.Join('\n', messages), () => string.Join('\n', lab.Lvs1.Log(Lines.Bgp)), Patience);
}
