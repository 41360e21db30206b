using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>The director itself is in trouble: the change is made all the same, and said where it can be said.</summary>
[Collection(nameof(FaultsGuest))]
public sealed class S07BrokenMachine(FaultsGuest lab)
{
    private static readonly (string, string)[] FirstAtSite2 = [(Four1, "2*"), (Six1, "2*")];

    [LabFact]
    public void Without_dev_log_the_lines_go_to_stderr() => lab.Scenario(() =>
    {
        Site1.Split(lab);
        Site1.LoseFirst(lab);
        lab.Lvs1.On("lvs syslog stop");

        var run = lab.Lvs1.Watchdog(0);
        lab.RouterShows(FirstAtSite2);
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        Assert.Contains(Lines.Down(Four1), run.Error, StringComparison.Ordinal);
        Assert.Contains(Lines.Deleting(Four1), run.Error + run.Output, StringComparison.Ordinal);
    });

    [LabFact]
    public void A_syslog_daemon_that_reads_nothing_does_not_stop_it() => lab.Scenario(() =>
    {
        Site1.Split(lab);
        Site1.LoseFirst(lab);
        lab.Lvs1.On("lvs syslog wedge");

        var run = lab.Lvs1.On("timeout 60 vip-watchdog", 90);
        lab.RouterShows(FirstAtSite2);
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        Assert.Contains(Lines.Down(Four1), run.Error, StringComparison.Ordinal);
        Assert.Contains(Lines.Deleting(Four1), run.Error + run.Output, StringComparison.Ordinal);
    });

    [LabFact]
    public void With_a_full_state_directory_it_withdraws_and_vip_mgmt_refuses_a_hold() => WithoutState(
        "mount -t tmpfs -o size=64k full /var/lib/viptools; cp -a /run/state/. /var/lib/viptools/; dd if=/dev/zero of=/var/lib/viptools/fill bs=1k count=999 2>/dev/null; :");

    [LabFact]
    public void With_a_read_only_state_directory_it_withdraws_and_vip_mgmt_refuses_a_hold() => WithoutState(
        "mount --bind /var/lib/viptools /var/lib/viptools && mount -o remount,ro,bind /var/lib/viptools");

    private void WithoutState(string breakIt, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => lab.Scenario(() =>
    {
        Site1.Split(lab);
        Site1.LoseFirst(lab);
        lab.Lvs1.On($"mkdir -p /run/state; cp -a /var/lib/viptools/. /run/state/; {breakIt}");

        lab.Lvs1.Watchdog(74);
        lab.RouterShows(FirstAtSite2);
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.LoggedAmong(Lines.Watchdog, "/var/lib/viptools", "only holds are enforced and withdrawals made");
        lab.Lvs1.Mgmt("-d two.tld --yes", 74);
        Assert.Equal(Table(FirstAtSite2), lab.RouterTable());
        lab.Lvs1.Mgmt("-d two.tld --yes --no-hold", 74);        // done, but neither the journal nor the statement could be kept
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));
        foreach (var vip in Vips)
            lab.Lvs1.LoggedAmong(Lines.Bgp, Lines.Deleting(vip));
        lab.Lvs1.LoggedAmong(Lines.Bgp, "cannot be written: /var/lib/viptools/journal.jsonl");
    }, name);
}
