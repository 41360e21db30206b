using System.Text.Json;
using Testing;

namespace VipMgmt.Tests;

/// <summary>--json: the names of the fields are a promise (docs/json.md).</summary>
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

    [Theory]
    [InlineData("VipMgmt", "delete.json", "vip-mgmt -d and -a")]
    [InlineData("VipMgmt", "add.json", "vip-mgmt -d and -a")]
    [InlineData("VipMgmt", "dry-run.json", "vip-mgmt -d and -a")]
    [InlineData("VipMgmt", "refused.json", "vip-mgmt -d and -a")]
    [InlineData("VipMgmt", "status.json", "vip-mgmt status")]
    [InlineData("VipMgmt", "status-unknown.json", "vip-mgmt status")]
    [InlineData("VipMgmt", "status-refused.json", "refusal")]
    [InlineData("VipMgmt", "faults.json", "refusal")]
    [InlineData("VipWatchdog", "busy.json", "refusal")]
    [InlineData("VipWatchdog", "faults.json", "refusal")]
    [InlineData("VipMgmt", "history.json", "vip-mgmt history")]
    [InlineData("VipMgmt", "doctor.json", "vip-mgmt doctor")]
    [InlineData("VipMgmt", "render.json", "vip-mgmt render")]
    [InlineData("VipMgmt", "import.json", "vip-mgmt import-ancestor")]
    [InlineData("VipWatchdog", "run.json", "vip-watchdog")]
    [InlineData("VipWatchdog", "failed.json", "vip-watchdog")]
    [InlineData("VipWatchdog", "dry-run.json", "vip-watchdog")]
    [InlineData("VipWatchdog", "nothing.json", "vip-watchdog")]
    public void Has_the_documented_fields_in_the_documented_order(string program, string file, string section)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root(), "tests", "Golden", program, file)));
        Check(document.RootElement, section);
    }

    [Fact]
    public void Every_rule_action_and_severity_is_documented()
    {
        var text = Text();
        string[] words =
        [
            .. Enum.GetNames<Vips.Watchdog.DecisionRule>(), .. Enum.GetNames<Vips.Watchdog.DecisionAction>(),
            .. Enum.GetNames<Vips.Severity>(), .. Enum.GetNames<Vips.Doctor.Health>(), .. Enum.GetNames<Vips.ChangeKind>(), .. Enum.GetNames<Vips.Verdicts.Verdict>(),
        ];
        Assert.All(words, word => Assert.Contains($"`{Vips.Host.Reporting.JsonWords.Kebab(word)}`", text, StringComparison.Ordinal));
    }

    /// <summary>An object's fields against its table, and the objects in them against those that the rows link to.</summary>
    private static void Check(JsonElement element, string section)
    {
        var rows = Rows(section);
        Assert.Equal(rows.Select(row => row.Field), element.EnumerateObject().Select(field => field.Name));
        foreach (var field in element.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Array))
        {
            foreach (var item in field.Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
            {
                Check(item, rows.Single(row => row.Field == field.Name).Link ?? throw new InvalidOperationException($"{section}.{field.Name} links to no table"));
            }
        }
    }

    private static List<(string Field, string? Link)> Rows(string section)
    {
        var lines = Text().Split('\n').SkipWhile(line => line.TrimStart('#') != $" {section}").Skip(1).TakeWhile(line => !line.StartsWith('#'));
        return lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => (line.Split('`')[1], LinkOf(line))).ToList();
    }

    private static string? LinkOf(string row)
    {
        var at = row.IndexOf("](#", StringComparison.Ordinal);
        return at < 0 ? null : row[(row.LastIndexOf('[', at) + 1)..at];
    }

    private static string Text() => File.ReadAllText(Path.Combine(Repository.Root(), "docs", "json.md"));

    private void Verify(string name, FakeRun run, int status)
    {
        Assert.Equal(status, run.Status);
        Golden.Verify($"VipMgmt/{name}.json", Masked.Of(Site, Who, run.Output));
    }
}
