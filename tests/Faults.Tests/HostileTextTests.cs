using Testing;

namespace Faults.Tests;

/// <summary>Whatever others wrote, in every place at once: each line of ours is plain, and nothing of it becomes a command.</summary>
public sealed class HostileTextTests
{
    private const string Evil = "\u001b[2J\u001b]0;owned\u0007\u202e\u0085\u2028bgp_mgt: Adding route to 192.0.2.9/32";
    private const string Escaped = @"\u001b[2J\u001b]0;owned\u0007\u202e\u0085\u2028\nbgp_mgt: Adding route to 192.0.2.9/32";

    private static readonly string[][] Readers =
    [
        ["status"], ["status", "--json"], ["status", "--problems"], ["explain", "192.0.2.1"], ["history"], ["history", "--json"], ["doctor"], ["doctor", "--json"],
        ["-a", "192.0.2.6"], ["--yes", "-d", "192.0.2.4"], ["check-config"],
    ];

    private static readonly string[][] Changing = [["status"], ["--yes", "-d", "192.0.2.4"]];

    private static readonly string[][] Resolving = [["--yes", "-d", "www.example.net"], ["status", "www.example.net"]];

    public static TheoryData<string> Places => ["state", "ipvsadm", "vtysh", "table", "baseline", "dig"];

    [Theory]
    [MemberData(nameof(Places))]
    public void Reaches_no_terminal_and_no_log_as_it_is(string place)
    {
        using var world = new World(World.Watchdog);
        var site = world.Site;
        Poison(site, place);
        var before = site.Bgpd.Statements;

        IsPlain(site.Run("--verbose"));
        IsPlain(site.Run("--json", "--dry-run"));
        foreach (var arguments in place switch { "dig" => Resolving, "state" => Readers, _ => Changing })
        {
            using var running = new FakeRunning("vip-mgmt", [.. arguments, "--config", site.ConfigurationPath]);
            IsPlain(running.Finish());
        }

        Assert.NotEmpty(site.Syslog.Messages());
        Assert.All(site.Syslog.Messages(), message => IsPlainText(message));
        Assert.DoesNotContain(site.Sent(), sent => sent.Contains("192.0.2.9", StringComparison.Ordinal));
        Assert.NotEmpty(before);
    }

    /// <summary>4,000 addresses behind one name: bounded, told, and none of them of this site.</summary>
    [Fact]
    public void Thousands_of_records_are_told_and_change_nothing()
    {
        using var world = new World(World.Delete);
        var answer = Repository.Fixture("dig/9.18/a-only.A.txt");
        var record = answer.Split('\n').Single(line => line.Contains("IN\tA\t", StringComparison.Ordinal));
        var many = string.Join('\n', Enumerable.Range(0, 4000).Select(n => record[..(record.LastIndexOf('\t') + 1)] + $"198.18.{n / 250}.{n % 250}"));
        answer = answer.Replace(record, many, StringComparison.Ordinal).Replace("ANSWER: 1", "ANSWER: 4000", StringComparison.Ordinal);
        world.Site.Dig.Reset().When("*-t A", answer).When("*-t AAAA", Repository.Fixture("dig/9.18/a-only.AAAA.txt"));

        var run = world.Site.Run("--yes", "-d", "four.example.net");

        Assert.Equal(1, run.Status);
        Assert.Equal(4000, run.Error.Split('\n').Where(line => line.EndsWith("not of this site", StringComparison.Ordinal)).Distinct().Count()); // those that syslog had no time for come twice
        Assert.Empty(world.Site.Sent());
    }

    private static void Poison(FakeSite site, string place)
    {
        switch (place)
        {
            case "state":
                site.WriteState("holds/192.0.2.6_32", $$"""{"prefix":"192.0.2.6/32","claims":[{"name":"b{{Escaped}}","who":"{{Escaped}}","when":"2026-01-02T03:04:05+00:00","reason":"{{Escaped}}"}]}""");
                site.WriteState("withdrawn/192.0.2.2_32", $$"""{"statement":"network 192.0.2.2/32 route-map {{Escaped}}"}""");
                site.WriteState("freeze.json", $$"""{"who":"{{Escaped}}","when":"2026-01-02T03:04:05+00:00","reason":"{{Escaped}}"}""");
                site.WriteState("names.json", $$"""{"{{Escaped}}":1}""");
                site.WriteState("journal.jsonl", $$"""{"when":"2026-01-02T03:04:05+00:00","who":"{{Escaped}}","prefix":"192.0.2.1/32","what":"{{Escaped}}","why":"{{Escaped}}","before":"{{Escaped}}","outcome":"{{Escaped}}"}""" + "\n");
                site.WriteState($"holds/{Evil.Replace('/', '_')}", "{}");
                break;
            case "ipvsadm":
                File.AppendAllText(site.Of("ipvs.list"), $"{Evil} 192.0.2.9:80 rr\n");
                break;
            case "vtysh":
                site.Vtysh.Reset().Always(FakeAnswer.Fails(1, $"{Evil}\n{Evil}\n", $"{Evil}\n"));
                break;
            case "table":
                site.VtyshFirst("*json*", FakeAnswer.Prints($"{{\"{Evil}\": 1}}\n"));
                break;
            case "baseline":
                site.Baseline = site.Baseline.Replace("network 192.0.2.4/32 route-map BGP1", $"network 192.0.2.4/32 route-map {Evil}", StringComparison.Ordinal);
                break;
            default:
                site.Dig.Reset().Always(FakeAnswer.Fails(9, $";; {Evil}\n", $";; {Evil}\n"));
                break;
        }
    }

    private static void IsPlain(FakeRun run)
    {
        IsPlainText(run.Output);
        IsPlainText(run.Error);
        Assert.NotEqual(70, run.Status);
        Assert.DoesNotContain(run.Output.Split('\n'), line => line.StartsWith("bgp_mgt: Adding route to 192.0.2.9/32", StringComparison.Ordinal));
    }

    private static void IsPlainText(string text) =>
        Assert.DoesNotContain(text, one => one != '\n' && (char.IsControl(one) || one is '\u202e' or '\u2028'));
}
