namespace VipMgmt.Tests;

/// <summary>vip-mgmt -a.</summary>
public sealed class AddTests : OnSite
{
    [Fact]
    [Trait("Coverage", "short")]
    public void What_was_deleted_comes_back_with_the_route_map_of_the_baseline()
    {
        Site.Run("-y", "-d", Www);
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
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Bgpd.DoNotOriginate(Four);

        var run = Site.Run("-a", "192.0.2.1");

        Said(run, 76, "", "bgp_mgt: Failed to add route to 192.0.2.1/32: it is configured but not originated (no valid path of ours: is it in the routing table?)");
        Assert.Empty(Holds());
    }

    [Fact]
    public void A_path_learned_from_another_site_does_not_count_as_ours()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Bgpd.Learn(Four);

        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
    }

    [Fact]
    public void A_route_map_that_is_not_defined_is_not_announced()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Bgpd.Running = Site.Bgpd.Running.Replace("route-map BGP1 permit 10", "route-map BGP9 permit 10", StringComparison.Ordinal);
        var sent = Site.Sent().Count;

        Said(Site.Run("-a", "192.0.2.1"), 1, "", "bgp_mgt: Failed to add route to 192.0.2.1/32: route-map BGP1 is not defined");
        Assert.Equal(sent, Site.Sent().Count);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void In_the_baseline_no_longer_it_is_refused_and_force_uses_the_kept_statement()
    {
        Site.Run("-y", "-d", "192.0.2.2");
        Site.Baseline = Site.Bgpd.Running; // write memory while it was withdrawn

        Said(
            Site.Run("-a", "192.0.2.2"), 1, "",
            "bgp_mgt: Route 192.0.2.2/32 not announced: in the baseline no longer (written while withdrawn?); --force uses 'network 192.0.2.2/32 route-map BGP2'");
        Assert.Equal([Other], ClaimsOn(Other));

        Assert.Equal(0, Site.Run("-a", "192.0.2.2", "--force").Status);
        Assert.Contains("network 192.0.2.2/32 route-map BGP2", Site.Bgpd.Statements);
    }

    [Fact]
    public void What_is_not_of_this_site_is_1_when_none_is_left()
    {
        Said(Site.Run("-a", "192.0.2.99"), 1, "", "bgp_mgt: Route 192.0.2.99/32 not of this site");
        Said(
            Site.Run("-a", "192.0.2.99", "192.0.2.1"), 0, "bgp_mgt: Route 192.0.2.1/32 already exists",
            "bgp_mgt: Route 192.0.2.99/32 not of this site");
    }
}
