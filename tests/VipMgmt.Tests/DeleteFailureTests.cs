using Testing;

namespace VipMgmt.Tests;

/// <summary>vip-mgmt -d where bgpd or the baseline cannot be read, or a write does not do what it should.</summary>
public sealed class DeleteFailureTests : OnSite
{
    [Fact]
    public void A_withdrawal_that_fails_leaves_the_hold_and_says_so()
    {
        Site.Bgpd.Poison(Four, "% Malformed");

        var run = Site.Run("-y", "-d", Www);

        Assert.Equal(76, run.Status);
        Assert.Equal("www.example.net > www-vip.example.net\nbgp_mgt: Deleting route to 2001:db8::1/128\n", Told(run));
        const string line = "bgp_mgt: Failed to delete route to 192.0.2.1/32: hold in force; not withdrawn: "
            + "'no network 192.0.2.1/32': % Malformed; it is still configured";
        Assert.Equal(line + "\n", run.Error);
        Assert.Equal([$"err {line}", "notice bgp_mgt: Deleting route to 2001:db8::1/128"], Site.Syslog.Lines());
        Assert.Equal([Www], ClaimsOn(Four));
        Assert.Equal(["network 192.0.2.1/32 route-map BGP1", "network 192.0.2.2/32 route-map BGP2", "network 203.0.113.7/32"], Site.Bgpd.Statements);
    }

    [Fact]
    public void One_poisoned_statement_does_not_block_the_rest()
    {
        Site.Bgpd.Poison(Other);

        var run = Site.Run("-y", "-d", "192.0.2.2", "192.0.2.1", "2001:db8::1");

        Assert.Equal((76, "bgp_mgt: Deleting route to 192.0.2.1/32\nbgp_mgt: Deleting route to 2001:db8::1/128\n"), (run.Status, Told(run)));
        Assert.Contains("Failed to delete route to 192.0.2.2/32", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, Holds().Count);
    }

    [Fact]
    public void A_bgpd_that_takes_it_and_does_nothing_is_found_out()
    {
        Site.Bgpd.LieAbout(Four);

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal((76, ""), (run.Status, Told(run)));
        Assert.StartsWith("bgp_mgt: Failed to delete route to 192.0.2.1/32: hold in force; not withdrawn: it is still configured\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Site.Syslog.Lines(), line => line.Contains("Deleting", StringComparison.Ordinal));
    }

    [Fact]
    public void A_write_that_hangs_is_judged_by_the_read_back()
    {
        Site.Set("bgp.write-timeout", "3s");
        Site.VtyshFirst("*-E*", Site.Bgpd.Answer with { Hangs = true });

        Said(Site.Run("-y", "-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
    }

    [Fact]
    public void What_a_redistribute_keeps_alive_is_76_each_time()
    {
        Site.Bgpd.Redistribute(Four);

        var first = Site.Run("-y", "-d", "192.0.2.1");
        var second = Site.Run("-y", "-d", "192.0.2.1");

        Refused(first, 76, "Failed to delete route to 192.0.2.1/32: hold in force; not withdrawn: it is still originated by 'redistribute connected (ipv4 unicast)'");
        Refused(second, 76, "Route 192.0.2.1/32: hold in force; not withdrawn: it is still originated by 'redistribute connected (ipv4 unicast)'");
    }

    [Fact]
    public void With_bgpd_unreadable_the_hold_of_a_vip_of_the_baseline_stands()
    {
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        var run = Site.Run("-y", "-d", Www);

        Assert.Equal((69, "www.example.net > www-vip.example.net\n"), (run.Status, Told(run)));
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

        var run = Site.Run("-y", "-d", "192.0.2.1");

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

        Assert.Equal(69, Site.Run("-y", "-d", "192.0.2.1").Status);
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void Without_permission_on_vtysh_it_is_77()
    {
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, VtyshDenial));

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal(77, run.Status);
        Assert.Contains("hold in force; not withdrawn: vtysh: permission denied, or bgpd is down; run it as root", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_vtysh_is_named()
    {
        Site.Set("bgp.vtysh", "/nowhere/vtysh");

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal(69, run.Status);
        Assert.Contains("/nowhere/vtysh", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void With_the_baseline_unreadable_what_is_configured_is_withdrawn()
    {
        Site.Set("bgp.baseline", Site.Of("gone.conf"));

        Said(Site.Run("-y", "-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Assert.Equal([Four], ClaimsOn(Four));
    }

    [Fact]
    public void With_the_baseline_unreadable_nobody_knows_whether_an_unconfigured_one_is_of_this_site()
    {
        Site.Set("bgp.baseline", Site.Of("gone.conf"));
        Site.Bgpd.Remove(Four);

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Refused(run, 69, "Route 192.0.2.1/32: cannot tell whether it is of this site");
        Assert.Empty(Holds());
    }

    [Fact]
    public void With_neither_bgpd_nor_baseline_readable_nothing_is_written()
    {
        Site.Set("bgp.baseline", Site.Of("gone.conf"));
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Refused(run, 69, "neither bgpd (");
        Assert.Empty(Holds());
        Assert.Empty(Journal());
    }

    private static string VtyshDenial =>
        "% Can't open configuration file /etc/frr/vtysh.conf due to 'Permission denied'.\nExiting: failed to connect to any daemons.\nHint: if this seems wrong, try running me as a privileged user!\n";
}
