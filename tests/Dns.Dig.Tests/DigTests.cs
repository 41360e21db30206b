using Dns.Dig.Model;
using Testing;
using Tools.Execution;

namespace Dns.Dig.Tests;

/// <summary>The reader against a dig that misbehaves; the real one is asked in tests/Contract/Dns.</summary>
public sealed class DigTests : IDisposable
{
    private static readonly DnsName Www = DnsName.Parse("www.example.net");
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(9.5);

    private readonly FakeTools _fakes = new();
    private readonly FakeTool _dig;

    public DigTests() => _dig = _fakes.Add("dig");

    public void Dispose() => _fakes.Dispose();

    [Fact]
    public void Asks_both_families_of_the_configured_server()
    {
        _dig.When("*-t A", Fixture("cname.A")).When("*-t AAAA", Fixture("cname.AAAA"));

        var resolution = Resolve(Www, Families.Both, "192.0.2.53#5300").Value;

        Assert.Equal(["192.0.2.1", "2001:db8::1"], resolution.Addresses.Select(address => address.ToString()));
        Assert.Equal(
            [
                "dig -r @192.0.2.53 -p 5300 +noall +comments +answer +time=4 +tries=2 -q www.example.net -t A",
                "dig -r @192.0.2.53 -p 5300 +noall +comments +answer +time=4 +tries=2 -q www.example.net -t AAAA",
            ],
            _fakes.Lines().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Families.IPv4, "A")]
    [InlineData(Families.IPv6, "AAAA")]
    public void Asks_one_family_only_when_told_so(Families families, string type)
    {
        _dig.When($"*-t {type}", Fixture("cname." + type));

        var resolution = Resolve(Www, families).Value;

        Assert.Equal(families == Families.IPv6, resolution.IPv4 is null);
        Assert.Equal(families == Families.IPv4, resolution.IPv6 is null);
        Assert.Single(_fakes.Calls());
    }

    [Fact]
    public void Without_configured_servers_none_is_named()
    {
        _dig.Always(FakeAnswer.Prints(Fixture("a-only.A")));

        Resolve(DnsName.Parse("four.example.net"), Families.IPv4);

        Assert.DoesNotContain('@', Assert.Single(_fakes.Lines()));
    }

    [Fact]
    public void Asks_on_for_the_rest_of_the_chain()
    {
        _dig.When("*-q outside.example.net *", Fixture("one-step.A"))
            .When("*-q www.example.org *", Fixture("cname.A").Replace("www.example.net", "www.example.org", StringComparison.Ordinal));

        var resolution = Resolve(DnsName.Parse("outside.example.net"), Families.IPv4).Value;

        Assert.Equal(["www.example.org", "www-vip.example.net"], resolution.Chain);
        Assert.Equal(AnswerStatus.Records, resolution.IPv4!.Status);
    }

    [Theory]
    [InlineData("servfail.A", 0)]
    [InlineData("referral.A", 0)]
    [InlineData("damaged-cut.A", 0)]
    [InlineData("connection-refused.A", 9)]
    public void Asks_the_next_server_when_one_does_not_settle_it(string fixture, int status)
    {
        _dig.When("*@192.0.2.53 *", FakeAnswer.Prints(Fixture(fixture)) with { Status = status }).When("*@192.0.2.54 *", Fixture("cname.A"));

        var resolution = Resolve(Www, Families.IPv4, "192.0.2.53", "192.0.2.54").Value;

        Assert.Equal(AnswerStatus.Records, resolution.IPv4!.Status);
    }

    [Fact]
    public void A_server_that_hangs_leaves_time_for_the_next()
    {
        _dig.When("*@192.0.2.53 *", FakeAnswer.HangsAfter()).When("*@192.0.2.54 *", Fixture("cname.A"));

        var resolution = Resolve(Www, Families.IPv4, TimeSpan.FromSeconds(8), "192.0.2.53", "192.0.2.54").Value;

        Assert.Equal(AnswerStatus.Records, resolution.IPv4!.Status);
    }

