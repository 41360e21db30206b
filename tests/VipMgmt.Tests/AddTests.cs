using Testing;

namespace VipMgmt.Tests;

/// <summary>vip-mgmt -a.</summary>
public sealed class AddTests : OnSite
{
    [Fact]
    public void What_was_deleted_comes_back_with_the_route_map_of_the_baseline()
    {
        Site.Run("-d", Www);
        Site.Syslog.Clear();

        var run = Site.Run("-a", Www);

        Said(run, 0,
            """
            www.example.net > www-vip.example.net
            bgp_mgt: Adding route to 192.0.2.1/32
            bgp_mgt: Adding route to 2001:db8::1/128
            """);
        Assert.Equal(["notice bgp_mgt: Adding route to 192.0.2.1/32", "notice bgp_mgt: Adding route to 2001:db8::1/128"], Site.Syslog.Lines());
        Assert.Equal(
            ["network 192.0.2.1/32 route-map BGP1", "network 192.0.2.2/32 route-map BGP2", "network 2001:db8::1/128 route-map BGP1", "network 203.0.113.7/32"],
            Site.Bgpd.Statements);
        Assert.Empty(Holds());
        Assert.Empty(State.Withdrawn.Read().Value.ByPrefix);
        Assert.Contains($"announce 192.0.2.1/32: added by {Who} (done)", Journal());
        Assert.Contains("lift 192.0.2.1/32: www.example.net (done)", Journal());
    }

    [Fact]
    public void What_is_there_already_exists_and_nothing_is_sent()
    {
        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Route 192.0.2.1/32 already exists");
        Assert.Empty(Site.Sent());
        Assert.Equal(["notice bgp_mgt: Route 192.0.2.1/32 already exists"], Site.Syslog.Lines());
    }

    [Fact]
    public void What_exists_and_is_not_originated_is_warned_of()
    {
        Site.Bgpd.DoNotOriginate(Four);

        Said(
            Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Route 192.0.2.1/32 already exists",
            "vip-mgmt: warning: Route 192.0.2.1/32: configured, but not originated (see vip-mgmt status)");
    }

    [Fact]
    public void An_addition_that_is_not_originated_is_76()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Bgpd.DoNotOriginate(Four);

        var run = Site.Run("-a", "192.0.2.1");

