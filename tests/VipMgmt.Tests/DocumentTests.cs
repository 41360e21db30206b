using Testing;

namespace VipMgmt.Tests;

/// <summary>--json: the names of the fields are a promise (docs/json.md).</summary>
[Trait("Coverage", "short")]
public sealed class DocumentTests : OnSite
{
    [Fact]
    public void Of_a_deletion()
    {
        Hold(Other, ClaimOf("b.tld"));
        Site.Bgpd.Remove(Other);
        Site.Bgpd.LieAbout(Six);

        Verify("delete", Site.Run("-y", "-d", Www, "192.0.2.2", "192.0.2.99", "--reason", "new kernel", "--json"), 76);
        Assert.Equal("err bgp_mgt: Route 192.0.2.99/32 not of this site", Site.Syslog.Lines()[^1]);
    }

    [Fact]
    public void Of_an_addition()
    {
        Hold(Four, ClaimOf("b.tld"));
        Hold(Six, ClaimOf(null));
        Site.Bgpd.Remove(Four);
        Site.Bgpd.Remove(Six);

        Verify("add", Site.Run("-a", Www, "192.0.2.2", "--json"), 1);
    }

    [Fact]
    public void Of_a_dry_run() => Verify("dry-run", Site.Run("-y", "-d", Www, "--json", "--dry-run"), 0);

    [Fact]
    public void Of_a_refusal()
    {
        Site.Dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of("nxdomain.A")));

        Verify("refused", Site.Run("-y", "-d", Www, "--json"), 68);
        Unchanged();
    }

    [Fact]
    public void Of_a_status()
    {
        Hold(Four, ClaimOf("b.tld", reason: "new kernel", until: Clock.Now().Wall.AddHours(2)), ClaimOf(null));
        Site.Bgpd.Remove(Four);
        Site.Ipvsadm.Reset().Always(FakeAnswer.PrintsFile(Site.Of("ipvs.list")));
        File.WriteAllText(Path.Combine(State.Holds.Path, "notes.txt"), "");

        Verify("status", Site.Run("status", Www, "203.0.113.7", "--json"), 74);
    }

    [Fact]
    public void Of_a_status_with_everything_unreadable()
    {
        Hold(Four, ClaimOf("b.tld"));
        BreakEverything();

        Verify("status-unknown", Site.Run("status", "--json"), 69);
    }

    [Fact]
    public void Of_a_status_of_a_name_that_does_not_resolve()
    {
        Site.Dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of("nxdomain.A")));

        Verify("status-refused", Site.Run("status", Www, "--json"), 68);
    }

    [Theory]
    [InlineData("-d", Www, "--yes")]
    [InlineData("status")]
    public void Of_a_configuration_with_faults(params string[] arguments)
    {
        Site.Yaml = "bogus: 1\nsyslgo: 2\n";

        Verify("faults", Site.Run([.. arguments, "--json"]), 78);
        Unchanged();
    }

    private void Verify(string name, FakeRun run, int status)
    {
        Assert.Equal(status, run.Status);
        Golden.Verify($"VipMgmt/{name}.json", Masked.Of(Site, Who, run.Output));
    }
}
