using Dns.Dig;
using Net.Prefixes;
using Testing;
using Tools.Execution;
using VipMgmt.Names;
using Vips;
using Vips.Host.State;
using Vips.Policies;

namespace VipMgmt.Tests;

/// <summary>From NAME to prefixes; dig's answers are captures, dig itself is a fake.</summary>
[Trait("Coverage", "short")]
public sealed class NameResolverTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly FakeTools _fakes = new();
    private readonly FakeTool _dig;
    private readonly Dictionary<string, StoredResolution> _known = [];
    private NameOptions _options = new(IPv4: true, IPv6: true, Cached: false);
    private Policy _policy = new();

    public NameResolverTests() => _dig = _fakes.Add("dig").Says("cname");

    public void Dispose() => _fakes.Dispose();

    [Fact]
    public void A_name_stands_for_all_its_addresses_and_its_chain_is_shown()
    {
        _dig.Says("cname-chain");

        var names = Resolve("www2.example.net");

        Assert.Null(names.Fault);
        Assert.Equal(["192.0.2.9/32", "192.0.2.10/32", "2001:db8::9/128"], Prefixes(names));
        Assert.Equal(["www2.example.net > www2.chain.example.net > www2-vip.example.net"], names.Shown);
        Assert.False(Assert.Single(names.Targets).IsLiteral);
    }

    [Fact]
    public void A_name_is_one_name_whatever_its_case_and_final_dot()
    {
        var names = Resolve("WWW.Example.NET.");

        Assert.Equal("www.example.net", Assert.Single(names.Targets).Name);
        Assert.Equal("www.example.net", Assert.Single(names.Learned.Keys));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1/32")]
    [InlineData("192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("2001:DB8::0001", "2001:db8::1/128")]
    [InlineData("2001:db8::/64", "2001:db8::/64")]
    public void A_literal_asks_nobody(string literal, string prefix)
    {
        var names = Resolve(literal);

        Assert.Equal([prefix], Prefixes(names));
        Assert.True(names.Targets[0].IsLiteral);
        Assert.Equal(prefix, names.Targets[0].Name);
        Assert.Empty(_fakes.Calls());
    }

    [Fact]
    public void An_address_gets_the_configured_length()
    {
        _policy = new() { MaskV4 = 30, MaskV6 = 64 };

        Assert.Equal(["192.0.2.0/30", "2001:db8::/64"], Prefixes(Resolve("www.example.net")));
        Assert.Equal(["192.0.2.8/30"], Prefixes(Resolve("192.0.2.9")));
    }

    [Theory]
    [InlineData("192.0.2.300")]
    [InlineData("192.0.2.1/33")]
    [InlineData("192.0.2.9/24")]
    [InlineData("2001:db8:::1")]
    [InlineData("web")]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("www.example.net\nno network 192.0.2.1/32")]
    [InlineData("www.example.net;reload")]
    [InlineData("@192.0.2.53")]
    [InlineData("-f.example.net")]
    public void What_is_neither_name_nor_address_is_a_fault_of_usage_and_reaches_no_dig(string text)
    {
        var names = Resolve(text);

        Assert.Equal(ExitStatus.Usage, names.Status);
        Assert.DoesNotContain('\n', names.Fault!);
        Assert.Empty(names.Targets);
        Assert.Empty(_fakes.Calls());
    }

    [Theory]
    [InlineData("nxdomain", "www.example.net", "www.example.net does not exist")]
    [InlineData("no-address", "www.example.net", "www.example.net has no A record")]
    [InlineData("dangling", "dangling.example.net", "its CNAME leads to absent.example.net, which does not exist")]
    public void A_definite_none_is_68(string fixture, string name, string words)
    {
        _dig.Says(fixture);

        var names = Resolve(name);

        Assert.Equal(ExitStatus.NoSuchName, names.Status);
        Assert.Contains(words, names.Fault, StringComparison.Ordinal);
        Assert.Empty(names.Learned);
    }

    [Fact]
    public void A_loop_is_68()
    {
        _dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of("loop.A")));

        var names = Resolve("loop1.example.net");

        Assert.Equal(ExitStatus.NoSuchName, names.Status);
        Assert.Contains("comes back to loop1.example.net", names.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("servfail.A", 0, "SERVFAIL")]
    [InlineData("refused.A", 0, "REFUSED")]
    [InlineData("timed-out.A", 9, "timed out")]
    [InlineData("damaged-cut.A", 0, "damaged")]
    public void Half_an_answer_is_none_and_temporary(string aaaa, int status, string words)
    {
        _dig.Reset().When("*-t A", DigAnswers.Of("cname.A")).When("*-t AAAA", FakeAnswer.Prints(DigAnswers.Of(aaaa)) with { Status = status });

        var names = Resolve("www.example.net");

        Assert.Equal(ExitStatus.Busy, names.Status);
        Assert.Contains(words, names.Fault, StringComparison.Ordinal);
        Assert.EndsWith("; or give the addresses", names.Fault, StringComparison.Ordinal);
        Assert.Empty(names.Targets);
        Assert.Empty(names.Learned);
    }

    [Fact]
    public void A_record_of_one_family_and_a_definite_none_of_the_other_is_a_whole_answer()
    {
        _dig.Says("a-only");

        var names = Resolve("four.example.net");

        Assert.Equal(["192.0.2.4/32"], Prefixes(names));
        Assert.Empty(names.Warnings);
        Assert.Empty(names.Learned["four.example.net"].IPv6!);
    }

    [Fact]
    public void A_dig_that_is_missing_is_an_unusable_tool()
    {
        var names = Resolve("www.example.net", program: "/nowhere/dig");

        Assert.Equal(ExitStatus.ToolUnusable, names.Status);
        Assert.Contains("/nowhere/dig", names.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "192.0.2.1/32", "www.example.net: IPv4 only, the other family is left as it is", "A")]
    [InlineData(false, "2001:db8::1/128", "www.example.net: IPv6 only, the other family is left as it is", "AAAA")]
    public void One_family_is_asked_for_and_said(bool isIPv4, string prefix, string warning, string type)
    {
        _options = new(IPv4: isIPv4, IPv6: !isIPv4, Cached: false);

        var names = Resolve("www.example.net");

        Assert.Equal([prefix], Prefixes(names));
        Assert.Equal([warning], names.Warnings);
        Assert.EndsWith($"-t {type}", Assert.Single(_fakes.Lines()), StringComparison.Ordinal);
        Assert.Empty(names.Learned);
    }

    [Fact]
    public void One_family_that_the_name_lacks_is_68()
    {
        _options = new(IPv4: false, IPv6: true, Cached: false);
        _dig.Says("a-only");

        var names = Resolve("four.example.net");

        Assert.Equal(ExitStatus.NoSuchName, names.Status);
        Assert.Contains("four.example.net has no AAAA record", names.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_answer_is_learned_with_its_time()
    {
        var learned = Resolve("www.example.net").Learned["www.example.net"];

        Assert.Equal(["www-vip.example.net"], learned.Chain);
        Assert.Equal("192.0.2.1", Assert.Single(learned.IPv4!).ToString());
        Assert.Equal("2001:db8::1", Assert.Single(learned.IPv6!).ToString());
        Assert.Equal(Now, learned.When);
    }

    [Theory]
    [InlineData(0, "0 min")]
    [InlineData(-90, "0 min")]
    [InlineData(59, "59 min")]
    [InlineData(60, "1 h")]
    [InlineData((47 * 60) + 59, "47 h")]
    [InlineData(48 * 60, "2 days")]
    public void The_remembered_answer_is_used_on_request_and_its_age_said(int minutes, string age)
    {
        Remember(Now.AddMinutes(-minutes));
        _options = new(IPv4: true, IPv6: true, Cached: true);

        var names = Resolve("www.example.net");

        Assert.Equal(["192.0.2.1/32", "2001:db8::1/128"], Prefixes(names));
        Assert.Equal([$"www.example.net > www-vip.example.net (remembered, {age} old)"], names.Shown);
        Assert.Empty(names.Learned);
        Assert.Empty(_fakes.Calls());
    }

    [Fact]
    public void One_family_of_a_remembered_answer()
    {
        Remember(Now);
        _options = new(IPv4: false, IPv6: true, Cached: true);

        var names = Resolve("www.example.net");

        Assert.Equal(["2001:db8::1/128"], Prefixes(names));
        Assert.Equal(["www.example.net: IPv6 only, the other family is left as it is"], names.Warnings);
    }

    [Fact]
    public void Nothing_remembered_is_68()
    {
        _options = new(IPv4: true, IPv6: true, Cached: true);

        var names = Resolve("www.example.net");

        Assert.Equal(ExitStatus.NoSuchName, names.Status);
        Assert.Contains("no resolution is remembered", names.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_lookup_offers_what_is_remembered()
    {
        Remember(Now.AddHours(-3));
        _dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of("servfail.A")));

        var names = Resolve("www.example.net");

        Assert.EndsWith("; --cached uses the resolution of 3 h ago", names.Fault, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Busy, names.Status);
    }

    [Theory]
    [InlineData("servfail.A")]
    [InlineData("nxdomain.A")]
    public void The_claims_of_a_name_suffice_where_it_cannot_be_resolved(string fixture)
    {
        _dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of(fixture)));

        var names = Resolver("dig").Resolve(["WWW.example.net"], name => name == "www.example.net");

        Assert.Null(names.Fault);
        Assert.Empty(Assert.Single(names.Targets).Prefixes);
        Assert.EndsWith(": only the VIPs that www.example.net holds are added", Assert.Single(names.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void One_name_that_fails_stops_all()
    {
        _dig.Reset().When("*-q www.example.net -t A", DigAnswers.Of("cname.A")).When("*-q www.example.net -t AAAA", DigAnswers.Of("cname.AAAA"))
            .Always(FakeAnswer.Prints(DigAnswers.Of("nxdomain.A")));

        var names = Resolve("192.0.2.7", "www.example.net", "gone.example.net");

        Assert.Equal(ExitStatus.NoSuchName, names.Status);
        Assert.Empty(names.Targets);
    }

    [Fact]
    public void Names_stay_in_the_order_given()
    {
        var names = Resolve("2001:db8::9", "www.example.net", "192.0.2.7");

        Assert.Equal(["2001:db8::9/128", "192.0.2.1/32", "2001:db8::1/128", "192.0.2.7/32"], Prefixes(names));
    }

    private void Remember(DateTimeOffset when) => _known["www.example.net"] =
        new(["www-vip.example.net"], [IpAddress.Parse("192.0.2.1")], [IpAddress.Parse("2001:db8::1")], when);

    private NameTargets Resolve(string name, string program = "dig") => Resolver(program).Resolve([name], _ => false);
    private NameTargets Resolve(params string[] names) => Resolver("dig").Resolve(names, _ => false);

    private NameResolver Resolver(string program) => new(
        new Dig(new ToolRunner(), new(Path.Combine(_fakes.Folder, program), [], TimeSpan.FromSeconds(10))),
        Reading<IReadOnlyDictionary<string, StoredResolution>>.Known(_known), _policy, _options, Now);

    private static IEnumerable<string> Prefixes(NameTargets names) => names.Targets.SelectMany(target => target.Prefixes).Select(prefix => prefix.ToString());
}
