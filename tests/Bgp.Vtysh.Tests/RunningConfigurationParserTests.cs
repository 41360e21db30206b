using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

public class RunningConfigurationParserTests
{
    private static readonly string[] Site =
    [
        "network 192.0.2.1/32 route-map BGP1", "network 192.0.2.2/32 route-map BGP2",
        "network 2001:db8::1/128 route-map BGP1", "network 2001:db8::2/128 route-map BGP2",
    ];

    public static TheoryData<string, Suite> Captures => new()
    {
        { "frr-8.4.4/d-bgpd-show-running-config", Suite.Frr },
        { "frr-8.4.4/show-running-config-whole", Suite.Frr },
        { "frr-8.4.4/show-running-config-bgpd", Suite.Frr },
        { "frr-10.3.4/d-bgpd-show-running-config", Suite.Frr },
        { "frr-10.7.0/d-bgpd-show-running-config", Suite.Frr },
        { "frr-10.7.0/c12-ebgp-requires-policy-running", Suite.Frr },
        { "frr-10.7.0/show-running-config-no-import-check", Suite.Frr },
        { "quagga-1.2.3/d-bgpd-show-running-config", Suite.Quagga },
        { "quagga-1.2.3/show-running-config", Suite.Quagga },
    };

    [Theory]
    [MemberData(nameof(Captures))]
    public void The_site_is_read_from_what_each_suite_prints(string capture, Suite suite)
    {
        var running = RunningConfigurationParser.Parse(Capture.Running(capture).Result).Value;

        Assert.Equal(suite, running.Suite);
        var instance = Assert.Single(running.Configuration.Instances);
        Assert.Equal(("router bgp 64699", "64699", null), (instance.Line, instance.AsNumber, instance.Scope));
        Assert.True(instance.IsDefault);
        Assert.Equal(Site, instance.Statements.Values.OrderBy(s => s.Prefix).Select(s => s.ToString()));
        Assert.Empty(instance.Sources);
        Assert.Equal(["BGP1", "BGP2", "DRAIN"], running.Configuration.RouteMaps.Order());
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Cut_short_at_any_byte_it_is_unknown(string capture, Suite suite)
    {
        var whole = Capture.Running(capture).Output;
        for (var length = 0; length < whole.Length; length++)
        {
            var reading = RunningConfigurationParser.Parse(Capture.Of(whole[..length]), suite);
            Assert.False(reading.IsKnown, $"known when cut to {length} of {whole.Length} characters:\n{whole[..length]}");
        }
    }

    /// <summary>
    /// What vtysh prints when bgpd dies meanwhile: the lines so far, then a valid `end`, status 0
    /// (frr-all-fake-bgpd-closes, "dies in the middle of show running-config"). Even with an answer after it (bgpd came
    /// back), no statement may be missing silently.
    /// </summary>
    [Theory]
    [MemberData(nameof(Captures))]
    public void Cut_short_at_any_line_and_closed_by_vtysh_it_loses_no_statement_silently(string capture, Suite suite)
    {
        var lines = Capture.Read(capture).Output.Split('\n');
        for (var count = 0; count < lines.Length; count++)
        {
            var closed = string.Join('\n', lines[..count]) + "\n!\nend\n";
            Assert.False(RunningConfigurationParser.Parse(Capture.Of(closed)).IsKnown);

            var answered = RunningConfigurationParser.Parse(Capture.Of(closed + "% Network not in table\n"));
            if (suite == Suite.Frr && answered.IsKnown && answered.Value.Suite == Suite.Frr && answered.Value.Configuration.Instances.Count > 0)
                Assert.Equal(Site.Length, answered.Value.Configuration.Instances[0].Statements.Count);
        }
    }

    /// <summary>frr-10.7.0-c9-bgpd-dies-during-show-running-sentinel2 and frr-all-fake-bgpd-closes, both streams.</summary>
    [Theory]
    [InlineData("", "Warning: connecting to bgpd...success!\n")]
    [InlineData("", "Warning: connecting to bgpd...failed!\nbgpd is not running\n")]
    [InlineData("", "Warning: closing connection to bgpd because of an I/O error!\n")]
    [InlineData("", "vtysh(): vtysh_client_execute(): (104)Connection reset by peer\n")]
    [InlineData("vtysh: error reading from bgpd: Success (0)Warning: closing connection to bgpd because of an I/O error!\n", "")]
    [InlineData("Warning: closing connection to bgpd because of an I/O error!\n", "")]
    public void A_lost_connection_makes_it_unknown_whatever_else_was_printed(string output, string error)
    {
        var whole = Capture.Running("frr-8.4.4/d-bgpd-show-running-config").Output;

        var reading = RunningConfigurationParser.Parse(Capture.Of(output + whole, 0, error));

        Assert.StartsWith("lost bgpd: ", reading.Failure?.Words, StringComparison.Ordinal);
        Assert.False(RunningConfigurationParser.Parse(Capture.Of(whole + output, 0, error)).IsKnown);
    }

    [Fact]
    public void A_description_that_an_operator_wrote_is_no_lost_connection()
    {
        var whole = Capture.Running("frr-8.4.4/d-bgpd-show-running-config").Output.Replace(
            " neighbor 198.51.100.1 remote-as 64500\n",
            " neighbor 198.51.100.1 remote-as 64500\n neighbor 198.51.100.1 description connecting to Lyon, closing connection, not running\n",
            StringComparison.Ordinal);

        Assert.True(RunningConfigurationParser.Parse(Capture.Of(whole)).IsKnown);
    }

    [Theory]
    [InlineData("frr-10.7.0/c1-40-no-bgp-instance-show")]
    [InlineData("quagga-1.2.3/c1-34-no-instance-show")]
    public void Without_an_instance_it_is_known_and_empty(string answer)
    {
        var running = RunningConfigurationParser.Parse(Capture.Running("frr-10.7.0/c1-40c-no-bgp-instance-running", answer).Result);

        Assert.Empty(running.Value.Configuration.Instances);
    }

    [Fact]
    public void Instances_are_kept_apart_by_their_whole_line()
    {
        var instances = RunningConfigurationParser.Parse(Capture.Running("frr-10.7.0/c10-running-multi-instance").Result)
            .Value.Configuration.Instances;

        Assert.Equal(
            [
                ("router bgp 64699", null, true, 4), ("router bgp 64699 view V1", "view V1", false, 1),
                ("router bgp 64699 vrf RED", "vrf RED", false, 1),
                ("router bgp 1.5 vrf DOT as-notation dot", "vrf DOT as-notation dot", false, 1),
                ("router bgp 65000 vrf DOTP as-notation dot+", "vrf DOTP as-notation dot+", false, 1),
                ("router bgp 1.6 vrf PL", "vrf PL", false, 1),
            ],
            instances.Select(i => (i.Line, i.Scope, i.IsDefault, i.Statements.Count)));
        Assert.Null(instances[1].Statements[Prefix.Parse("192.0.2.1/32")].RouteMap);
    }

    [Theory]
    [InlineData("frr-8.4.4/c1-32-bgpd-stopped-dbgpd", FailureKind.Unusable)]
    [InlineData("frr-8.4.4/c1-30-bgpd-stopped", FailureKind.Unusable)]
    [InlineData("frr-8.4.4/c10-pathspace-wrong", FailureKind.Unusable)]
    [InlineData("quagga-1.2.3/c1-33b-bgpd-down-dbgpd-running", FailureKind.Unusable)]
    [InlineData("quagga-1.2.3/c1-33c-bgpd-down-running", FailureKind.Unusable)]
    [InlineData("quagga-1.2.3/c1-20-json", FailureKind.Unusable)]
    [InlineData("frr-8.4.4/c1-22-perm-show-fltest1", FailureKind.NotPermitted)]
    [InlineData("frr-10.7.0/c1-21-perm-nogroups", FailureKind.NotPermitted)]
    [InlineData("frr-10.7.0/d-bgpd-show-running-config-no-header", FailureKind.Unusable)]
    public void What_is_no_running_configuration_is_unknown(string capture, FailureKind kind)
    {
        var reading = RunningConfigurationParser.Parse(Capture.Read(capture).Result);

        Assert.Equal(kind, reading.Failure?.Kind);
        Assert.Equal("vtysh", reading.Failure?.Subject);
    }

    [Fact]
    public void The_complaints_of_a_user_in_frrvty_alone_are_no_failure()
    {
        var harmless = Capture.Read("frr-10.7.0/c1-21-perm-frrvty-etc750").Error;
        Assert.Contains("Permission denied", harmless, StringComparison.Ordinal);

        var whole = Capture.Running("frr-10.7.0/d-bgpd-show-running-config") with { Error = harmless };

        Assert.True(RunningConfigurationParser.Parse(whole.Result).IsKnown);
        Assert.Equal(FailureKind.Unusable, RunningConfigurationParser.Parse((whole with { Status = 1 }).Result).Failure?.Kind);
    }

    [Theory]
    [InlineData("frr version 7.5.1", true)]
    [InlineData("frr version 8.0.1", true)]
    [InlineData("frr version 8.1", false)]
    [InlineData("frr version 10.7.0", false)]
    [InlineData("frr version next", false)]
    public void Only_old_FRR_may_leave_out_the_exit_of_an_instance(string version, bool known)
    {
        var output = $"Building configuration...\n\nCurrent configuration:\n!\n{version}\n!\nrouter bgp 1\n !\n"
            + " address-family ipv4 unicast\n  network 192.0.2.1/32\n exit-address-family\n!\nend\n% Network not in table\n";

        Assert.Equal(known, RunningConfigurationParser.Parse(Capture.Of(output)).IsKnown);
    }

    /// <summary>`-N ps1` complains of a missing vtysh.conf on stderr at every call.</summary>
    [Fact]
    public void A_path_space_is_read_too()
    {
        var statements = RunningConfigurationParser.Parse(Capture.Running("frr-8.4.4/c10-pathspace-N").Result)
            .Value.Configuration.Instances[0].Statements;

        Assert.Equal("BGP2", statements[Prefix.Parse("192.0.2.1/32")].RouteMap);
    }

    /// <summary>Everything else that bgpd prints inside an instance: bmp, srv6, vni and vnc blocks, other address families.</summary>
    [Fact]
    public void Only_unicast_statements_count_among_all_that_an_instance_can_hold()
    {
        var instances = RunningConfigurationParser.Parse(Capture.Running("frr-8.4.4/every-block-running-config").Result)
            .Value.Configuration.Instances;

        Assert.Equal(["router bgp 64699", "router bgp 64699 view V1"], instances.Select(instance => instance.Line));
        Assert.Equal(
            [
                "network 10.0.0.0/8", "network 192.0.2.0/24", "network 192.0.2.1/32 route-map BGP1", "network 192.0.2.8/32 backdoor",
                "network 192.0.2.9/32 label-index 7", "network 2001:db8::1/128 route-map BGP1",
            ],
            instances[0].Statements.Values.OrderBy(statement => statement.Prefix).Select(statement => statement.ToString()));
        Assert.Equal(
            ["aggregate-address 192.0.2.0/24 summary-only (ipv4 unicast)", "redistribute connected route-map BGP1 (ipv4 unicast)"],
            instances[0].Sources);
    }

    /// <summary>bgpd closes each block before the next (facts/vtysh.md): a text that does not has lost lines, and a lost statement is no withdrawn one.</summary>
    [Theory]
    [InlineData(" exit-address-family\n", false, "begins before the address family above it is closed")]
    [InlineData(" exit-address-family\n", true, "ends inside an address family")]
    [InlineData("\nexit\n", false, "has no closing 'exit'")]
    public void An_instance_that_is_not_closed_makes_the_whole_unknown(string part, bool isLast, string words)
    {
        var whole = Capture.Running("frr-8.4.4/d-bgpd-show-running-config").Output;
        var at = isLast ? whole.LastIndexOf(part, StringComparison.Ordinal) : whole.IndexOf(part, StringComparison.Ordinal);

        var reading = RunningConfigurationParser.Parse(Capture.Of(whole.Remove(at, part.Length - 1)));

        Assert.Contains(words, reading.Failure?.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configured_suite_is_not_guessed_again()
    {
        var running = RunningConfigurationParser.Parse(
            Capture.Running("frr-8.4.4/d-bgpd-show-running-config").Result, Suite.Quagga);

        Assert.Equal(Suite.Quagga, running.Value.Suite);
    }

    [Theory]
    [InlineData("% Network not in table\nmore\n")]
    [InlineData("% Unknown command.\n")]
    [InlineData("\n")]
    [InlineData("% Network not in table")]
    public void Another_answer_than_bgpds_proves_nothing(string answer)
    {
        var whole = Capture.Read("frr-8.4.4/d-bgpd-show-running-config").Output;

        Assert.False(RunningConfigurationParser.Parse(Capture.Of(whole + answer)).IsKnown);
    }
}
