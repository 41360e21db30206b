using System.Text;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

public class BgpPathsParserTests
{
    private const string Ours = "NetworkStatement valid best '64699'";

    /// <summary>Each path as one line: origin, validity, best, AS path, peer; then who is told.</summary>
    public static TheoryData<string, string, string[], string[]> Answers => new()
    {
        { "frr-8.4.4/show-bgp-ipv4-local", "192.0.2.1/32", [Ours], ["198.51.100.1"] },
        { "frr-8.4.4/show-bgp-ipv4-local-json", "192.0.2.1/32", [Ours], ["198.51.100.1"] },
        { "frr-10.7.0/show-bgp-ipv4-local", "192.0.2.1/32", [Ours], ["198.51.100.1"] },
        { "frr-10.7.0/show-bgp-ipv4-local-json", "192.0.2.1/32", [Ours], ["198.51.100.1"] },
        { "quagga-1.2.3/show-bgp-ipv4-local", "192.0.2.1/32", [Ours], ["198.51.100.9"] },
        { "quagga-1.2.3/import-check-default-vip-not-in-rib", "192.0.2.50/32", [Ours], ["198.51.100.9"] },
        { "frr-8.4.4/show-bgp-ipv6-local-json", "2001:db8::1/128", [Ours], ["2001:db8:fe:1::1"] },
        { "frr-10.7.0/show-bgp-ipv6-local-json", "2001:db8::1/128", [Ours], ["2001:db8:fe:1::1"] },
        { "quagga-1.2.3/show-bgp-ipv6-local", "2001:db8::1/128", [Ours], ["2001:db8:fe:3::1"] },
        { "frr-8.4.4/show-bgp-ipv4-absent", "192.0.2.99/32", [], [] },
        { "frr-8.4.4/show-bgp-ipv4-absent-json", "192.0.2.99/32", [], [] },
        { "frr-10.7.0/show-bgp-ipv4-absent", "192.0.2.99/32", [], [] },
        { "frr-10.7.0/show-bgp-ipv4-absent-json", "192.0.2.99/32", [], [] },
        { "quagga-1.2.3/show-bgp-ipv4-absent", "192.0.2.99/32", [], [] },
        { "frr-8.4.4/show-bgp-ipv4-unknown-routemap", "192.0.2.3/32", [], [] },
        { "frr-8.4.4/show-bgp-ipv4-unknown-routemap-json", "192.0.2.3/32", [], [] },
        { "frr-10.3.4/show-bgp-ipv4-unknown-routemap", "192.0.2.3/32", [], [] },
        { "frr-10.3.4/show-bgp-ipv4-unknown-routemap-json", "192.0.2.3/32", [], [] },
        { "frr-10.7.0/show-bgp-ipv4-unknown-routemap", "192.0.2.3/32", [], [] },
        { "quagga-1.2.3/show-bgp-ipv4-prefix-longer", "192.0.2.1/32", [], [] },
        { "frr-10.7.0/show-bgp-ipv4-unknown-routemap-json", "192.0.2.3/32", [], [] },
        { "frr-10.7.0/show-bgp-ipv4-existing-to-unknown-rm", "192.0.2.2/32", [], [] },
        { "quagga-1.2.3/show-bgp-ipv4-unknown-routemap", "192.0.2.2/32", [], [] },
        { "frr-8.4.4/show-bgp-ipv4-both", "192.0.2.1/32", ["Learned valid '64500 64699 64699' 198.51.100.1", Ours], ["198.51.100.1"] },
        { "frr-8.4.4/show-bgp-ipv4-both-json", "192.0.2.1/32", ["Learned valid '64500 64699 64699' 198.51.100.1", Ours], ["198.51.100.1"] },
        { "quagga-1.2.3/show-bgp-ipv4-both", "192.0.2.1/32", ["Learned valid '64500 64699 64699' 198.51.100.9", Ours], ["198.51.100.9"] },
        { "frr-10.7.0/show-bgp-ipv4-both", "203.0.113.0/24", ["Learned valid best '64500' 198.51.100.1", "NetworkStatement invalid ''"], ["198.51.100.1"] },
        { "frr-10.7.0/show-bgp-ipv4-both-json", "203.0.113.0/24", ["Learned valid best '64500' 198.51.100.1", "NetworkStatement invalid ''"], ["198.51.100.1"] },
        { "frr-8.4.4/show-bgp-ipv4-learned-only", "192.0.2.2/32", ["Learned valid best '64500 64699 64699' 198.51.100.1"], ["198.51.100.1"] },
        { "frr-8.4.4/show-bgp-ipv4-learned-only-json", "192.0.2.2/32", ["Learned valid best '64500 64699 64699' 198.51.100.1"], ["198.51.100.1"] },
        { "frr-10.7.0/show-bgp-ipv4-learned-only", "203.0.113.0/24", ["Learned valid best '64500' 198.51.100.1"], ["198.51.100.1"] },
        { "frr-10.7.0/show-bgp-ipv4-learned-only-json", "203.0.113.0/24", ["Learned valid best '64500' 198.51.100.1"], ["198.51.100.1"] },
        { "quagga-1.2.3/show-bgp-ipv4-learned-only", "192.0.2.2/32", ["Learned valid best '64500 64699 64699' 198.51.100.9"], [] },
        { "frr-8.4.4/show-bgp-ipv4-redistributed", "192.0.2.200/32", ["Learned valid '64500 64699' 198.51.100.1", "Redistributed valid best ''"], ["198.51.100.1"] },
        { "frr-8.4.4/show-bgp-ipv4-redistributed-json", "192.0.2.200/32", ["Learned valid '64500 64699' 198.51.100.1", "Redistributed valid best ''"], ["198.51.100.1"] },
        { "frr-8.4.4/show-bgp-ipv4-redistributed-and-network", "192.0.2.200/32", ["NetworkStatement valid '64699'", "Learned valid '64500 64699' 198.51.100.1", "Redistributed valid best ''"], ["198.51.100.1"] },
        { "frr-8.4.4/show-bgp-ipv4-aggregate", "192.0.2.0/24", ["Aggregated valid best ''", "Learned valid '64500 64699' 198.51.100.1"], ["198.51.100.1"] },
        { "frr-8.4.4/import-check-not-in-rib", "192.0.2.50/32", ["NetworkStatement invalid '64699'"], [] },
        { "frr-8.4.4/import-check-not-in-rib-json", "192.0.2.50/32", ["NetworkStatement invalid '64699'"], [] },
        { "frr-10.7.0/import-check-not-in-rib", "192.0.2.200/32", ["NetworkStatement invalid ''"], [] },
        { "frr-10.7.0/import-check-not-in-rib-json", "192.0.2.200/32", ["NetworkStatement invalid ''"], [] },
        { "frr-10.3.4/show-bgp-ipv4-existing-to-unknown-rm", "192.0.2.2/32", ["NetworkStatement invalid best '64699 64699'"], ["198.51.100.1"] },
        { "frr-10.7.0/c8-json-right-after-no", "192.0.2.3/32", ["NetworkStatement invalid best ''"], ["198.51.100.1"] },
        { "frr-10.7.0/c8-json-300ms-after-no", "192.0.2.3/32", [], [] },
        { "frr-8.4.4/router-show-bgp-ipv4", "192.0.2.1/32", ["Learned valid '64699 64699 64699' 198.51.100.6", "Learned valid best '64699 64699' 198.51.100.2"], ["198.51.100.2", "198.51.100.6", "198.51.100.10"] },
        { "frr-8.4.4/router-show-bgp-ipv4-json", "192.0.2.1/32", ["Learned valid '64699 64699 64699' 198.51.100.6", "Learned valid best '64699 64699' 198.51.100.2"], ["198.51.100.2", "198.51.100.6", "198.51.100.10"] },
        { "frr-8.4.4/c12-outfilter-show", "192.0.2.1/32", [Ours], [] },
        { "frr-8.4.4/c12-peer-shutdown-show", "192.0.2.1/32", [Ours], [] },
        { "frr-8.4.4/c12-ebgp-requires-policy-show", "192.0.2.1/32", [Ours], [] },
        { "frr-10.7.0/c12-ebgp-requires-policy-show", "192.0.2.1/32", [Ours], [] },
        { "frr-10.7.0/c12-ebgp-requires-policy-show-json", "192.0.2.1/32", [Ours], [] },
        { "frr-8.4.4/c10-view-show", "192.0.2.1/32", ["NetworkStatement valid best ''"], [] },
        { "frr-8.4.4/c10-vrf-show", "192.0.2.2/32", ["NetworkStatement invalid '64699'"], [] },
        { "frr-8.4.4/c1-22-perm-show-fltest2", "192.0.2.1/32", [Ours], ["198.51.100.1"] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Each_path_is_what_bgpd_says_it_is(string capture, string prefix, string[] paths, string[] advertisedTo)
    {
        var answer = Parse(Capture.Read(capture), prefix).Value[Prefix.Parse(prefix)];

        Assert.Equal(paths, answer.Paths.Select(Line));
        Assert.Equal(advertisedTo, answer.AdvertisedTo);
        Assert.Equal(paths.Any(path => path.StartsWith("NetworkStatement valid", StringComparison.Ordinal)), answer.IsOriginated);
        Assert.Equal(
            paths.Any(path => !path.StartsWith("Learned", StringComparison.Ordinal) && path.Contains(" valid", StringComparison.Ordinal)),
            answer.IsSelfOriginated);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Cut_short_at_any_byte_it_is_unknown(string capture, string prefix, string[] paths, string[] advertisedTo)
    {
        Assert.NotNull(paths);
        Assert.NotNull(advertisedTo);
        var whole = Capture.Read(capture).Output;
        var known = whole.TrimEnd('\n').Length;
        if (whole.Contains("Characteristics:", StringComparison.Ordinal)) // the answer is whole before FRR 10's last lines
            known = whole.LastIndexOf("\n    Characteristics:", StringComparison.Ordinal);
        var isJson = whole.TrimStart().StartsWith('{');
        for (var length = 0; length < known; length++)
            Assert.False(Parse(Capture.Read(capture) with { Output = whole[..length] }, prefix, isJson).IsKnown, whole[..length]);
    }

    [Theory]
    [InlineData("frr-8.4.4/c1-40-no-bgp-instance-show", "Default BGP instance not found")]
    [InlineData("frr-8.4.4/c1-40b-no-bgp-instance-show-json", "Default BGP instance not found")]
    [InlineData("frr-10.7.0/show-bgp-vrf-all-json", "Specified 'all' vrf's but this command currently only works per view/vrf")]
    [InlineData("frr-10.7.0/c1-40-no-bgp-instance-show", "Default BGP instance not found")]
    [InlineData("frr-10.7.0/c1-40b-no-bgp-instance-show-json", "Default BGP instance not found")]
    [InlineData("quagga-1.2.3/c1-34-no-instance-show", "No BGP process is configured")]
    [InlineData("quagga-1.2.3/c1-32-bgpd-down-show", "no answer for 192.0.2.1/32")]
    [InlineData("frr-8.4.4/c10-vrf-absent-show", "View/Vrf is unknown")]
    [InlineData("frr-10.7.0/show-bgp-ipv4-vrf-absent", "View/Vrf NOPE is unknown")]
    [InlineData("frr-8.4.4/c10-vrf-all", "Specified 'all' vrf's but this command currently only works per view/vrf")]
    [InlineData("frr-8.4.4/show-bgp-ipv4-all", "BGP table version is 2, local router ID is 198.51.100.2, vrf id 0")]
    public void An_answer_that_is_none_is_unknown_in_bgpds_words(string capture, string words)
    {
        Assert.Equal($"paths not understood: {words}", Parse(Capture.Read(capture), "192.0.2.1/32").Failure?.Words);
    }

    [Theory]
    [InlineData("frr-8.4.4/c1-32-bgpd-stopped-dbgpd", FailureKind.Unusable)]
    [InlineData("quagga-1.2.3/c1-33-bgpd-down-dbgpd-show", FailureKind.Unusable)]
    [InlineData("quagga-1.2.3/c1-20-json", FailureKind.Unusable)]
    [InlineData("frr-8.4.4/c1-22-perm-show-fltest1", FailureKind.NotPermitted)]
    public void A_failed_call_is_unknown(string capture, FailureKind kind)
    {
        Assert.Equal(kind, Parse(Capture.Read(capture), "192.0.2.1/32").Failure?.Kind);
    }

    /// <summary>Asked without a length, bgpd answers for the most specific prefix it has.</summary>
    [Theory]
    [InlineData("frr-8.4.4/show-bgp-ipv4-nomask")]
    [InlineData("frr-10.7.0/show-bgp-ipv4-nomask")]
    [InlineData("frr-10.7.0/show-bgp-ipv4-local-json")]
    public void The_answer_for_another_prefix_is_none(string capture)
    {
        Assert.False(Parse(Capture.Read(capture), "192.0.2.0/24").IsKnown);
    }

    [Fact]
    public void Several_answers_are_told_apart_in_the_order_of_the_questions()
    {
        var output = Capture.Read("frr-10.7.0/import-check-not-in-rib-json").Output + Capture.Read("frr-10.7.0/show-many-json").Output;
        Prefix[] prefixes = [Prefix.Parse("192.0.2.200/32"), Prefix.Parse("192.0.2.1/32"), Prefix.Parse("192.0.2.99/32")];

        var answers = BgpPathsParser.Parse(Capture.Of(output), Suite.Frr, prefixes).Value;

        Assert.Equal([false, true, false], prefixes.Select(prefix => answers[prefix].IsOriginated));
        Assert.Equal([1, 1, 0], prefixes.Select(prefix => answers[prefix].Paths.Count));
        Assert.False(BgpPathsParser.Parse(Capture.Of(output), Suite.Frr, prefixes[..2]).IsKnown);
        Assert.False(BgpPathsParser.Parse(Capture.Of(output), Suite.Frr, [.. prefixes, prefixes[0]]).IsKnown);
    }

    [Fact]
    public void Several_answers_in_text_too()
    {
        var output = Capture.Read("quagga-1.2.3/show-bgp-ipv4-both").Output + Capture.Read("quagga-1.2.3/show-bgp-ipv4-absent").Output
            + Capture.Read("quagga-1.2.3/show-bgp-ipv6-local").Output;
        Prefix[] prefixes = [Prefix.Parse("192.0.2.1/32"), Prefix.Parse("192.0.2.99/32"), Prefix.Parse("2001:db8::1/128")];

        var answers = BgpPathsParser.Parse(Capture.Of(output), Suite.Quagga, prefixes).Value;

        Assert.Equal([2, 0, 1], prefixes.Select(prefix => answers[prefix].Paths.Count));
        Assert.False(BgpPathsParser.Parse(Capture.Of(output), Suite.Quagga, prefixes[..2]).IsKnown);
        Assert.False(BgpPathsParser.Parse(Capture.Of(output), Suite.Quagga, [.. prefixes, prefixes[1]]).IsKnown);
    }

    [Fact]
    public void Quagga_calls_an_inaccessible_path_valid()
    {
        var output = Capture.Read("quagga-1.2.3/show-bgp-ipv4-local").Output
            .Replace("0.0.0.0 from", "0.0.0.0 (inaccessible) from", StringComparison.Ordinal);

        var answer = Parse(new(0, output, ""), "192.0.2.1/32").Value.Values.Single();

        Assert.False(answer.IsOriginated);
    }

    /// <summary>With damping on, bgpd shows what was withdrawn for a while yet, neither valid nor invalid.</summary>
    [Fact]
    public void A_history_entry_announces_nothing()
    {
        var output = Capture.Read("quagga-1.2.3/show-bgp-ipv4-local").Output
            .Replace("  64699\n", "  64699, (history entry)\n", StringComparison.Ordinal).Replace(", valid", "", StringComparison.Ordinal);

        var answer = Parse(new(0, output, ""), "192.0.2.1/32").Value.Values.Single();

        Assert.Equal(["NetworkStatement invalid best '64699'"], answer.Paths.Select(Line));
        Assert.False(answer.IsOriginated);
    }

    [Theory]
    [InlineData("\"sourced\":true", "\"sourced\":false")]
    [InlineData("\"valid\":true", "\"valid\":\"yes\"")]
    [InlineData("\"valid\":true,", "")]
    [InlineData("\"sourced\":true,", "\"sourced\":true,\"aggregated\":true,")]
    [InlineData("\"aspath\":{", "\"path\":{")]
    [InlineData("\"prefix\":\"192.0.2.1/32\",", "")]
    [InlineData("\"paths\":[", "\"routes\":[")]
    [InlineData("\"routerId\":\"198.51.100.2\"", "\"type\":\"external\"")]
    public void A_path_that_is_not_understood_makes_it_unknown(string part, string other)
    {
        var output = Capture.Read("frr-8.4.4/show-bgp-ipv4-local-json").Output;
        Assert.Contains(part, output, StringComparison.Ordinal);

        Assert.False(Parse(new(0, output.Replace(part, other, StringComparison.Ordinal), ""), "192.0.2.1/32").IsKnown);
    }

    /// <summary>The same of what Quagga prints, and of JSON that is of another shape than a path's.</summary>
    [Theory]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", "Paths: (1 available", "Paths: (one available")]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", "Paths: (1 available", "Paths: (2 available")]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", " peers:\n", " peers\n")]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", " from ", " by ")]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", "Origin ", "Source ")]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", "Last update:", "Last seen:")]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", ", valid", "")]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", ", sourced", ", internal")]
    [InlineData("quagga-1.2.3/show-bgp-ipv4-local", ", sourced", ", sourced, aggregated")]
    [InlineData("frr-8.4.4/show-bgp-ipv4-local-json", "\"prefix\":\"192.0.2.1/32\"", "\"prefix\":1")]
    [InlineData("frr-8.4.4/show-bgp-ipv4-local-json", "\"paths\":[", "\"paths\":{}, \"routes\":[")]
    [InlineData("frr-8.4.4/show-bgp-ipv4-local-json", "\"paths\":[", "\"paths\":[1, ")]
    [InlineData("frr-8.4.4/show-bgp-ipv4-local-json", "\"prefix\":\"192.0.2.1/32\"", "\"warning\":1")]
    public void An_answer_of_another_shape_makes_it_unknown(string capture, string part, string other)
    {
        var output = Capture.Read(capture).Output;
        Assert.Contains(part, output, StringComparison.Ordinal);

        Assert.False(Parse(new(0, output.Replace(part, other, StringComparison.Ordinal), ""), "192.0.2.1/32", isJson: capture.EndsWith("-json", StringComparison.Ordinal)).IsKnown);
    }

    /// <summary>What a replay looks for in the calls of a run: the questions of the table, and no other question.</summary>
    [Fact]
    public void The_prefixes_of_a_call_are_those_that_were_asked_for()
    {
        Prefix[] prefixes = [Prefix.Parse("192.0.2.1/32"), Prefix.Parse("2001:db8::1/128")];

        foreach (var suite in Enum.GetValues<Suite>())
            Assert.Equal(prefixes, VtyshCommands.AskedFor(VtyshCommands.Paths(new("/usr/bin/vtysh", []), suite, Site.Instance, prefixes)));
        Assert.Empty(VtyshCommands.AskedFor(VtyshCommands.RunningConfiguration(new("/usr/bin/vtysh", []))));
        Assert.Empty(VtyshCommands.AskedFor(["-c", "show bgp ipv4 unicast summary", "-c", "clear bgp ipv4 unicast 192.0.2.1/32"]));
    }

    [Fact]
    public void A_connection_lost_in_the_middle_is_unknown()
    {
        var output = "{\n \"prefix\":\"192.0.2.1/32\",\nvtysh: error reading from bgpd: Success (0)Warning: closing connection to bgpd because of an I/O error!\n";

        Assert.StartsWith("lost bgpd: ", Parse(new(0, output, ""), "192.0.2.1/32").Failure?.Words, StringComparison.Ordinal);
    }

    private static Reading<IReadOnlyDictionary<Prefix, BgpPaths>> Parse(Capture capture, string prefix, bool? isJson = null) =>
        BgpPathsParser.Parse(
            capture.Result, isJson ?? capture.Output.TrimStart().StartsWith('{') ? Suite.Frr : Suite.Quagga, [Prefix.Parse(prefix)]);

    private static string Line(BgpPath path)
    {
        var line = new StringBuilder(path.Origin.ToString()).Append(path.Valid ? " valid" : " invalid");
        if (path.Best)
            line.Append(" best");
        line.Append(" '").Append(path.AsPath).Append('\'');
        return path.Peer is null ? line.ToString() : line.Append(' ').Append(path.Peer).ToString();
    }
}
