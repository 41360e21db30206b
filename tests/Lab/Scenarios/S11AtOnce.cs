using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>Several at once, and one killed at a random moment. In a guest that has time for twenty rounds.</summary>
[Collection(nameof(RestartedGuest))]
public sealed class S11AtOnce(RestartedGuest lab)
{
    [LabFact]
    public void Two_operators_and_the_watchdog_at_once_each_get_what_they_asked_for() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        var statuses = lab.Lvs1.On("""
            vip-mgmt -d four.tld --yes >/run/1 2>&1 & one=$!
            vip-mgmt -d two.tld --yes >/run/2 2>&1 & two=$!
            vip-watchdog >/run/3 2>&1 & three=$!
            wait $one; echo $?; wait $two; echo $?; wait $three; echo $?
            cat /run/1 /run/2 /run/3 >&2
            """, 180);
        Assert.Equal(["0", "0", "0"], statuses.Lines);
        lab.RouterShows((Four1, "2*"), (Four2, "2*"), (Six2, "2*"));
        Assert.Equal("192.0.2.1_32\n192.0.2.2_32\n2001:db8::2_128", lab.Lvs1.Holds());

        lab.Lvs1.Watchdog(0);
        Assert.Equal(Table([(Four1, "2*"), (Four2, "2*"), (Six2, "2*")]), lab.RouterTable());
        lab.ClientGets((Four1, "rs3"));
        lab.Lvs1.Mgmt("-a four.tld two.tld");
        lab.RouterShows();
        string[] vips = [Four1, Four2, Six2];
        lab.ClientGets();
        lab.Lvs1.LoggedInSomeOrder(Lines.Bgp, [.. vips.Select(Lines.Deleting), .. vips.Select(Lines.Adding)]);
    });

    /// <summary>
    /// Each round: `-d` or `-a` of one VIP, killed at a moment between a third of what an undisturbed one takes (before that
    /// .NET is still starting) and a little after its end; then a run of the watchdog makes it whole.
    /// </summary>
    private const string Rounds = """
        now() { read -r up _ </proc/uptime; echo "${up%.*}${up#*.}0"; }
        began=$(now); vip-mgmt -d 192.0.2.1 >/run/mgmt.out 2>&1 || exit; whole_ms=$(($(now) - began))
        vip-mgmt -a 192.0.2.1 >/run/mgmt.out 2>&1 || exit
        for round in $(seq 20); do
            [ $((round % 2)) = 1 ] && verb=-d || verb=-a
            wait_ms=$(shuf -i $((whole_ms / 3))-$((whole_ms * 9 / 8)) -n 1)
            vip-mgmt $verb 192.0.2.1 >/run/mgmt.out 2>&1 & pid=$!
            sleep $(printf '%d.%03d' $((wait_ms / 1000)) $((wait_ms % 1000)))
            kill -9 $pid 2>/dev/null; wait $pid; status=$?
            vip-watchdog >/run/watchdog.out 2>&1; run=$?
            held=$(ls /var/lib/viptools/holds | grep -c '^192.0.2.1_32$')
            announced=$(vty 'show running-config' | grep -c 'network 192.0.2.1/32 route-map BGP1')
            echo "$round $verb after=$wait_ms status=$status run=$run held=$held announced=$announced"
        done
        """;

    [LabFact]
    public void Vip_mgmt_killed_at_a_random_moment_twenty_times_loses_no_hold_and_leaves_nothing_half_done() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        var rounds = lab.Lvs1.On(Rounds, 600).Lines;
        Assert.Equal(20, rounds.Length);
        Assert.DoesNotContain(rounds, IsBroken);
        Assert.Contains(rounds, round => round.Contains(" status=137 ", StringComparison.Ordinal));
        Assert.Contains(rounds, round => round.Contains(" held=1 ", StringComparison.Ordinal));
        lab.Lvs1.Mgmt("-a 192.0.2.1");
        lab.RouterShows();
        lab.ClientGets();
        lab.Lvs1.LoggedAmong(Lines.Bgp, Lines.Deleting(Four1));
        lab.Lvs1.LoggedAmong(Lines.Bgp, Lines.Adding(Four1));
    });

    private static bool IsBroken(string round)
    {
        var held = round.Contains(" held=1 ", StringComparison.Ordinal);
        var announced = round.EndsWith("announced=1", StringComparison.Ordinal);
        var finished = round.Contains(" status=0 ", StringComparison.Ordinal);
        var down = round.Contains(" -d ", StringComparison.Ordinal);
        return held == announced || !round.Contains(" run=0 ", StringComparison.Ordinal) || (finished && held != down);
    }
}
