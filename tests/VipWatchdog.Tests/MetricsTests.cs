using System.Text.RegularExpressions;
using Testing;

namespace VipWatchdog.Tests;

/// <summary>`metrics-file`: what a run leaves for node_exporter.</summary>
public sealed partial class MetricsTests : IDisposable
{
    private readonly FakeSite _site = OneDown.Site();

    public MetricsTests()
    {
        _site.Set("metrics-file", Path);
        _site.Yaml = "vips:\n- {name: \"the \\\"www\\\"\", prefixes: [192.0.2.1/32, \"2001:db8::1/128\"]}\n";
    }

    private string Path => _site.Of("viptools.prom");

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Of_a_run_that_withdrew_a_vip_while_another_is_held()
    {
        _site.Hold("192.0.2.2/32");
        Assert.Equal(0, _site.Run().Status);

        Golden.Verify("VipWatchdog/metrics.prom", Masked(File.ReadAllText(Path)));
        Assert.Equal("644", Convert.ToString((int)File.GetUnixFileMode(Path), 8));
        Assert.Single(Directory.GetFiles(_site.Folder, "*viptools.prom*"));
    }

    [Fact]
    public void What_could_not_be_read_has_no_sample()
    {
        _site.Ipvsadm.Reset().Always(FakeAnswer.Fails(255, "Can't initialize ipvs: Protocol not available\n"));
        Assert.Equal(69, _site.Run().Status);

        var text = File.ReadAllText(Path);
        Assert.Contains("viptools_watchdog_exit_status 69\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("viptools_vip_live_servers{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("viptools_watchdog_last_success_timestamp_seconds ", Samples(text), StringComparison.Ordinal);
        Assert.Contains("viptools_vip_verdict{vip=\"192.0.2.1/32\",name=\"the \\\"www\\\"\",verdict=\"unknown\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("viptools_vip_announced{vip=\"192.0.2.1/32\",name=\"the \\\"www\\\"\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void With_bgpd_unreadable_nothing_is_said_to_be_announced_or_withdrawn()
    {
        _site.Run();
        _site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));
        Assert.Equal(69, _site.Run().Status);

        var text = File.ReadAllText(Path);
        Assert.DoesNotContain("viptools_vip_announced{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("viptools_vip_advertised_peers{", text, StringComparison.Ordinal);
        Assert.Contains("viptools_watchdog_last_success_timestamp_seconds ", Samples(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_failed_is_counted_as_failed()
    {
        _site.Bgpd.LieAbout("192.0.2.1/32");
        Assert.Equal(76, _site.Run().Status);

        var text = File.ReadAllText(Path);
        Assert.Contains("viptools_watchdog_changes{change=\"withdraw\",result=\"failed\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("viptools_watchdog_changes{change=\"withdraw\",result=\"done\"} 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_leaves_none()
    {
        _site.Run("--dry-run");

        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void That_it_cannot_be_written_is_told_once_and_stops_nothing()
    {
        _site.Set("metrics-file", _site.Of("nowhere/viptools.prom"));

        var run = _site.Run();
        Assert.Equal(0, run.Status);
        Assert.Contains("vip_watchdog: metrics: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("network 192.0.2.1/32 route-map BGP1", _site.Bgpd.Statements);
        Golden.Same("exit 0", _site.Transcript());
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_when_it_is_old_and_nothing_else_is()
    {
        var left = _site.Of(".viptools.prom.tmp.123");
        string[] others = [_site.Of(".viptools.prom.tmp.124"), _site.Of(".other.prom.tmp.123")];
        Array.ForEach([left, .. others], file => File.WriteAllText(file, ""));
        Array.ForEach([left, others[1]], file => File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1)));

        _site.Run();

        Assert.False(File.Exists(left));
        Assert.All(others, file => Assert.True(File.Exists(file)));
    }

    private static string Samples(string text) => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('#')));

    private static string Masked(string text) => Times().Replace(text, "$1 TIME");

    [GeneratedRegex("^(viptools_\\S*_seconds(?:{[^}]*})?) [0-9.]+$", RegexOptions.Multiline)]
    private static partial Regex Times();
}
