namespace VipMgmt.Tests;

/// <summary>DESIGN section 11: what the ancestor got wrong stays dead. The rows that only a whole run shows; the others are those of Vips.Tests.</summary>
public sealed class AncestorDefects : OnSite
{
    [Fact]
    public void Row_5_the_names_on_the_way_are_no_vips()
    {
        Said(Site.Run("-y", "-d", Www), 0,
            """
            www.example.net > www-vip.example.net
            bgp_mgt: Deleting route to 192.0.2.1/32
            bgp_mgt: Deleting route to 2001:db8::1/128
            """);
        Assert.Equal(["no network 192.0.2.1/32", "no network 2001:db8::1/128"], Site.Sent());
    }

    [Fact]
    public void Row_5_a_name_that_reads_like_a_vip_is_none()
    {
        // A CNAME may lead there; 192.0.2.2 is announced here, and www.example.net does not stand for it.
        string Misleading(string fixture) => DigAnswers.Of(fixture).Replace("www-vip.example.net.", "192.0.2.2.", StringComparison.Ordinal);
        Site.Dig.Reset().When("*-t A", Misleading("cname.A")).When("*-t AAAA", Misleading("cname.AAAA"));

        Site.Run("-y", "-d", Www);

        Assert.DoesNotContain("no network 192.0.2.2/32", Site.Sent());
        Assert.Null(HoldOf(Other));
    }

    [Theory]
    [InlineData("nxdomain", Www, "www.example.net does not exist")]
    [InlineData("no-address", Www, "www.example.net has no A record")]
    [InlineData("dangling", "dangling.example.net", "its CNAME leads to absent.example.net, which does not exist")]
    public void Row_6_an_empty_resolution_is_noticed(string fixture, string name, string words)
    {
        Site.Dig.Says(fixture);

        foreach (var option in (string[])["-d", "-a"])
            Refused(Site.Run(option, name), 68, words);
        Unchanged();
    }

    [Fact]
    public void Row_8_changes_are_made_under_the_lock_and_in_one_batch()
    {
        Site.VtyshFirst("*-E*", Site.Bgpd.Answer with
        {
            Shell = $"flock --nonblock --conflict-exit-code 17 '{Site.LockFile}' true; echo $? >'{Site.Of("lock-is")}'\n{Site.Bgpd.Answer.Shell}",
        });

        Assert.Equal(0, Site.Run("-y", "-d", Four, Other, Six).Status);

        Assert.Equal("17\n", File.ReadAllText(Site.Of("lock-is")));
        var batch = Assert.Single(Site.Fakes.Calls(), call => call.Arguments.Contains("-E"));
        Assert.Equal(3, batch.Arguments.Count(word => word.StartsWith("no network ", StringComparison.Ordinal)));
    }
}