    [Fact]
    public void A_definite_none_is_not_asked_of_the_next_server()
    {
        _dig.Always(FakeAnswer.Prints(Fixture("nxdomain.A")));

        Resolve(DnsName.Parse("absent.example.net"), Families.IPv4, "192.0.2.53", "192.0.2.54");

        Assert.Single(_fakes.Calls());
    }

    [Fact]
    public void When_no_server_settles_it_the_most_telling_failure_is_kept()
    {
        _dig.When("*@192.0.2.53 *", Fixture("servfail.A")).When("*@192.0.2.54 *", FakeAnswer.Prints(Fixture("timed-out.A")) with { Status = 9 });

        var answer = Resolve(Www, Families.IPv4, "192.0.2.53", "192.0.2.54").Value.IPv4!;

        Assert.Equal((AnswerStatus.ServerFailure, "SERVFAIL for www.example.net"), (answer.Status, answer.Words));
    }

    [Fact]
    public void A_dig_that_hangs_is_ended_and_counts_as_no_answer()
    {
        _dig.When("*-t A", Fixture("cname.A")).When("*-t AAAA", FakeAnswer.HangsAfter(Fixture("cname.AAAA")[..100]));

        var resolution = Resolve(Www, Families.Both, TimeSpan.FromSeconds(4)).Value;

        Assert.Equal(AnswerStatus.Records, resolution.IPv4!.Status);
        Assert.Equal(AnswerStatus.NoAnswer, resolution.IPv6!.Status);
        Assert.StartsWith("no answer for www.example.net: timed out after ", resolution.IPv6.Words, StringComparison.Ordinal);
        Assert.False(resolution.IsDefinite);
        Assert.Empty(_fakes.Running());
    }

    [Fact]
    public void Chains_that_differ_are_looked_at_once_more()
    {
        var moved = Fixture("cname.A").Replace("www-vip", "old-vip", StringComparison.Ordinal);
        _dig.When("*-t A", FakeAnswer.Prints(moved), FakeAnswer.Prints(Fixture("cname.A"))).When("*-t AAAA", Fixture("cname.AAAA"));

        Assert.True(Resolve(Www, Families.Both).Value.IsDefinite);
        Assert.Equal(4, _fakes.Calls().Count);
    }

    [Fact]
    public void Chains_that_go_on_differing_are_inconsistent()
    {
        _dig.When("*-t A", Fixture("cname.A").Replace("www-vip", "old-vip", StringComparison.Ordinal)).When("*-t AAAA", Fixture("cname.AAAA"));

        Assert.Equal(AnswerStatus.Inconsistent, Resolve(Www, Families.Both).Value.IPv4!.Status);
        Assert.Equal(4, _fakes.Calls().Count);
    }

    [Fact]
    public void A_missing_dig_is_a_failure_of_the_tool()
    {
        var settings = new DigSettings("/no/such/dig", [], Timeout);

        var reading = new Dig(new ToolRunner(), settings).Resolve(Www);

        Assert.Equal("/no/such/dig: no such program; install it or set its path in the configuration", reading.Failure?.ToString());
    }

    [Fact]
    public void A_dig_that_fails_is_a_failure_of_the_tool()
    {
        _dig.Always(FakeAnswer.Fails(10, "dig: parse of /etc/resolv.conf failed\n"));

        Assert.Equal("dig: exit status 10: dig: parse of /etc/resolv.conf failed", Resolve(Www, Families.Both).Failure?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("192.0.2.1\n")]
    public void A_dig_that_prints_something_else_is_a_failure_of_the_tool(string output)
    {
        _dig.Always(FakeAnswer.Prints(output));

        Assert.Equal(FailureKind.Unusable, Resolve(Www, Families.Both).Failure?.Kind);
    }

    private Reading<Resolution> Resolve(DnsName name, Families families, params string[] servers) =>
        Resolve(name, families, Timeout, servers);

    private Reading<Resolution> Resolve(DnsName name, Families families, TimeSpan timeout, params string[] servers)
    {
        var parsed = servers.Select(text => DnsServer.TryParse(text, out var server) ? server : throw new FormatException(text)).ToList();
        return new Dig(new ToolRunner(), new(_dig.Path, parsed, timeout)).Resolve(name, families);
    }

    private static string Fixture(string name) => Repository.Fixture($"dig/9.18/{name}.txt");
}
