using System.Text.Json;
using System.Text.RegularExpressions;
using Contract.Dns;
using Contract.Executables;
using Contract.Frr;
using Contract.Syslog;
using Testing;

namespace Contract.Monitoring;

/// <summary>What we write for Prometheus, and ship for it, is what Prometheus takes.</summary>
[Collection(BgpCollectionDefinition.Name)]
public partial class PromtoolTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    private static readonly string Folder = Path.Combine(Repository.Root(), "packaging", "monitoring");

    [MonitoringFact]
    public void The_metrics_of_a_real_run_pass_its_checks()
    {
        Director.Yaml = $"metrics-file: {Director.In("viptools.prom")}\n";
        Director.Table.Fail("192.0.2.1");
        Assert.Equal(0, Director.Watchdog().Status);

        var text = File.ReadAllText(Director.In("viptools.prom"));
        Assert.Equal("", Host.Run("promtool", ["check", "metrics"], text)); // its lint speaks on standard output
        Assert.Contains("viptools_vip_announced{vip=\"192.0.2.1/32\",name=\"\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("viptools_vip_announced{vip=\"192.0.2.2/32\",name=\"\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("viptools_vip_advertised_peers{vip=\"192.0.2.2/32\",name=\"\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("viptools_watchdog_changes{change=\"withdraw\",result=\"done\"} 1\n", text, StringComparison.Ordinal);
    }

    [MonitoringFact]
    public void The_alert_rules_pass_their_unit_tests()
    {
        Assert.Contains("SUCCESS: 11 rules found", Host.Run("promtool", ["check", "rules", Path.Combine(Folder, "viptools.rules.yml")]), StringComparison.Ordinal);
        Assert.Contains("SUCCESS", Host.Run("promtool", ["test", "rules", Path.Combine(Folder, "viptools.rules.test.yml")]), StringComparison.Ordinal);
    }

    /// <summary>Grafana is not in Debian: its file is judged by the questions that it asks.</summary>
    [MonitoringFact]
    public void The_questions_of_the_dashboard_are_ones_that_Prometheus_understands()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "viptools-dashboard.json")));
        var questions = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!)).ToList();
        var rules = string.Concat(questions.Select((question, at) => $"  - {{record: \"q:{at}\", expr: {JsonSerializer.Serialize(question)}}}\n"));
        var file = Director.In("questions.yml");
        File.WriteAllText(file, $"groups:\n- name: dashboard\n  rules:\n{rules}");

        Assert.Contains($"SUCCESS: {questions.Count} rules found", Host.Run("promtool", ["check", "rules", file]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packaging/monitoring/viptools.rules.yml")]
    [InlineData("packaging/monitoring/viptools-dashboard.json")]
    [InlineData("docs/monitoring.md")]
    public void Names_only_metrics_that_a_run_writes(string file)
    {
        var written = Metric().Matches(File.ReadAllText(Path.Combine(Repository.Root(), "tests", "Golden", "VipWatchdog", "metrics.prom"))).Select(match => match.Value).ToHashSet();
        var named = Metric().Matches(File.ReadAllText(Path.Combine(Repository.Root(), file))).Select(match => match.Value).ToHashSet();

        Assert.True(named.Count > 5);
        Assert.Empty(named.Except(written));
        if (file.EndsWith(".md", StringComparison.Ordinal))
        {
            Assert.Empty(written.Except(named));
        }
    }

    [GeneratedRegex("viptools_(vip|watchdog)_[a-z_]+")]
    private static partial Regex Metric();
}

/// <summary>As <see cref="DirectorFactAttribute"/>, with promtool besides.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MonitoringFactAttribute : FactAttribute
{
    public MonitoringFactAttribute() => Skip =
        Host.Find("promtool") is null ? "no promtool here; install prometheus" : DirectorFactAttribute.WhyNot;
}
