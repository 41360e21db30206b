using Testing;
using Vips;

namespace VipMgmt.Tests;

/// <summary>vip-mgmt -d.</summary>
public sealed class DeleteTests : OnSite
{
    [Fact]
    public void By_a_name_withdraws_what_it_resolves_to_and_says_so_after_the_read_back()
    {
        var run = Site.Run("-d", Www);

        Said(run, 0,
            """
            www.example.net > www-vip.example.net
            bgp_mgt: Deleting route to 192.0.2.1/32
            bgp_mgt: Deleting route to 2001:db8::1/128
            """);
        Assert.Equal(["notice bgp_mgt: Deleting route to 192.0.2.1/32", "notice bgp_mgt: Deleting route to 2001:db8::1/128"], Site.Syslog.Lines());
        Assert.Equal(["network 192.0.2.2/32 route-map BGP2", "network 203.0.113.7/32"], Site.Bgpd.Statements);
        Assert.Equal(["no network 192.0.2.1/32", "no network 2001:db8::1/128"], Site.Sent());
        Assert.Equal(0, Site.Fakes.Calls().Count(call => call.Tool == "ipvsadm"));
    }

    [Fact]
    public void Leaves_a_hold_a_kept_statement_and_two_lines_of_the_journal_for_each()
    {
        Site.Run("-d", Www, "--reason", "new kernel");

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

    [Theory]
    [InlineData("192.0.2.1", Four)]
    [InlineData("192.0.2.1/32", Four)]
    [InlineData("2001:DB8::1", Six)]
    public void By_a_literal_works_without_dns(string literal, string prefix)
    {
        Site.Dig.Reset();

        Said(Site.Run("-d", literal), 0, $"bgp_mgt: Deleting route to {prefix}");
        Assert.Equal([prefix], ClaimsOn(prefix));
    }

    [Fact]
    public void Twice_is_already_removed_and_renews_the_claim()
    {
        Site.Run("-d", "192.0.2.1", "--reason", "first");
        var sent = Site.Sent().Count;

        Said(Site.Run("-d", "192.0.2.1", "--reason", "second"), 0, "bgp_mgt: Route 192.0.2.1/32 already removed");
        Assert.Equal("second", Assert.Single(HoldOf(Four)!.Claims).Reason);
        Assert.Equal(sent, Site.Sent().Count);
        Assert.Equal("notice bgp_mgt: Route 192.0.2.1/32 already removed", Site.Syslog.Lines()[^1]);
    }

    [Fact]
    public void The_names_stay_in_their_order_and_a_vip_is_deleted_once()
    {
        var run = Site.Run("-d", "192.0.2.2", "-d", Www, "192.0.2.1");

        Said(run, 0,
            """
            www.example.net > www-vip.example.net
            bgp_mgt: Deleting route to 192.0.2.2/32
            bgp_mgt: Deleting route to 192.0.2.1/32
            bgp_mgt: Deleting route to 2001:db8::1/128
            """);
        Assert.Equal([Www, Four], ClaimsOn(Four));
    }

    [Fact]
    public void A_withdrawal_that_fails_leaves_the_hold_and_says_so()
    {
        Site.Bgpd.Poison(Four, "% Malformed");

        var run = Site.Run("-d", Www);

        Assert.Equal(76, run.Status);
        Assert.Equal("www.example.net > www-vip.example.net\nbgp_mgt: Deleting route to 2001:db8::1/128\n", run.Output);
        const string line = "bgp_mgt: Failed to delete route to 192.0.2.1/32: hold in force; not withdrawn: "
            + "'no network 192.0.2.1/32': % Malformed; it is still configured";
        Assert.Equal(line + "\n", run.Error);
        Assert.Equal([$"err {line}", "notice bgp_mgt: Deleting route to 2001:db8::1/128"], Site.Syslog.Lines());
        Assert.Equal([Www], ClaimsOn(Four));
        Assert.Equal(["network 192.0.2.1/32 route-map BGP1", "network 192.0.2.2/32 route-map BGP2", "network 203.0.113.7/32"], Site.Bgpd.Statements);
    }

    [Fact]
    public void The_hold_is_on_the_disk_before_anything_is_sent()
    {
        Site.VtyshFirst("*-E*", Site.Bgpd.Answer with { Shell = $"ls '{Site.State}/holds' '{Site.State}/withdrawn' >'{Site.Of("seen")}'\n{Site.Bgpd.Answer.Shell}" });

        Assert.Equal(0, Site.Run("-d", "192.0.2.1").Status);
        Assert.Equal(2, File.ReadAllLines(Site.Of("seen")).Count(line => line == "192.0.2.1_32"));
    }

    [Fact]
    public void A_bgpd_that_takes_it_and_does_nothing_is_found_out()
    {
        Site.Bgpd.LieAbout(Four);

        var run = Site.Run("-d", "192.0.2.1");

        Assert.Equal((76, ""), (run.Status, run.Output));
        Assert.StartsWith("bgp_mgt: Failed to delete route to 192.0.2.1/32: hold in force; not withdrawn: it is still configured\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Site.Syslog.Lines(), line => line.Contains("Deleting", StringComparison.Ordinal));
    }

    [Fact]
    public void A_write_that_hangs_is_judged_by_the_read_back()
    {
        Site.Set("bgp.write-timeout", "3s");
        Site.VtyshFirst("*-E*", Site.Bgpd.Answer with { Hangs = true });

        Said(Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
    }

    [Fact]
    public void What_a_redistribute_keeps_alive_is_76_each_time()
    {
        Site.Bgpd.Redistribute(Four);

        var first = Site.Run("-d", "192.0.2.1");
        var second = Site.Run("-d", "192.0.2.1");

        Refused(first, 76, "Failed to delete route to 192.0.2.1/32: hold in force; not withdrawn: it is still originated by 'redistribute connected (ipv4 unicast)'");
        Refused(second, 76, "Route 192.0.2.1/32: hold in force; not withdrawn: it is still originated by 'redistribute connected (ipv4 unicast)'");
    }

    [Fact]
    public void A_path_learned_from_another_site_is_no_announcement_of_ours()
    {
        Site.Bgpd.Learn(Four);

        Said(Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Said(Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Route 192.0.2.1/32 already removed");
    }

    [Fact]
    public void With_bgpd_unreadable_the_hold_of_a_vip_of_the_baseline_stands()
    {
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        var run = Site.Run("-d", Www);

        Assert.Equal((69, "www.example.net > www-vip.example.net\n"), (run.Status, run.Output));
        Assert.Equal(
            """
            bgp_mgt: Route 192.0.2.1/32: hold in force; not withdrawn: vtysh: cannot reach bgpd (failed to connect to any daemons); is bgpd running, and may this user talk to it?
            bgp_mgt: Route 2001:db8::1/128: hold in force; not withdrawn: vtysh: cannot reach bgpd (failed to connect to any daemons); is bgpd running, and may this user talk to it?

            """,
            run.Error);
        Assert.Equal([Www], ClaimsOn(Four));
        Assert.Equal([Www], ClaimsOn(Six));
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void A_bgpd_that_hangs_is_unreadable_and_ends_in_time()
    {
        Site.Set("bgp.read-timeout", "500ms");
        Site.Vtysh.Reset().Always(FakeAnswer.HangsAfter());

        var run = Site.Run("-d", "192.0.2.1");

        Assert.Equal(69, run.Status);
        Assert.Contains("hold in force; not withdrawn: vtysh: ", run.Error, StringComparison.Ordinal);
        Assert.Equal([Four], ClaimsOn(Four));
    }

    [Theory]
    [InlineData("router bgp 64700")]
    [InlineData("router bgp 64699 vrf RED")]
    public void Another_instance_than_the_expected_one_is_never_written_to(string line)
    {
        Site.Bgpd.Running = FakeSite.Configuration.Replace("router bgp 64699", line, StringComparison.Ordinal);

        Assert.Equal(69, Site.Run("-d", "192.0.2.1").Status);
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void Without_permission_on_vtysh_it_is_77()
    {
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, VtyshDenial));

        var run = Site.Run("-d", "192.0.2.1");

        Assert.Equal(77, run.Status);
        Assert.Contains("hold in force; not withdrawn: vtysh: permission denied, or bgpd is down; run it as root", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_vtysh_is_named()
    {
        Site.Set("bgp.vtysh", "/nowhere/vtysh");

        var run = Site.Run("-d", "192.0.2.1");

        Assert.Equal(69, run.Status);
        Assert.Contains("/nowhere/vtysh", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void With_the_baseline_unreadable_what_is_configured_is_withdrawn()
    {
        Site.Set("bgp.baseline", Site.Of("gone.conf"));

        Said(Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Assert.Equal([Four], ClaimsOn(Four));
    }

    [Fact]
    public void With_the_baseline_unreadable_nobody_knows_whether_an_unconfigured_one_is_of_this_site()
    {
        Site.Set("bgp.baseline", Site.Of("gone.conf"));
        Site.Bgpd.Remove(Four);

        var run = Site.Run("-d", "192.0.2.1");

        Refused(run, 69, "Route 192.0.2.1/32: cannot tell whether it is of this site");
        Assert.Empty(Holds());
    }

    [Fact]
    public void With_neither_bgpd_nor_baseline_readable_nothing_is_written()
    {
        Site.Set("bgp.baseline", Site.Of("gone.conf"));
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        var run = Site.Run("-d", "192.0.2.1");

        Refused(run, 69, "neither bgpd (");
        Assert.Empty(Holds());
        Assert.Empty(Journal());
    }

    [Fact]
    public void What_is_not_of_this_site_is_skipped()
    {
        var run = Site.Run("-d", "192.0.2.99", "192.0.2.1");

        Said(run, 0, "bgp_mgt: Deleting route to 192.0.2.1/32", "bgp_mgt: Route 192.0.2.99/32 not of this site");
        Assert.Equal([Net.Prefixes.Prefix.Parse(Four)], Holds().Keys);
    }

    [Fact]
    public void When_none_is_of_this_site_it_is_1()
    {
        var run = Site.Run("-d", "192.0.2.99", "92.0.2.1");

        Said(run, 1, "", "bgp_mgt: Route 192.0.2.99/32 not of this site\nbgp_mgt: Route 92.0.2.1/32 not of this site");
        Assert.Empty(Holds());
    }

    [Fact]
    public void A_configured_statement_outside_the_baseline_is_withdrawn_and_kept()
    {
        Site.Bgpd.Add("network 192.0.2.9/32 route-map BGP2");

        Said(Site.Run("-d", "192.0.2.9"), 0, "bgp_mgt: Deleting route to 192.0.2.9/32");
        Assert.Equal("network 192.0.2.9/32 route-map BGP2", Assert.Single(State.Withdrawn.Read().Value.ByPrefix).Value.Statement.ToString());
    }

    [Fact]
    public void A_statement_with_words_that_are_not_ours_is_left_alone()
    {
        Site.Bgpd.Remove(Four);
        Site.Bgpd.Add("network 192.0.2.1/32 backdoor");

        var run = Site.Run("-d", "192.0.2.1");

        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.Contains("not deleted: 'network 192.0.2.1/32 backdoor' has words that are not ours to write", run.Error, StringComparison.Ordinal);
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void For_a_while_the_hold_has_an_end()
    {
        Site.Run("-d", "192.0.2.1", "--for", "2h");

        var claim = Assert.Single(HoldOf(Four)!.Claims);
        Assert.Equal(TimeSpan.FromHours(2), claim.Until - claim.When);
    }

    [Fact]
    public void An_expired_claim_is_dropped_when_another_is_made()
    {
        Hold(Four, ClaimOf("old.example.net", until: Clock.Now().Wall.AddMinutes(-1)), ClaimOf("b.example.net"));

        Site.Run("-d", "192.0.2.1");

        Assert.Equal(["b.example.net", Four], ClaimsOn(Four));
    }

    [Fact]
    public void No_hold_withdraws_without_one()
    {
        WatchdogRan(TimeSpan.FromMinutes(10));

        Said(Site.Run("-d", "192.0.2.1", "--no-hold"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Assert.Empty(Holds());
        Assert.Equal([$"withdraw 192.0.2.1/32: deleted by {Who} (done)"], Journal());
    }

    [Fact]
    public void Without_a_place_for_the_hold_nothing_is_withdrawn()
    {
        Site.Set("state-dir", Site.Of("nowhere/state"));

        Refused(Site.Run("-d", "192.0.2.1"), 74, "no hold can be written, so nothing is withdrawn (--no-hold withdraws all the same)");
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void Without_a_place_for_the_hold_no_hold_withdraws_all_the_same()
    {
        Site.Set("state-dir", Site.Of("nowhere/state"));

        var run = Site.Run("-d", "192.0.2.1", "--no-hold");

        Assert.Equal((74, "bgp_mgt: Deleting route to 192.0.2.1/32\n"), (run.Status, run.Output));
        Assert.DoesNotContain("192.0.2.1/32", string.Join('\n', Site.Bgpd.Statements), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hold_that_cannot_be_written_stops_before_bgpd()
    {
        Directory.Delete(State.Holds.Path);
        File.WriteAllText(State.Holds.Path, "");

        var run = Site.Run("-d", "192.0.2.1");

        Assert.Equal((74, ""), (run.Status, run.Output));
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void A_damaged_hold_stays_a_hold_beside_the_new_claim()
    {
        File.WriteAllText(Path.Combine(State.Holds.Path, "192.0.2.1_32"), "{ damaged");

        Said(Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Assert.Equal([null, Four], ClaimsOn(Four));
    }

    [Fact]
    public void A_damaged_state_is_set_aside_and_said_once()
    {
        File.WriteAllText(State.Watchdog.Path, "{ damaged");

        var first = Site.Run("-d", "192.0.2.1");
        var second = Site.Run("-d", "192.0.2.2");

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

        Said(Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32", warning);
    }

    [Fact]
    public void Where_no_watchdog_ever_ran_the_hold_is_not_enforced()
    {
        File.Delete(State.Watchdog.Path);

        Said(
            Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32",
            "vip-mgmt: warning: hold not enforced: no vip-watchdog has run here; is its cron line there?");
    }

    [Fact]
    public void A_lock_that_is_kept_is_busy_and_nothing_is_written()
    {
        Site.Set("lock-timeout", "100ms");
        Directory.CreateDirectory(Path.GetDirectoryName(Site.LockFile)!);
        using var other = Assert.IsType<Vips.Host.Locking.RunLock.Taken>(Vips.Host.Locking.RunLock.TryTake(Site.LockFile, TimeSpan.Zero, "vip-watchdog", Clock));

        var run = Site.Run("-d", "192.0.2.1");

        Refused(run, 75, $"vip-mgmt: busy: the lock {Site.LockFile} is held by vip-watchdog");
        Unchanged();
    }

    [Fact]
    public void One_poisoned_statement_does_not_block_the_rest()
    {
        Site.Bgpd.Poison(Other);

        var run = Site.Run("-d", "192.0.2.2", "192.0.2.1", "2001:db8::1");

        Assert.Equal((76, "bgp_mgt: Deleting route to 192.0.2.1/32\nbgp_mgt: Deleting route to 2001:db8::1/128\n"), (run.Status, run.Output));
        Assert.Contains("Failed to delete route to 192.0.2.2/32", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, Holds().Count);
    }

    private static string VtyshDenial =>
        "% Can't open configuration file /etc/frr/vtysh.conf due to 'Permission denied'.\nExiting: failed to connect to any daemons.\nHint: if this seems wrong, try running me as a privileged user!\n";
}
