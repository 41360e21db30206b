using Testing;

namespace VipMgmt.Tests;

/// <summary>vip-mgmt -a lifts the claims of its names; what others hold stays withdrawn.</summary>
public sealed class AddHoldTests : OnSite
{
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
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Run("-y", "-d", Www);

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
        Site.Run("-y", "-d", Www);
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
        Site.Run("-y", "-d", Www);
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
        Site.Run("-y", "-d", Www);

        Said(
            Site.Run("-a", Www, "-4"), 0, "www.example.net > www-vip.example.net\nbgp_mgt: Adding route to 192.0.2.1/32",
            "vip-mgmt: warning: www.example.net: IPv4 only, the other family is left as it is");
        Assert.Equal([Www], ClaimsOn(Six));
    }

    [Fact]
    public void A_file_of_holds_that_is_no_prefix_lets_nothing_be_announced()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        File.WriteAllText(Path.Combine(State.Holds.Path, "notes.txt"), "");

        Refused(Site.Run("-a", "192.0.2.1"), 74, "holds: 'notes.txt' is named for no prefix: remove it");
        Assert.DoesNotContain("network 192.0.2.1/32 route-map BGP1", Site.Bgpd.Statements);
    }
}
