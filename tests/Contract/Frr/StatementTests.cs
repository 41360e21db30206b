namespace Contract.Frr;

/// <summary>What adding and removing a statement prints, returns and does (facts/vtysh.md "Adding and removing").</summary>
[Collection(BgpCollectionDefinition.Name)]
public class StatementTests
{
    private readonly BgpTestBed _bed;

    public StatementTests(BgpTestBed bed)
    {
        _bed = bed;
        bed.Reset();
    }

    [FrrTheory]
    [InlineData("ipv4", "192.0.2.7/32")]
    [InlineData("ipv6", "2001:db8::7/128")]
    public void Adding_says_nothing_also_when_it_is_there_already(string family, string prefix)
    {
        Configure(family, $"network {prefix} route-map BGP1").IsSilentSuccess();
        Configure(family, $"network {prefix} route-map BGP1").IsSilentSuccess();
        Assert.Equal([$"network {prefix} route-map BGP1"], Statements(prefix));
        Poll.Until(() => _bed.RouterSees(prefix, _bed.Dc1) == BgpTestBed.First);
    }

    [FrrTheory]
    [InlineData("network 192.0.2.1/32 route-map BGP2", BgpTestBed.Backup)]
    [InlineData("network 192.0.2.1/32", "64699")]
    public void Another_route_map_or_none_replaces_the_statement_in_place(string statement, string path)
    {
        Configure("ipv4", statement).IsSilentSuccess();
        Assert.Equal([statement], Statements("192.0.2.1/32"));
        Poll.Until(() => _bed.RouterSees("192.0.2.1/32", _bed.Dc1) == path);
    }

    [FrrTheory]
    [InlineData("ipv4", "192.0.2.1/32")]
    [InlineData("ipv6", "2001:db8::1/128")]
    public void Removing_needs_no_route_map_and_the_router_loses_the_path(string family, string prefix)
    {
        Configure(family, $"no network {prefix}").IsSilentSuccess();
        Assert.Empty(Statements(prefix));
        Poll.Until(() => _bed.RouterSees(prefix, _bed.Dc1) is null);
        Assert.NotNull(_bed.RouterSees(prefix, _bed.Dc2));
    }

    [FrrFact]
    public void Removing_with_another_route_map_is_refused()
    {
        Configure("ipv4", "no network 192.0.2.1/32 route-map BGP2").Failed(1, "% route-map name doesn't match static route");
        Assert.Equal(["network 192.0.2.1/32 route-map BGP1"], Statements("192.0.2.1/32"));
    }

    [FrrFact]
    public void Removing_what_is_not_there_fails() =>
        Configure("ipv4", "no network 192.0.2.77/32").Failed(1, "% Can't find static route specified");

    [FrrFact]
    public void A_route_map_that_is_not_defined_is_taken_without_a_word_and_nothing_is_announced()
    {
        Configure("ipv4", "network 192.0.2.7/32 route-map NOSUCH").IsSilentSuccess();
        Assert.Equal(["network 192.0.2.7/32 route-map NOSUCH"], Statements("192.0.2.7/32"));
        Assert.Equal("{}", Compact(_bed.Dc1.Ask(BgpTestBed.Show("192.0.2.7/32"))));
    }

    [FrrFact]
    public void An_announced_statement_that_gets_an_undefined_route_map_is_withdrawn()
    {
        Configure("ipv4", "network 192.0.2.1/32 route-map NOSUCH").IsSilentSuccess();
        Poll.Until(() => _bed.RouterSees("192.0.2.1/32", _bed.Dc1) is null);
    }

    [FrrTheory]
    [InlineData("network 192.0.2.300/32 route-map BGP1")]
    [InlineData("netwrk 192.0.2.7/32")]
    [InlineData("network 2001:db8::7/128")]
    [InlineData("network 192.0.2.7/32 route-map")]
    public void What_does_not_parse_in_the_IPv4_context_fails(string command)
    {
        var answer = Configure("ipv4", command);
        Assert.Equal(1, answer.Status);
        Assert.StartsWith("% ", answer.Output, StringComparison.Ordinal);
    }

    [FrrFact]
    public void Host_bits_are_masked_without_a_word()
    {
        Configure("ipv4", "network 198.51.100.9/24").IsSilentSuccess();
        Assert.Equal(["network 198.51.100.0/24"], Statements("198.51.100.0/24"));
    }

    [FrrFact]
    public void A_bare_address_is_read_as_a_classful_network()
    {
        Configure("ipv4", "network 198.51.100.9").IsSilentSuccess();
        Assert.Equal(["network 198.51.100.0/24"], Statements("198.51.100.0/24"));
    }

    [FrrFact]
    public void A_trailing_question_mark_prints_help_with_status_0_and_applies_nothing()
    {
        var answer = Configure("ipv4", "network 192.0.2.7/32 ?");
        Assert.Equal(0, answer.Status);
        Assert.NotEmpty(answer.Output);
        Assert.Empty(Statements("192.0.2.7/32"));
    }

    [FrrFact]
    public void A_newline_inside_one_argument_runs_what_follows_as_a_command()
    {
        Configure("ipv4", "network 192.0.2.7/32\nno network 192.0.2.1/32");
        Assert.Empty(Statements("192.0.2.1/32"));
    }

    [FrrFact]
    public void A_drain_changes_the_path_in_place_and_the_router_never_loses_it()
    {
        Configure("ipv4", "network 192.0.2.1/32 route-map DRAIN").IsSilentSuccess();
        var drained = Poll.Until(
            () =>
            {
                var path = _bed.RouterSees("192.0.2.1/32").SingleOrDefault(path => path.Peer == "10.1.0.1");
                Assert.NotNull(path);
                return path;
            },
            path => path.Communities == "gracefulShutdown" || path.Communities == "graceful-shutdown");
        Assert.Equal("64699 64699 64699 64699", drained.AsPath);
    }

    private VtyshAnswer Configure(string family, params string[] commands) => VtyshAnswer.Configuring(_bed.Dc1, family, commands);

    private string[] Statements(string prefix) =>
        [.. _bed.Dc1.RunningConfiguration().Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith($"network {prefix}", StringComparison.Ordinal))];

    private static string Compact(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));
}
