using System.Globalization;
using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>A maintenance window that costs no request, a whole director in one command, a freeze, and holds at boot.</summary>
[Collection(nameof(WindowsGuest))]
public sealed class S13SafeHands(WindowsGuest lab)
{
    /// <summary>
    /// The drained VIPs are asked without a pause, a new connection each time, over both families: not one new request fails,
    /// from before the drain until after the return. The one that is open while the route moves is cut, here and in any
    /// anycast whose sites share no real servers (docs/facts/ipvs.md): at most one for each move and family.
    /// </summary>
    [LabFact]
    public void A_drain_under_load_costs_no_new_request() => lab.Scenario(() =>
    {
        // the kernel's estimate falls by half every few seconds: the last packets per second take the longest
        lab.Lvs1.Configure(top: "drain-threshold: 5");
        lab.Lvs1.FirstRun();
        lab.On("client", "load start 192.0.2.1 2001:db8::1");

        var drained = lab.Lvs1.Mgmt("-d one.tld --drain --wait 70s");
        lab.Lvs1.LoggedFirst(Lines.Bgp, [.. Both(Lines.Draining), .. Both(Lines.Deleting)]);
        Assert.StartsWith("bgp_mgt: Drained after ", drained.Lines[^1], StringComparison.Ordinal);
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.Watchdog(0);
        lab.Lvs1.Mgmt("-a one.tld");
        lab.RouterShows();

        var load = lab.On("client", "load stop");
        Counts[] counts = [.. load.Lines.Where(line => line.Contains(" answered ", StringComparison.Ordinal)).Select(Counts.Of)];
        Assert.True(counts.Length == 2 && counts.All(each => each is { Answered: >= 20, Failed: 0, Cut: <= Moves }), load.Output);
    });

    /// <summary>Interrupted, it is named by status; the watchdog leaves it alone, and withdraws it when its servers die.</summary>
    [LabFact]
    public void A_drain_that_was_killed_is_left_alone_until_its_servers_die() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs1.On("vip-mgmt -d one.tld --drain --wait 5m >/run/drain.out 2>&1 & until grep -q 'packets/s' /run/drain.out; do sleep 0.3; done; kill -9 $!");
        lab.RouterShows((Four1, "1 2*"), (Six1, "1 2*"));

        lab.Lvs1.Watchdog(0);
        lab.RouterShows((Four1, "1 2*"), (Six1, "1 2*"));
        Assert.Contains("draining, root: ", lab.Lvs1.On("vip-mgmt status one.tld").Output, StringComparison.Ordinal);

        lab.Lvs1.On("frr restart");
        lab.Lvs1.On("until vty 'show bgp summary' | grep -q 10.1.0.254; do sleep 0.3; done");
        lab.Lvs1.Watchdog();
        Wait.Until("the drain route-map is on again", "DRAIN", () => lab.Lvs1.On("vty 'show running-config' | sed -n 's,.*network 192.0.2.1/32 route-map ,,p'").Output.Trim());

        lab.Kill("", "rs1", "rs2");
        lab.Lvs1.WaitForLive(0, "TCP");
        lab.Lvs1.Watchdog();
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));
        Assert.Equal("", lab.Lvs1.On("vty 'show running-config' | grep 'network 192.0.2.1/32'; :").Output);
        lab.Lvs1.LoggedAmong(Lines.Bgp, Lines.Deleting(Four1));
    });

    [LabFact]
    public void A_whole_director_goes_and_comes_back() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();

        Assert.Contains("needs --yes", lab.Lvs1.Mgmt("-d --all", 64).Error, StringComparison.Ordinal);
        lab.RouterShows();
        lab.Lvs1.Mgmt("-d --all --yes --reason 'new memory'");
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));
        lab.Lvs1.Watchdog(0);
        lab.RouterShows(All("2*"));
        lab.Lvs1.Mgmt("-a --all");
        lab.RouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting), .. Vips.Select(Lines.Adding)]);
    });

    [LabFact]
    public void A_freeze_changes_nothing_but_holds() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs1.Mgmt("freeze --reason 'new switches'");
        lab.Kill("", "rs1", "rs2");
        lab.Lvs1.WaitForLive(0, "TCP");

        lab.Lvs1.Watchdog(1);
        lab.RouterShows();
        lab.Lvs1.LoggedAmong(Lines.Watchdog, $"{Lines.Down(Four1)}: not done, frozen by root (new switches)");
        lab.Lvs1.Mgmt("-d two.tld");
        lab.RouterShows((Four2, "2*"), (Six2, "2*"));

        lab.Lvs1.Mgmt("thaw");
        lab.Lvs1.Watchdog(0);
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));
        lab.Lvs1.LoggedAmong(Lines.Bgp, Lines.Deleting(Four1));
    });

    /// <summary>bgpd announces what its start-up configuration says, also what is held: `--boot` is there before cron.</summary>
    [LabFact]
    public void At_a_start_of_bgpd_holds_are_enforced_at_once() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs1.Mgmt("-d one.tld");
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));

        lab.Lvs1.On("frr stop bgpd zebra; vip-watchdog --boot >/run/boot.out 2>&1 & sleep 1; frr restart; wait; cat /run/boot.out", 150);

        Assert.Equal("", lab.Lvs1.On("vty 'show running-config' | grep -E 'network (192.0.2.1/32|2001:db8::1/128)'; :").Output.Trim());
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));
        lab.ClientGets((Four1, "rs3"), (Six1, "rs3"));
        lab.Lvs1.LoggedAmong(Lines.Watchdog, "192.0.2.1 is held by root (one.tld) > delete route");
    });

    private const int Moves = 2; // to the other site with the drain, and back

    private sealed record Counts(int Answered, int Failed, int Cut)
    {
        /// <summary>Of `192.0.2.1 123 answered 0 failed 0 cut`.</summary>
        public static Counts Of(string line) =>
            line.Split(' ') is [_, var answered, "answered", var failed, "failed", var cut, "cut"]
                ? new(Number(answered), Number(failed), Number(cut))
                : throw new FormatException(line);

        private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string[] Both(Func<string, string> line) => [line(Four1), line(Six1)];
}