        Said(run, 76, "", "bgp_mgt: Failed to add route to 192.0.2.1/32: it is configured but not originated (no valid path of ours: is it in the routing table?)");
        Assert.Empty(Holds());
    }

    [Fact]
    public void A_path_learned_from_another_site_does_not_count_as_ours()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Bgpd.Learn(Four);

        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
    }

    [Fact]
    public void A_route_map_that_is_not_defined_is_not_announced()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Bgpd.Running = Site.Bgpd.Running.Replace("route-map BGP1 permit 10", "route-map BGP9 permit 10", StringComparison.Ordinal);
        var sent = Site.Sent().Count;

        Said(Site.Run("-a", "192.0.2.1"), 1, "", "bgp_mgt: Failed to add route to 192.0.2.1/32: route-map BGP1 is not defined");
        Assert.Equal(sent, Site.Sent().Count);
    }

    [Theory]
    [InlineData("on", 0, 1)]
    [InlineData("off", 0, 0)]
    [InlineData("on", 1, 0)]
    public void The_gate_keeps_what_is_down(string gate, int live, int status)
    {
        Site.Run("-d", "192.0.2.1");
        Site.Set("ipvs.health-gate", gate);
        Site.Table(("192.0.2.1:80", live));
        var asked = Asked();

        var run = Site.Run("-a", "192.0.2.1");

        if (status == 0)
        {
            Said(run, 0, "bgp_mgt: Adding route to 192.0.2.1/32");
        }
        else
        {
            Said(run, 1, "", "bgp_mgt: Route 192.0.2.1/32 not announced: 0 realservers; hold lifted, the watchdog announces it when it is up");
        }

        Assert.Equal(gate == "on" ? 1 : 0, Asked() - asked);
        Assert.Empty(Holds());
    }

    [Fact]
    public void Auto_asks_where_ip_vs_is_loaded()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Set("ipvs.health-gate", "auto");
        Site.Table(("192.0.2.1:80", 0));

        Assert.Equal(Vips.Host.Machine.IpVsModule.IsLoaded() ? 1 : 0, Site.Run("-a", "192.0.2.1").Status);
    }

    [Fact]
    public void What_is_between_the_thresholds_is_announced_without_waiting()
    {
        Site.Set("watchdog.restore", "3");
        Site.Set("watchdog.rise", "5");
        Site.Run("-d", "192.0.2.1");

        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
    }

    [Fact]
    public void Force_announces_what_is_down_and_says_what_the_watchdog_does_then()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Table(("192.0.2.1:80", 0));

        Said(
            Site.Run("-a", "192.0.2.1", "--force"), 0, "bgp_mgt: Adding route to 192.0.2.1/32",
            "vip-mgmt: warning: Route 192.0.2.1/32: 0 realservers; the watchdog withdraws it again at its next run");
    }

    [Fact]
    public void A_managed_vip_without_a_virtual_service_is_not_announced()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Yaml = "vips:\n  - prefixes: [192.0.2.1/32]\n";
        Site.Table(("192.0.2.2:80", 2));

        Said(Site.Run("-a", "192.0.2.1"), 1, "", "bgp_mgt: Route 192.0.2.1/32 not announced: no virtual service; hold lifted, the watchdog announces it when it is up");
    }

    [Fact]
    public void What_is_not_managed_is_announced_at_once()
    {
        Site.Run("-d", "203.0.113.7");

        Said(Site.Run("-a", "203.0.113.7"), 0, "bgp_mgt: Adding route to 203.0.113.7/32");
    }

    [Fact]
    public void With_ipvs_unreadable_the_hold_is_lifted_and_nothing_announced()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Ipvsadm.Reset().Always(FakeAnswer.Fails(255, "Can't initialize ipvs: Protocol not available\n"));

        var run = Site.Run("-a", "192.0.2.1");

        Refused(run, 69, "bgp_mgt: Route 192.0.2.1/32 not announced: ipvsadm: ");
        Assert.EndsWith("; the watchdog announces it when it can tell\n", run.Error, StringComparison.Ordinal);
        Assert.Empty(Holds());
    }

    [Fact]
    public void With_keepalived_dead_the_hold_is_lifted_and_nothing_announced()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Set("ipvs.keepalived-pidfile", Site.Of("keepalived.pid"));

        Refused(Site.Run("-a", "192.0.2.1"), 69, "not announced: keepalived is not running (");
        Assert.Empty(Holds());
    }

    [Fact]
    public void Held_for_another_name_it_stays_withdrawn()
    {
        Hold(Four, ClaimOf("b.tld", reason: "new kernel"));
        Site.Bgpd.Remove(Four);

        Said(
            Site.Run("-a", Www), 1, "www.example.net > www-vip.example.net\nbgp_mgt: Route 2001:db8::1/128 already exists",
            "bgp_mgt: Route 192.0.2.1/32 still held by alice for b.tld (new kernel)");
        Assert.Equal(["b.tld"], ClaimsOn(Four));
        Assert.Empty(Site.Sent());
        Assert.Empty(Journal());
    }

    [Fact]
    public void The_last_of_two_names_frees_it()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Run("-d", Www);

        var first = Site.Run("-a", Www);
        Assert.Contains("lift 192.0.2.1/32: www.example.net (done)", Journal());
        Assert.Equal((1, $"bgp_mgt: Route 192.0.2.1/32 still held by {Who} for 192.0.2.1/32\n"), (first.Status, first.Error));

        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
    }

    [Theory]
    [InlineData("192.0.2.1/32")]
    [InlineData("--force")]
    public void A_prefix_and_force_lift_all_claims(string by)
    {
        Hold(Four, ClaimOf("a.tld"), ClaimOf("b.tld"), ClaimOf(null));
        Site.Bgpd.Remove(Four);

        var run = by == "--force" ? Site.Run("-a", Www, "--force") : Site.Run("-a", by);

        Assert.Equal(0, run.Status);
        Assert.Contains("bgp_mgt: Adding route to 192.0.2.1/32", run.Output, StringComparison.Ordinal);
        Assert.Empty(Holds());
    }

    [Fact]
    public void A_claim_without_a_name_and_a_damaged_file_are_lifted_by_any_name()
    {
        Hold(Four, ClaimOf(null, who: "vip-watchdog", reason: "found withdrawn at first run"));
        File.WriteAllText(Path.Combine(State.Holds.Path, "2001:db8::1_128"), "");
        Site.Bgpd.Remove(Four);
        Site.Bgpd.Remove(Six);

        Said(
            Site.Run("-a", Www), 0,
            "www.example.net > www-vip.example.net\nbgp_mgt: Adding route to 192.0.2.1/32\nbgp_mgt: Adding route to 2001:db8::1/128");
        Assert.Empty(Holds());
    }

    [Fact]
    public void An_expired_claim_holds_nothing()
    {
        Hold(Four, ClaimOf("b.tld", until: Clock.Now().Wall.AddMinutes(-1)));
        Site.Bgpd.Remove(Four);

        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
    }

    [Fact]
    public void A_name_acts_on_what_it_claims_too()
    {
        Site.Run("-d", Www);
        Site.Announce("network 192.0.2.4/32 route-map BGP1");
        // Meanwhile the name has got another A record, and no AAAA record any more.
        Site.Dig.Reset().When("*-t A", DigAnswers.Of("a-only.A").Replace("four.example.net", Www, StringComparison.Ordinal)).When("*-t AAAA", DigAnswers.Of("a-only.AAAA"));
        Said(
            Site.Run("-a", Www), 0,
            """
            www.example.net
            bgp_mgt: Adding route to 192.0.2.1/32
            bgp_mgt: Adding route to 2001:db8::1/128
            bgp_mgt: Route 192.0.2.4/32 already exists
            """);
    }

    [Fact]
    public void With_dns_down_the_claims_suffice()
    {
        Site.Run("-d", Www);
        Site.Dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of("servfail.A")));

        Said(
            Site.Run("-a", Www), 0, "bgp_mgt: Adding route to 192.0.2.1/32\nbgp_mgt: Adding route to 2001:db8::1/128",
            "vip-mgmt: warning: www.example.net cannot be resolved: SERVFAIL for www.example.net: only the VIPs that www.example.net holds are added");
    }

    [Fact]
    public void With_dns_down_expired_claims_do_not_suffice()
    {
        Hold(Four, ClaimOf(Www, until: Clock.Now().Wall.AddMinutes(-1)));
        Site.Dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of("servfail.A")));

        Refused(Site.Run("-a", Www), 75, "www.example.net cannot be resolved: SERVFAIL for www.example.net; or give the addresses");
    }

    [Fact]
    public void One_family_leaves_the_other_as_it_is_also_where_the_name_claims_it()
    {
        Site.Run("-d", Www);

        Said(
            Site.Run("-a", Www, "-4"), 0, "www.example.net > www-vip.example.net\nbgp_mgt: Adding route to 192.0.2.1/32",
            "vip-mgmt: warning: www.example.net: IPv4 only, the other family is left as it is");
        Assert.Equal([Www], ClaimsOn(Six));
    }

    [Fact]
    public void In_the_baseline_no_longer_it_is_refused_and_force_uses_the_kept_statement()
    {
        Site.Run("-d", "192.0.2.2");
        Site.Baseline = Site.Bgpd.Running; // write memory while it was withdrawn

        Said(
            Site.Run("-a", "192.0.2.2"), 1, "",
            "bgp_mgt: Route 192.0.2.2/32 not announced: in the baseline no longer (written while withdrawn?); --force uses 'network 192.0.2.2/32 route-map BGP2'");
        Assert.Equal([Other], ClaimsOn(Other));

        Assert.Equal(0, Site.Run("-a", "192.0.2.2", "--force").Status);
        Assert.Contains("network 192.0.2.2/32 route-map BGP2", Site.Bgpd.Statements);
    }

    [Fact]
    public void With_the_baseline_unreadable_the_hold_is_lifted_and_nothing_announced()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Set("bgp.baseline", Site.Of("gone.conf"));

        var run = Site.Run("-a", "192.0.2.1");

        Refused(run, 69, "bgp_mgt: Route 192.0.2.1/32 not announced: ");
        Assert.Contains("gone.conf", run.Error, StringComparison.Ordinal);
        Assert.Empty(Holds());
    }

    [Fact]
    public void With_bgpd_unreadable_the_hold_is_lifted_and_nothing_announced()
    {
        Site.Run("-d", "192.0.2.1");
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        Refused(Site.Run("-a", "192.0.2.1"), 69, "bgp_mgt: Route 192.0.2.1/32 not announced: vtysh: cannot reach bgpd");
        Assert.Empty(Holds());
    }

    [Fact]
    public void A_file_of_holds_that_is_no_prefix_lets_nothing_be_announced()
    {
        Site.Run("-d", "192.0.2.1");
        File.WriteAllText(Path.Combine(State.Holds.Path, "notes.txt"), "");

        Refused(Site.Run("-a", "192.0.2.1"), 74, "holds: 'notes.txt' is named for no prefix: remove it");
        Assert.DoesNotContain("network 192.0.2.1/32 route-map BGP1", Site.Bgpd.Statements);
    }

    [Fact]
    public void What_is_not_of_this_site_is_1_when_none_is_left()
    {
        Said(Site.Run("-a", "192.0.2.99"), 1, "", "bgp_mgt: Route 192.0.2.99/32 not of this site");
        Said(
            Site.Run("-a", "192.0.2.99", "192.0.2.1"), 0, "bgp_mgt: Route 192.0.2.1/32 already exists",
            "bgp_mgt: Route 192.0.2.99/32 not of this site");
    }

    [Fact]
    public void Several_names_where_one_is_kept_back_make_the_others()
    {
        Site.Run("-d", "192.0.2.1", "192.0.2.2");
        Site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2));

        Said(
            Site.Run("-a", "192.0.2.1", "192.0.2.2"), 1, "bgp_mgt: Adding route to 192.0.2.2/32",
            "bgp_mgt: Route 192.0.2.1/32 not announced: 0 realservers; hold lifted, the watchdog announces it when it is up");
    }

    private int Asked() => Site.Fakes.Calls().Count(call => call.Tool == "ipvsadm");
}
