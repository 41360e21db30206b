using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>A bundle may come from anybody: one line for each that is none, and nothing of it reaches the terminal as it is.</summary>
[Trait("Coverage", "short")]
public sealed class HostileBundleTests
{
    [Fact]
    public void What_is_no_bundle_is_one_line_each_and_the_others_are_replayed()
    {
        using var site = OneDown.Site();
        site.Run();
        var good = Assert.Single(Recorded.Bundles(site));
        var text = File.ReadAllText(good);
        var folder = Path.Combine(site.State, "bundles");
        Write("a", "");
        Write("b", "[]");
        Write("c", text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        Write("d", text.Replace("\"host\"", "\"h\\u001b[2Jost\"", StringComparison.Ordinal));
        Write("e", text.Replace("\"scope\": \"whole\"", "\"scope\": \"whole\", \"scope\": \"holds\"", StringComparison.Ordinal));
        Write("f", text.Replace("restore: 1\\n", "restore: 0\\n", StringComparison.Ordinal));
        Write("g", text[..^40]);
        Write("h", text.Replace("\"since_boot\": ", "\"since_boot\": 1e27, \"x\": ", StringComparison.Ordinal));
        Write("i", text.Replace("\"ending\": \"Exited\"", "\"ending\": \"17\"", StringComparison.Ordinal));

        var run = Recorded.Replay(folder, site.Of("missing"), "/dev/zero");

        Golden.Verify("VipWatchdog/replay-hostile.txt", Recorded.Masked(site, run));

        void Write(string name, string content) => File.WriteAllText(Path.Combine(folder, $"{name}.bundle.json"), content);
    }

    [Fact]
    public void As_JSON_what_is_no_bundle_stands_among_the_faults_and_what_a_bundle_lacks_beside_its_run()
    {
        using var site = OneDown.Site();
        site.Run();
        var bundle = Assert.Single(Recorded.Bundles(site));
        var text = File.ReadAllText(bundle);
        File.WriteAllText(site.Of("torn.bundle.json"), text[..^40]);
        File.WriteAllText(bundle, text.Replace(site.Ipvsadm.Path, "/elsewhere/ipvsadm", StringComparison.Ordinal).Replace("ipvsadm: /elsewhere", $"ipvsadm: {site.Fakes.Folder}", StringComparison.Ordinal));

        Golden.Verify("VipWatchdog/replay-damaged.json", Recorded.Document(site, Recorded.Replay(site.Of("torn.bundle.json"), bundle, "--json")));
    }

    [Fact]
    public void Nothing_of_a_bundle_reaches_the_terminal_as_it_is()
    {
        using var site = OneDown.Site();
        site.Run();
        var bundle = Assert.Single(Recorded.Bundles(site));
        var text = File.ReadAllText(bundle);
        var evil = System.Text.RegularExpressions.Regex.Replace(text, "\"host\": \"[^\"]*\"", "\"host\": \"\\u001b]0;x\\u0007\\u009b2J\\u202e\\nfaked: line\"")
            .Replace("\"program\": \"/", "\"program\": \"\\u001b[2J/", StringComparison.Ordinal);
        File.WriteAllText(bundle, evil);

        var run = Recorded.Replay(bundle);

        Assert.DoesNotContain(run.Output + run.Error, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        Assert.DoesNotContain("\nfaked", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.Status);
    }

    [Theory]
    [InlineData("--replay wants a bundle, or a folder of bundles", "")]
    [InlineData("--replay decides again and runs nothing: only --json, --verbose and --config go with it", "x", "--dry-run")]
    [InlineData("--replay decides again and runs nothing: only --json, --verbose and --config go with it", "x", "--record", "y")]
    public void A_command_line_that_contradicts_itself(string fault, params string[] arguments) =>
        Golden.Same($"exit 64\n--- stdout\n--- stderr\nvip-watchdog: {fault} (see vip-watchdog --help)\n", Recorded.Text(Recorded.Replay(arguments)));
}
