using Testing;

namespace VipMgmt.Tests;

/// <summary>Before a withdrawal: the last-exit guard, the blast radius, and a yes where much goes.</summary>
public sealed class GuardTests : OnSite
{
    [Fact]
    [Trait("Coverage", "short")]
    public void The_blast_radius_is_told_first()
    {
        Site.Yaml = "vips:\n  - {name: shop, prefixes: [192.0.2.1/32]}\npeers-of-site: [lvs1b.dc1]\n";
        Site.Run("-y", "-d", Www);
        Site.Run("-a", Www);
        Witness("path");

        Golden.Same(
            """
            exit 0
            out: 192.0.2.1/32: 0 active connections; also shop, www.example.net; another site: announces it (witness: path)
            out: also directors of this site, and not touched: lvs1b.dc1
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            sent: no network 192.0.2.1/32
            """, Site.Transcript("-d", "192.0.2.1"));
        Assert.Equal(["witness 192.0.2.1/32"], Site.Fakes.Calls().Where(call => call.Tool == "witness").Select(call => call.ToString()));
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void Refuse_keeps_a_last_exit()
    {
        Site.Set("last-exit", "refuse");
        Witness("none");

        Golden.Same(
            """
            exit 1
            err: bgp_mgt: Route 192.0.2.1/32 not deleted: no other site announces it (witness: none); --force deletes it all the same
            log: err bgp_mgt: Route 192.0.2.1/32 not deleted: no other site announces it (witness: none); --force deletes it all the same
            """, Site.Transcript("-d", "192.0.2.1"));
        Assert.Empty(Holds());
    }

    [Fact]
    public void Force_goes_over_it_and_the_journal_keeps_that()
    {
        Site.Set("last-exit", "refuse");
        Witness("none");

        Said(Site.Run("-d", "192.0.2.1", "--force"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32",
            "vip-mgmt: warning: Route 192.0.2.1/32: no other site announces it (witness: none)");
        Assert.Contains($"withdraw 192.0.2.1/32: deleted by {Who}, forced: no other site announces it (witness: none) (done)", Journal());
    }

    [Fact]
    public void Warn_says_it_and_goes()
    {
        Witness("none");

        Said(Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32",
            "vip-mgmt: warning: Route 192.0.2.1/32: no other site announces it (witness: none)");
    }

    /// <summary>Exit 0 and exactly one line `path` or `none`: whatever else is unknown, and never none.</summary>
    [Theory]
    [InlineData("no", 0, "witness: neither 'path' nor 'none': 'no'")]
    [InlineData("path\nnone", 0, "witness: neither 'path' nor 'none': 'path none'")]
    [InlineData("", 0, "witness: neither 'path' nor 'none': ''")]
    [InlineData("none ", 0, "witness: neither")]
    [InlineData("none", 1, "witness: exit status 1")]
    public void Whatever_else_a_witness_does_is_unknown(string output, int status, string words)
    {
        Site.Set("last-exit", "refuse");
        var witness = Site.Fakes.Add("witness").Always(new FakeAnswer { Output = output, Status = status });
        Site.Set("bgp.witness", $"[{witness.Path}, \"{{prefix}}\"]");

        Refused(Site.Run("-d", "192.0.2.1"), 1, $"whether another site announces it is unknown ({words}");
    }

    [Fact]
    public void A_witness_that_hangs_is_unknown_after_its_deadline()
    {
        Site.Set("last-exit", "refuse");
        Site.Set("bgp.witness-timeout", "300ms");
        var witness = Site.Fakes.Add("witness").Always(FakeAnswer.HangsAfter());
        Site.Set("bgp.witness", $"[{witness.Path}, \"{{prefix}}\"]");

        Refused(Site.Run("-d", "192.0.2.1"), 1, "is unknown (witness: timed out after 0.");
        Assert.Empty(Site.Fakes.Running());
    }

    [Fact]
    public void A_witness_that_others_can_write_is_not_run()
    {
        Site.Set("last-exit", "refuse");
        Witness("path");
        var path = Site.Fakes.Add("other").Always(FakeAnswer.Prints("path\n")).Path;
        File.Copy(path, Site.Of("witness"));
        File.SetUnixFileMode(Site.Of("witness"), (UnixFileMode)0b111_111_111);
        Site.Set("bgp.witness", $"[{Site.Of("witness")}, \"{{prefix}}\"]");

        Refused(Site.Run("-d", "192.0.2.1"), 1, "is unknown (witness: ");
        Assert.Contains("writable by others than its owner", Site.Run("-d", "192.0.2.1").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[relative, \"{prefix}\"]")]
    [InlineData("[/bin/echo]")]
    public void A_witness_needs_a_path_and_a_place_for_the_prefix(string witness)
    {
        Site.Set("bgp.witness", witness);

        Refused(Site.Run("-d", "192.0.2.1"), 78, "`witness` must be a list: an absolute path and arguments, one with {prefix}");
    }

    [Fact]
    public void More_than_half_needs_a_yes()
    {
        var run = Site.Run("-d", "192.0.2.1", "192.0.2.2");

        Refused(run, 64, "2 of the 3 announced VIPs of this site would go: more than half needs --yes where nobody can be asked; nothing is done");
        Unchanged();
    }

    /// <summary>A hold on everything, written unasked, would empty the site at the minute that bgpd comes back.</summary>
    [Theory]
    [InlineData("-d", "--all")]
    [InlineData("-d", "192.0.2.1", "192.0.2.2")]
    public void More_than_half_needs_a_yes_also_while_bgpd_cannot_be_read(params string[] arguments)
    {
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        var run = Site.Run(arguments);

        Assert.Equal(64, run.Status);
        Assert.Contains("of the 3 VIPs of this site that may be announced would go (bgpd cannot be read): more than half needs --yes", run.Error, StringComparison.Ordinal);
        Assert.Empty(Holds());
    }

    [Fact]
    public void What_is_withdrawn_already_does_not_count()
    {
        Site.Bgpd.Remove(Four);
        Site.Bgpd.Remove(Six);

        Said(Site.Run("-y", "-d", Www), 0, $"{Www} > www-vip.example.net\nbgp_mgt: Route 192.0.2.1/32 already removed\nbgp_mgt: Route 2001:db8::1/128 already removed");
    }

    /// <summary>The person of a terminal is asked; script(1) makes one.</summary>
    [Theory]
    [InlineData("y", 0, "bgp_mgt: Deleting route to 192.0.2.1/32")]
    [InlineData("n", 1, "nothing is done")]
    [InlineData("", 1, "nothing is done")]
    public void On_a_terminal_a_person_is_asked(string answer, int status, string says)
    {
        Site.Within = ["sh", "-c", $"printf '%s\\n' '{answer}' | script -qec \"$*\" /dev/null", "sh"];
        var run = Site.Run("-d", "--all");

        Assert.Contains("3 of the 3 announced VIPs of this site would go. Go on? [y/N]", run.Output, StringComparison.Ordinal);
        Assert.Contains(says, run.Output, StringComparison.Ordinal);
        Assert.Equal(status, run.Status);
        Assert.Equal(status == 0, Site.Sent().Count > 0);
    }

    [Fact]
    public void All_of_the_director_goes_and_comes_back()
    {
        Golden.Same(
            """
            exit 0
            out: 192.0.2.1/32: 0 active connections; another site: unknown (no witness configured)
            out: 192.0.2.2/32: 0 active connections; another site: unknown (no witness configured)
            out: 2001:db8::1/128: 0 active connections; another site: unknown (no witness configured)
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Deleting route to 192.0.2.2/32
            out: bgp_mgt: Deleting route to 2001:db8::1/128
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.2/32
            log: notice bgp_mgt: Deleting route to 2001:db8::1/128
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.2/32
            sent: no network 2001:db8::1/128
            """, Site.Transcript("-d", "--all", "--yes", "--reason", "new kernel"));
        Assert.All((string[])[Four, Other, Six], prefix => Assert.Equal(["--all"], ClaimsOn(prefix)));
        Assert.Contains("network 203.0.113.7/32", Site.Bgpd.Running, StringComparison.Ordinal);

        Said(Site.Run("-a", "--all"), 0, "bgp_mgt: Adding route to 192.0.2.1/32\nbgp_mgt: Adding route to 192.0.2.2/32\nbgp_mgt: Adding route to 2001:db8::1/128");
        Assert.Empty(Holds());
    }

    [Fact]
    public void All_without_a_managed_vip_does_nothing()
    {
        Site.Table();

        Refused(Site.Run("-d", "--all", "--yes"), 1, "no VIP is managed here");
    }

    private void Witness(string answer)
    {
        var witness = Site.Fakes.Add("witness").Always(FakeAnswer.Prints(answer + "\n"));
        Site.Set("bgp.witness", $"[{witness.Path}, \"{{prefix}}\"]");
    }
}
