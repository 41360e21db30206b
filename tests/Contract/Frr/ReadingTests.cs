using System.Text;
using System.Text.Json;

namespace Contract.Frr;

/// <summary>How bgpd's configuration and table read (facts/vtysh.md "Context" and "Reading").</summary>
[Collection(BgpCollectionDefinition.Name)]
public class ReadingTests
{
    private readonly BgpTestBed _bed;

    public ReadingTests(BgpTestBed bed)
    {
        _bed = bed;
        bed.Reset();
    }

    [FrrFact]
    public void The_running_configuration_has_a_header_closing_lines_and_a_final_end()
    {
        var lines = _bed.Dc1.RunningConfiguration().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["Building configuration...", "Current configuration:"], lines[..2]);
        Assert.Equal("end", lines[^1]);
        Assert.Contains("route-map BGP1 permit 10", lines);

        var instance = lines.SkipWhile(line => line != "router bgp 64699").TakeWhile(line => line != "exit").ToArray();
        string[] expected =
        [
            " address-family ipv4 unicast", "  network 192.0.2.1/32 route-map BGP1", "  network 192.0.2.2/32 route-map BGP2", " exit-address-family",
            " address-family ipv6 unicast", "  network 2001:db8::1/128 route-map BGP1", "  network 2001:db8::2/128 route-map BGP2", " exit-address-family",
        ];
        Assert.Equal(expected, instance.Where(line => line.Contains("network ", StringComparison.Ordinal) && !line.Contains("import", StringComparison.Ordinal)
            || line.Contains("address-family", StringComparison.Ordinal)));
    }

    [FrrFact]
    public void A_question_after_the_running_configuration_is_answered_after_its_end()
    {
        var answer = VtyshAnswer.Of(_bed.Dc1, "show running-config", "show bgp summary json");
        Assert.Equal((0, ""), (answer.Status, answer.Error));
        var end = answer.Output.IndexOf("\nend\n", StringComparison.Ordinal);
        using var summary = JsonDocument.Parse(answer.Output[(end + 5)..]);
        Assert.Equal(64699, summary.RootElement.GetProperty("ipv4Unicast").GetProperty("as").GetInt32());
    }

    [FrrFact]
    public void Instances_of_VRFs_stand_beside_the_default_one_and_may_hold_the_same_prefix()
    {
        VtyshAnswer.Of(_bed.Dc1, "configure terminal", "router bgp 64699 vrf RED", "address-family ipv4 unicast", "network 192.0.2.1/32").IsSilentSuccess();
        var lines = _bed.Dc1.RunningConfiguration().Split('\n');
        Assert.Single(lines, "router bgp 64699");
        Assert.Single(lines, "router bgp 64699 vrf RED");
        Assert.Equal(2, lines.Count(line => line.StartsWith("  network 192.0.2.1/32", StringComparison.Ordinal)));
    }

    [FrrTheory]
    [InlineData("192.0.2.1/32")]
    [InlineData("2001:db8::1/128")]
    public void A_path_of_a_statement_is_valid_sourced_and_local(string prefix)
    {
        var path = Assert.Single(Paths(prefix));
        Assert.True(Flag(path, "valid") && Flag(path, "sourced") && Flag(path, "local"));
        Assert.False(Flag(path, "removed"));
        Assert.Equal("64699", path.GetProperty("aspath").GetProperty("string").GetString());
        Assert.Contains("valid, sourced, local", _bed.Dc1.Ask(BgpTestBed.Show(prefix)[..^5]), StringComparison.Ordinal);
    }

    [FrrFact]
    public void The_peers_that_are_told_stand_in_advertisedTo()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "network 192.0.2.7/32").IsSilentSuccess();
        Poll.Until(() => Peers("192.0.2.7/32"), peers => peers.SequenceEqual(["10.1.0.254"]));
    }

    [FrrFact]
    public void A_prefix_that_is_not_in_the_table_is_an_empty_document_or_a_line_and_status_0()
    {
        var json = VtyshAnswer.Of(_bed.Dc1, "show bgp ipv4 unicast 192.0.2.99/32 json");
        Assert.Equal((0, "{}"), (json.Status, string.Concat(json.Output.Where(c => !char.IsWhiteSpace(c)))));
        var text = VtyshAnswer.Of(_bed.Dc1, "show bgp ipv4 unicast 192.0.2.99/32");
        Assert.Equal((0, "% Network not in table"), (text.Status, text.Output.Trim()));
    }

    [FrrFact]
    public void Several_questions_in_one_vtysh_give_one_document_after_the_other()
    {
        var text = _bed.Dc1.Ask("192.0.2.1/32 192.0.2.99/32 2001:db8::1/128".Split(' ').Select(BgpTestBed.Show));
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowMultipleValues = true });
        var prefixes = new List<string?>();
        while (reader.Read())
        {
            using var document = JsonDocument.ParseValue(ref reader);
            prefixes.Add(document.RootElement.TryGetProperty("prefix", out var prefix) ? prefix.GetString() : null);
        }

        Assert.Equal(["192.0.2.1/32", null, "2001:db8::1/128"], prefixes);
    }

    [FrrFact]
    public void Without_allowas_in_the_path_of_the_other_site_is_hidden()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "no network 192.0.2.1/32").IsSilentSuccess();
        Poll.Until(() => _bed.RouterSees("192.0.2.1/32", _bed.Dc1) is null);
        Poll.Until(() => !Paths("192.0.2.1/32").Any(path => !Flag(path, "removed")));
    }

    [FrrFact]
    public void With_allowas_in_the_path_of_the_other_site_is_valid_but_neither_sourced_nor_local()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "neighbor 10.1.0.254 allowas-in 5", "no network 192.0.2.1/32").IsSilentSuccess();
        var learned = Poll.Until(() => Paths("192.0.2.1/32"), paths => paths.Length == 1 && paths.All(path => !Flag(path, "sourced") && AsPath(path) == "64500 64699 64699 64699"))[0];
        Assert.True(Flag(learned, "valid"));
        Assert.False(Flag(learned, "local"));
        Assert.Equal("external", learned.GetProperty("peer").GetProperty("type").GetString());
    }

    [FrrFact]
    public void Redistribute_connected_keeps_a_removed_prefix_alive_as_sourced_but_not_local()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "redistribute connected", "no network 192.0.2.1/32").IsSilentSuccess();
        var path = Poll.Until(() => Paths("192.0.2.1/32").Where(path => !Flag(path, "removed")).ToArray(), paths => paths.Length == 1 && !Flag(paths[0], "local"))[0];
        Assert.True(Flag(path, "valid") && Flag(path, "sourced"));
        Poll.Until(() => _bed.RouterSees("192.0.2.1/32", _bed.Dc1) == "64699");
        Assert.Contains("  redistribute connected\n", _bed.Dc1.RunningConfiguration(), StringComparison.Ordinal);
    }

    [FrrFact]
    public void An_aggregate_is_local_but_not_sourced()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "aggregate-address 192.0.2.0/24").IsSilentSuccess();
        var path = Poll.Until(() => Paths("192.0.2.0/24"), paths => paths.Length == 1)[0];
        Assert.True(Flag(path, "valid") && Flag(path, "local"));
        Assert.False(Flag(path, "sourced"));
        Assert.Contains("  aggregate-address 192.0.2.0/24\n", _bed.Dc1.RunningConfiguration(), StringComparison.Ordinal);
    }

    [FrrFact]
    public void With_import_check_only_what_is_in_the_RIB_is_valid_and_announced()
    {
        VtyshAnswer.Of(_bed.Dc1, "configure terminal", "router bgp 64699", "bgp network import-check",
            "address-family ipv4 unicast", "network 192.0.2.7/32").IsSilentSuccess();
        Poll.Until(() => Paths("192.0.2.7/32"), paths => paths.Length == 1 && !Flag(paths[0], "valid"));
        Poll.Until(() => Paths("192.0.2.1/32"), paths => paths.Length == 1 && Flag(paths[0], "valid"));
        Assert.Null(_bed.RouterSees("192.0.2.7/32", _bed.Dc1));
        Poll.Until(() => _bed.RouterSees("192.0.2.1/32", _bed.Dc1) == BgpTestBed.First);
    }

    [FrrFact]
    public void After_a_removal_the_path_is_gone_or_marked_as_removed_soon()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "no network 192.0.2.1/32").IsSilentSuccess();
        Poll.Until(() => Paths("192.0.2.1/32"), paths => !paths.Any(path => Flag(path, "valid") && !Flag(path, "removed")));
    }

    [FrrFact]
    public void Without_an_instance_show_says_so_with_status_0()
    {
        VtyshAnswer.Of(_bed.Dc1, "configure terminal", "no router bgp 64699").IsSilentSuccess();
        var text = VtyshAnswer.Of(_bed.Dc1, "show bgp ipv4 unicast 192.0.2.1/32");
        Assert.Equal((0, "Default BGP instance not found"), (text.Status, text.Output.Trim()));
        var json = VtyshAnswer.Of(_bed.Dc1, "show bgp ipv4 unicast 192.0.2.1/32 json");
        Assert.Equal(0, json.Status);
        Assert.Contains("Default BGP instance not found", json.Output, StringComparison.Ordinal);
    }

    [FrrFact]
    public void Router_bgp_creates_an_instance_where_there_is_none()
    {
        VtyshAnswer.Of(_bed.Dc1, "configure terminal", "no router bgp 64699").IsSilentSuccess();
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "network 192.0.2.1/32 route-map BGP1").IsSilentSuccess();
        Assert.DoesNotContain("neighbor", _bed.Dc1.RunningConfiguration(), StringComparison.Ordinal);
        Assert.Contains("  network 192.0.2.1/32 route-map BGP1\n", _bed.Dc1.RunningConfiguration(), StringComparison.Ordinal);
    }

    private JsonElement[] Paths(string prefix)
    {
        var answer = Answer(prefix);
        return answer.TryGetProperty("paths", out var paths) ? [.. paths.EnumerateArray()] : [];
    }

    private string[] Peers(string prefix)
    {
        var answer = Answer(prefix);
        return answer.TryGetProperty("advertisedTo", out var peers) ? [.. peers.EnumerateObject().Select(peer => peer.Name)] : [];
    }

    private JsonElement Answer(string prefix)
    {
        using var document = JsonDocument.Parse(_bed.Dc1.Ask(BgpTestBed.Show(prefix)));
        return document.RootElement.Clone();
    }

    /// <summary>A route-map's prepending reaches the peer some moments after the first path without it.</summary>
    private static string? AsPath(JsonElement path) => path.GetProperty("aspath").GetProperty("string").GetString();

    private static bool Flag(JsonElement path, string name) => path.TryGetProperty(name, out var value) && value.GetBoolean();
}
