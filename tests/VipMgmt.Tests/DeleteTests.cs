namespace VipMgmt.Tests;

/// <summary>vip-mgmt -d.</summary>
public sealed class DeleteTests : OnSite
{
    [Fact]
    [Trait("Coverage", "short")]
    public void By_a_name_withdraws_what_it_resolves_to_and_says_so_after_the_read_back()
    {
        var run = Site.Run("-y", "-d", Www);

        Said(run, 0,
            """
            www.example.net > www-vip.example.net
            bgp_mgt: Deleting route to 192.0.2.1/32
            bgp_mgt: Deleting route to 2001:db8::1/128
            """);
        Assert.Equal(["notice bgp_mgt: Deleting route to 192.0.2.1/32", "notice bgp_mgt: Deleting route to 2001:db8::1/128"], Site.Syslog.Lines());
        Assert.Equal(["network 192.0.2.2/32 route-map BGP2", "network 203.0.113.7/32"], Site.Bgpd.Statements);
        Assert.Equal(["no network 192.0.2.1/32", "no network 2001:db8::1/128"], Site.Sent());
        Assert.Equal(1, Site.Fakes.Calls().Count(call => call.Tool == "ipvsadm"));
    }

    [Theory]
    [InlineData("192.0.2.1", Four)]
    [InlineData("192.0.2.1/32", Four)]
    [InlineData("2001:DB8::1", Six)]
    public void By_a_literal_works_without_dns(string literal, string prefix)
    {
        Site.Dig.Reset();

        Said(Site.Run("-y", "-d", literal), 0, $"bgp_mgt: Deleting route to {prefix}");
        Assert.Equal([prefix], ClaimsOn(prefix));
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void Twice_is_already_removed_and_renews_the_claim()
    {
        Site.Run("-y", "-d", "192.0.2.1", "--reason", "first");
        var sent = Site.Sent().Count;

        Said(Site.Run("-y", "-d", "192.0.2.1", "--reason", "second"), 0, "bgp_mgt: Route 192.0.2.1/32 already removed");
        Assert.Equal("second", Assert.Single(HoldOf(Four)!.Claims).Reason);
        Assert.Equal(sent, Site.Sent().Count);
        Assert.Equal("notice bgp_mgt: Route 192.0.2.1/32 already removed", Site.Syslog.Lines()[^1]);
    }

    [Fact]
    public void The_names_stay_in_their_order_and_a_vip_is_deleted_once()
    {
        var run = Site.Run("-y", "-d", "192.0.2.2", "-d", Www, "192.0.2.1");

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
    public void A_path_learned_from_another_site_is_no_announcement_of_ours()
    {
        Site.Bgpd.Learn(Four);

        Said(Site.Run("-y", "-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Said(Site.Run("-y", "-d", "192.0.2.1"), 0, "bgp_mgt: Route 192.0.2.1/32 already removed");
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void What_is_not_of_this_site_is_skipped()
    {
        var run = Site.Run("-y", "-d", "192.0.2.99", "192.0.2.1");

        Said(run, 0, "bgp_mgt: Deleting route to 192.0.2.1/32", "bgp_mgt: Route 192.0.2.99/32 not of this site");
        Assert.Equal([Net.Prefixes.Prefix.Parse(Four)], Holds().Keys);
    }

    [Fact]
    public void When_none_is_of_this_site_it_is_1()
    {
        var run = Site.Run("-y", "-d", "192.0.2.99", "92.0.2.1");

        Said(run, 1, "", "bgp_mgt: Route 192.0.2.99/32 not of this site\nbgp_mgt: Route 92.0.2.1/32 not of this site");
        Assert.Empty(Holds());
    }

    [Fact]
    public void A_configured_statement_outside_the_baseline_is_withdrawn_and_kept()
    {
        Site.Bgpd.Add("network 192.0.2.9/32 route-map BGP2");

        Said(Site.Run("-y", "-d", "192.0.2.9"), 0, "bgp_mgt: Deleting route to 192.0.2.9/32");
        Assert.Equal("network 192.0.2.9/32 route-map BGP2", Assert.Single(State.Withdrawn.Read().Value.ByPrefix).Value.Statement.ToString());
    }

    [Fact]
    public void A_statement_with_words_that_are_not_ours_is_left_alone()
    {
        Site.Bgpd.Remove(Four);
        Site.Bgpd.Add("network 192.0.2.1/32 backdoor");

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal((1, ""), (run.Status, Told(run)));
        Assert.Contains("not deleted: 'network 192.0.2.1/32 backdoor' has words that are not ours to write", run.Error, StringComparison.Ordinal);
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void A_lock_that_is_kept_is_busy_and_nothing_is_written()
    {
        Site.Set("lock-timeout", "100ms");
        Directory.CreateDirectory(Path.GetDirectoryName(Site.LockFile)!);
        using var other = Assert.IsType<Vips.Host.Locking.RunLock.Taken>(Vips.Host.Locking.RunLock.TryTake(Site.LockFile, TimeSpan.Zero, "vip-watchdog", Clock));

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Refused(run, 75, $"vip-mgmt: busy: the lock {Site.LockFile} is held by vip-watchdog");
        Unchanged();
    }
}
