using Testing;

namespace VipMgmt.Tests;

/// <summary>vip-mgmt status, check-config and --dry-run: what only reads.</summary>
public sealed class StatusTests : OnSite
{
    [Fact]
    [Trait("Coverage", "short")]
    public void One_line_a_vip()
    {
        Hold(Four, ClaimOf("b.tld", reason: "new kernel", until: new DateTimeOffset(2999, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        Site.Bgpd.Remove(Four);
        Site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("192.0.2.2:443", 1), ("[2001:db8::1]:80", 2));

        Said(
            Site.Run("status"), 0,
            """
            VIP              VERDICT      LIVE                CONFIGURED  ORIGINATED  ADVERTISED TO  HOLD
            192.0.2.1/32     down         tcp/80:0            no          no          -              alice: new kernel until 2999-01-02T03:04:05Z
            192.0.2.2/32     up           tcp/80:2 tcp/443:1  BGP2        yes         198.51.100.1   -
            203.0.113.7/32   not managed  -                   yes         yes         198.51.100.1   -
            2001:db8::1/128  up           tcp/80:2            BGP1        yes         198.51.100.1   -
            """);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void Statements_that_are_not_ours_to_change_are_listed_too()
    {
        Site.Bgpd.Running = FakeSite.Configuration
            .Replace("network 203.0.113.7/32", "network 192.0.2.0/24\n  network 203.0.113.7/32 route-map BGP2 label-index 7", StringComparison.Ordinal)
            .Replace("192.0.2.2/32 route-map BGP2", "192.0.2.2/32 backdoor", StringComparison.Ordinal);

        Said(
            Site.Run("status"), 0,
            """
            VIP              VERDICT      LIVE      CONFIGURED          ORIGINATED  ADVERTISED TO  HOLD
            192.0.2.0/24     not managed  -         yes                 yes         198.51.100.1   -
            192.0.2.1/32     up           tcp/80:2  BGP1                yes         198.51.100.1   -
            192.0.2.2/32     up           tcp/80:2  backdoor            yes         198.51.100.1   -
            203.0.113.7/32   not managed  -         BGP2 label-index 7  yes         198.51.100.1   -
            2001:db8::1/128  up           tcp/80:2  BGP1                yes         198.51.100.1   -
            """);
    }

    [Fact]
    public void Of_names_alone_also_what_is_not_managed()
    {
        Said(
            Site.Run("status", Www, "203.0.113.7", "192.0.2.99"), 0,
            """
            VIP              VERDICT      LIVE      CONFIGURED  ORIGINATED  ADVERTISED TO  HOLD
            192.0.2.1/32     up           tcp/80:2  BGP1        yes         198.51.100.1   -
            203.0.113.7/32   not managed  -         yes         yes         198.51.100.1   -
            2001:db8::1/128  up           tcp/80:2  BGP1        yes         198.51.100.1   -
            """,
            "vip-mgmt: Route 192.0.2.99/32 not of this site");
    }

    [Fact]
    public void Of_no_name_of_this_site_is_1() =>
        Said(
            Site.Run("status", "192.0.2.99"), 1, "VIP  VERDICT  LIVE  CONFIGURED  ORIGINATED  ADVERTISED TO  HOLD",
            "vip-mgmt: Route 192.0.2.99/32 not of this site");

    [Fact]
    public void Of_a_name_that_does_not_resolve_is_68()
    {
        Site.Dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of("nxdomain.A")));

        Refused(Site.Run("status", Www), 68, "www.example.net does not resolve");
    }

    [Fact]
    public void Of_a_listed_vip_without_any_virtual_service_is_missing()
    {
        Site.Yaml = "vips:\n  - prefixes: [192.0.2.2/32]\n    services: [tcp/80]\n";
        Site.Table(("192.0.2.1:80", 2));

        Said(
            Site.Run("status", "192.0.2.2"), 0,
            """
            VIP           VERDICT    LIVE     CONFIGURED  ORIGINATED  ADVERTISED TO  HOLD
            192.0.2.2/32  unchanged  missing  BGP2        yes         198.51.100.1   -
            """);
    }

    [Fact]
    public void A_path_of_another_site_is_not_originated_here()
    {
        Site.Bgpd.Remove(Four);
        Site.Bgpd.Learn(Four);

        Assert.Contains("192.0.2.1/32  up       tcp/80:2  no          no          -  ", Site.Run("status", "192.0.2.1").Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void With_everything_unreadable_it_says_so_and_shows_the_holds()
    {
        Hold(Four, ClaimOf("b.tld"), ClaimOf("c.tld"));
        BreakEverything();

        var run = Site.Run("status");

        Assert.Equal(69, run.Status);
        Assert.Equal(
            """
            VIP           VERDICT  LIVE     CONFIGURED  ORIGINATED  ADVERTISED TO  HOLD
            192.0.2.1/32  unknown  unknown  unknown     unknown     unknown        alice: b.tld (+1)

            """,
            run.Output);
        foreach (var subject in (string[])["watchdog.json: damaged", "vtysh: cannot reach bgpd", "ipvsadm: exit status 255", "gone.conf: is missing"])
        {
            Assert.Contains(subject, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_takes_no_lock_and_writes_nothing()
    {
        BreakEverything();
        Site.Set("lock-timeout", "10m"); // longer than a test's run may last
        Site.WriteConfiguration();
        var before = ListingOfState();
        using var other = Assert.IsType<Vips.Host.Locking.RunLock.Taken>(Vips.Host.Locking.RunLock.TryTake(Site.LockFile, TimeSpan.Zero, "vip-watchdog", Clock));

        Site.Run("status", "--verbose");

        Assert.Equal(before, ListingOfState());
        Assert.Empty(Site.Syslog.Lines());
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void Verbose_says_what_was_read_and_why_it_is_decided_so()
    {
        var run = Site.Run("status", "192.0.2.1", "--verbose");

        Assert.StartsWith(
            $"""
            bgpd: router bgp 64699 (Frr), 4 statements
            baseline: {Site.Of("frr.conf")}, 4 statements
            IPVS: 3 virtual services
            keepalived: not looked for
            holds: 0
            vip-watchdog: last run 0 min ago
            VIP 
            """,
            run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n192.0.2.1/32: in-order: announced, and up\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-d", Www, "192.0.2.2", "--reason", "kernel", "--yes")]
    [InlineData("-a", Www, "192.0.2.2")]
    [InlineData("-a", Www, "--force", "--verbose")]
    [InlineData("-d", "192.0.2.99")]
    public void A_dry_run_leaves_everything_byte_for_byte(params string[] arguments)
    {
        Hold(Four, ClaimOf(null));
        Site.Bgpd.Remove(Four);
        var (state, bgpd) = (ListingOfState(), Site.Bgpd.Running);

        Site.Run([.. arguments, "--dry-run"]);

        Assert.Equal(state, ListingOfState());
        Assert.Equal(bgpd, Site.Bgpd.Running);
        Assert.False(File.Exists(Site.LockFile));
        Assert.Empty(Site.Sent());
        Assert.Empty(Site.Syslog.Lines());
    }

    [Fact]
    public void A_dry_run_makes_no_folder_where_there_is_none()
    {
        Site.Set("state-dir", Site.Of("fresh"));

        Assert.Equal(0, Site.Run("-y", "-d", "192.0.2.1", "--dry-run").Status);
        Assert.False(Directory.Exists(Site.Of("fresh")));
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void A_dry_run_prints_the_plan_and_the_commands_that_are_sent_then()
    {
        var dry = Site.Run("-y", "-d", "192.0.2.2", Www, "--dry-run");

        Said(
            dry, 0,
            """
            www.example.net > www-vip.example.net
            would delete route to 192.0.2.2/32
            would hold 192.0.2.2/32 for 192.0.2.2/32
            would delete route to 192.0.2.1/32
            would hold 192.0.2.1/32 for www.example.net
            would delete route to 2001:db8::1/128
            would hold 2001:db8::1/128 for www.example.net
            vtysh: conf t
            vtysh: router bgp 64699
            vtysh: address-family ipv4 unicast
            vtysh: no network 192.0.2.2/32
            vtysh: no network 192.0.2.1/32
            vtysh: exit-address-family
            vtysh: address-family ipv6 unicast
            vtysh: no network 2001:db8::1/128
            vtysh: exit-address-family
            vtysh: end
            vtysh: show bgp ipv4 unicast 255.255.255.255/32 (changes nothing: the answer proves that bgpd lived to the end)
            """);
        Site.Run("-y", "-d", "192.0.2.2", Www);
        var batch = Assert.Single(Site.Fakes.Calls(), call => call.Arguments.Contains("-E"));
        Assert.Equal(
            dry.Output.Split('\n').Where(line => line.StartsWith("vtysh: ", StringComparison.Ordinal)).Select(line => line["vtysh: ".Length..].Split(" (")[0]),
            batch.Arguments.Where((_, at) => at > 0 && batch.Arguments[at - 1] == "-c"));
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void A_dry_run_of_an_addition_says_what_it_would_say()
    {
        Hold(Four, ClaimOf("b.tld"));
        Hold(Six, ClaimOf(Www));
        Site.Bgpd.Remove(Four);
        Site.Bgpd.Remove(Six);

        Said(
            Site.Run("-a", Www, "192.0.2.2", "--dry-run"), 1,
            """
            www.example.net > www-vip.example.net
            would say: Route 192.0.2.1/32 still held by alice for b.tld
            would add route to 2001:db8::1/128
            would lift the hold of 2001:db8::1/128
            would say: Route 192.0.2.2/32 already exists
            vtysh: conf t
            vtysh: router bgp 64699
            vtysh: address-family ipv6 unicast
            vtysh: network 2001:db8::1/128 route-map BGP1
            vtysh: exit-address-family
            vtysh: end
            vtysh: show bgp ipv4 unicast 255.255.255.255/32 (changes nothing: the answer proves that bgpd lived to the end)
            """);
    }

    [Fact]
    public void Check_config_prints_what_reads_back_to_the_same()
    {
        Site.Yaml = "vips:\n  - name: \"web: 1\"\n    prefixes: [192.0.2.1/32]\n    services: [tcp/80]\n    restore: 2\n";
        var first = Site.Run("check-config");
        Site.Yaml = "";
        File.WriteAllText(Site.Of("effective.yaml"), first.Output);
        File.SetUnixFileMode(Site.Of("effective.yaml"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var second = Site.Run("check-config", Site.Of("effective.yaml"));

        Assert.Equal((0, "", 0, ""), (first.Status, first.Error, second.Status, second.Error));
        Assert.Equal(first.Output, second.Output);
        Assert.Contains("name: \"web: 1\"", first.Output, StringComparison.Ordinal);
        Assert.Empty(Site.Fakes.Calls());
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void Check_config_tells_all_faults_at_once()
    {
        Site.Yaml = "vips:\n  - prefixes: [192.0.2.1/33]\n    colour: blue\nbogus: 1\n";
        Site.Set("watchdog.fall", "zero");

        var run = Site.Run("check-config");

        Assert.Equal((78, ""), (run.Status, run.Output));
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Matches($"^{Site.ConfigurationPath}:[0-9]+:[0-9]+: ", line));
    }

    private string ListingOfState() => string.Join(
        '\n',
        Directory.EnumerateFileSystemEntries(Site.State, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetUnixFileMode(path)} {File.GetLastWriteTimeUtc(path):O} {(File.Exists(path) ? File.ReadAllText(path) : "")}"));
}
