using Testing;

namespace VipWatchdog.Tests;

/// <summary>A configuration with a fault is 78, and nothing is touched.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public void Every_fault_at_once()
    {
        using var site = Crossroads.Site();
        site.Set("watchdog.drop", "3");
        site.Set("watchdog.restore", "2");
        site.Set("watchdog.fal", "2");
        site.Set("ipvs.timeout", "soon");
        site.Yaml = "vips:\n  - prefixes: [192.0.2.1]\n    route-map: 'a b'\nsysolg:\n  facility: user\n";

        AssertRefused(site,
            """
            exit 78
            err: SITE/viptools.yaml:12:12: `timeout` must be a duration (500ms, 90s, 5m, 2h, 1d), not 'soon'
            err: SITE/viptools.yaml:16:3: `restore` (2) must be above `drop` (3)
            err: SITE/viptools.yaml:17:3: unknown key `fal` in `watchdog`; did you mean `fall`?
            err: SITE/viptools.yaml:24:16: '192.0.2.1' lacks its length; write 192.0.2.1/32
            err: SITE/viptools.yaml:25:16: `route-map` must be a name of letters, digits, _ . -, not 'a b'
            err: SITE/viptools.yaml:26:1: unknown key `sysolg`; did you mean `syslog`?
            """);
    }

    [Fact]
    public void No_YAML()
    {
        using var site = Crossroads.Site();
        site.Yaml = "vips: [\n";

        AssertRefused(site,
            """
            exit 78
            err: SITE/viptools.yaml:20:1: not valid YAML: While parsing a node, did not find expected node content.
            """);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Writable_by_others(UnixFileMode mode)
    {
        using var site = Crossroads.Site();
        site.WriteConfiguration();
        File.SetUnixFileMode(site.ConfigurationPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
        using var running = new FakeRunning("vip-watchdog", ["--config", site.ConfigurationPath]);

        Golden.Same(
            """
            exit 78
            err: SITE/viptools.yaml: writable by others than its owner; chmod go-w
            """, site.Transcript(running.Finish()));
        Assert.Empty(site.Fakes.Calls());
    }

    [Theory]
    [InlineData("no-such.yaml", "no such file")]
    [InlineData("bgpd", "not a regular file")]
    public void Not_there_or_no_file(string name, string words)
    {
        using var site = Crossroads.Site();
        using var running = new FakeRunning("vip-watchdog", ["--config", site.Of(name)]);

        Golden.Same($"exit 78\nerr: SITE/{name}: {words}", site.Transcript(running.Finish()));
        Assert.Empty(site.Fakes.Calls());
    }

    [Fact]
    public void Its_faults_are_a_document_too()
    {
        using var site = Crossroads.Site();
        site.Yaml = "bogus: 1\nsyslgo: 2\n";

        var run = site.Run("--json");

        Assert.Equal(78, run.Status);
        Golden.Verify("VipWatchdog/faults.json", run.Output.Replace(site.Folder, "SITE", StringComparison.Ordinal));
    }

    /// <summary>Where the faulty configuration says to log to is not believed: a /dev of the run's own has our socket.</summary>
    [MountFact]
    public void Its_faults_are_in_the_syslog_of_the_machine()
    {
        using var site = Crossroads.Site();
        site.Set("watchdog.fal", "2");
        site.Within =
        [
            "unshare", "--mount", "sh", "-ec",
            $"""
            mkdir '{site.Of("dev")}'; mount --rbind /dev '{site.Of("dev")}'; mount -t tmpfs dev /dev
            for device in null zero full random urandom; do touch /dev/$device; mount --bind '{site.Of("dev")}'/$device /dev/$device; done
            ln -s '{site.Of("log")}' /dev/log
            exec "$@"
            """,
            "sh",
        ];

        Golden.Same(
            """
            exit 78
            err: SITE/viptools.yaml:15:3: unknown key `fal` in `watchdog`; did you mean `fall`?
            log: err vip_watchdog: SITE/viptools.yaml:15:3: unknown key `fal` in `watchdog`; did you mean `fall`?; nothing is watched
            """, site.Transcript());
        Assert.Empty(site.Fakes.Calls());
    }

    private static void AssertRefused(FakeSite site, string expected)
    {
        site.WriteConfiguration();
        var before = site.Listing();
        var transcript = site.Transcript();
        Golden.Same(expected, transcript);
        Assert.Empty(site.Fakes.Calls());
        Assert.Equal(before, site.Listing());
    }
}
