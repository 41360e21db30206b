namespace VipMgmt.Tests;

/// <summary>vip-mgmt -d: the hold that keeps the watchdog from announcing again, and the state that it lies in.</summary>
public sealed class DeleteHoldTests : OnSite
{
    [Fact]
    public void Leaves_a_hold_a_kept_statement_and_two_lines_of_the_journal_for_each()
    {
        Site.Run("-y", "-d", Www, "--reason", "new kernel");

        var claim = Assert.Single(HoldOf(Four)!.Claims);
        Assert.Equal((Www, Who, "new kernel", null), (claim.Name, claim.Who, claim.Reason, claim.Until));
        Assert.Equal(claim with { When = default }, Assert.Single(HoldOf(Six)!.Claims) with { When = default });
        Assert.Equal(
            ["network 192.0.2.1/32 route-map BGP1", "network 2001:db8::1/128 route-map BGP1"],
            State.Withdrawn.Read().Value.ByPrefix.Values.Select(kept => kept.Statement.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "hold 192.0.2.1/32: www.example.net (new kernel) (done)",
                "hold 2001:db8::1/128: www.example.net (new kernel) (done)",
                $"withdraw 192.0.2.1/32: deleted by {Who} (new kernel) (done)",
                $"withdraw 2001:db8::1/128: deleted by {Who} (new kernel) (done)",
            ],
            Journal());
    }

    [Fact]
    public void The_hold_is_on_the_disk_before_anything_is_sent()
    {
        Site.VtyshFirst("*-E*", Site.Bgpd.Answer with { Shell = $"ls '{Site.State}/holds' '{Site.State}/withdrawn' >'{Site.Of("seen")}'\n{Site.Bgpd.Answer.Shell}" });

        Assert.Equal(0, Site.Run("-y", "-d", "192.0.2.1").Status);
        Assert.Equal(2, File.ReadAllLines(Site.Of("seen")).Count(line => line == "192.0.2.1_32"));
    }

    [Fact]
    public void For_a_while_the_hold_has_an_end()
    {
        Site.Run("-y", "-d", "192.0.2.1", "--for", "2h");

        var claim = Assert.Single(HoldOf(Four)!.Claims);
        Assert.Equal(TimeSpan.FromHours(2), claim.Until - claim.When);
    }

    [Fact]
    public void An_expired_claim_is_dropped_when_another_is_made()
    {
        Hold(Four, ClaimOf("old.example.net", until: Clock.Now().Wall.AddMinutes(-1)), ClaimOf("b.example.net"));

        Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal(["b.example.net", Four], ClaimsOn(Four));
    }

    [Fact]
    public void No_hold_withdraws_without_one()
    {
        WatchdogRan(TimeSpan.FromMinutes(10));

        Said(Site.Run("-y", "-d", "192.0.2.1", "--no-hold"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Assert.Empty(Holds());
        Assert.Equal([$"withdraw 192.0.2.1/32: deleted by {Who} (done)"], Journal());
    }

    [Fact]
    public void Without_a_place_for_the_hold_nothing_is_withdrawn()
    {
        Site.Set("state-dir", Site.Of("nowhere/state"));

        Refused(Site.Run("-y", "-d", "192.0.2.1"), 74, "no hold can be written, so nothing is withdrawn (--no-hold withdraws all the same)");
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void Without_a_place_for_the_hold_no_hold_withdraws_all_the_same()
    {
        Site.Set("state-dir", Site.Of("nowhere/state"));

        var run = Site.Run("-y", "-d", "192.0.2.1", "--no-hold");

        Assert.Equal((74, "bgp_mgt: Deleting route to 192.0.2.1/32\n"), (run.Status, Told(run)));
        Assert.DoesNotContain("192.0.2.1/32", string.Join('\n', Site.Bgpd.Statements), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hold_that_cannot_be_written_stops_before_bgpd()
    {
        Directory.Delete(State.Holds.Path);
        File.WriteAllText(State.Holds.Path, "");

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal((74, ""), (run.Status, Told(run)));
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void A_damaged_hold_stays_a_hold_beside_the_new_claim()
    {
        File.WriteAllText(Path.Combine(State.Holds.Path, "192.0.2.1_32"), "{ damaged");

        Said(Site.Run("-y", "-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Assert.Equal([null, Four], ClaimsOn(Four));
    }

    [Fact]
    public void A_damaged_state_is_set_aside_and_said_once()
    {
        File.WriteAllText(State.Watchdog.Path, "{ damaged");

        var first = Site.Run("-y", "-d", "192.0.2.1");
        var second = Site.Run("-y", "-d", "192.0.2.2");

        Assert.Equal((0, 0), (first.Status, second.Status));
        Assert.Contains($"bgp_mgt: {State.Watchdog.Path}: damaged (", first.Error, StringComparison.Ordinal);
        Assert.StartsWith($"err bgp_mgt: {State.Watchdog.Path}: damaged (", Site.Syslog.Lines()[0], StringComparison.Ordinal);
        Assert.DoesNotContain("damaged", second.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Site.State, "watchdog.json.damaged-*"));
    }

    [Theory]
    [InlineData(4, "")]
    [InlineData(6, "vip-mgmt: warning: hold not enforced: the last run of vip-watchdog was 6 min ago; is its cron line there?\n")]
    public void Without_a_watchdog_for_five_minutes_the_hold_is_not_enforced(int minutes, string warning)
    {
        WatchdogRan(TimeSpan.FromMinutes(minutes));

        Said(Site.Run("-y", "-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32", warning);
    }

    [Fact]
    public void Where_no_watchdog_ever_ran_the_hold_is_not_enforced()
    {
        File.Delete(State.Watchdog.Path);

        Said(
            Site.Run("-y", "-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32",
            "vip-mgmt: warning: hold not enforced: no vip-watchdog has run here; is its cron line there?");
    }
}
