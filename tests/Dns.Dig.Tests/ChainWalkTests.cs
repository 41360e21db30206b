using Dns.Dig.Model;
using Net.Prefixes;
using Testing;

namespace Dns.Dig.Tests;

public sealed class ChainWalkTests
{
    [Theory]
    [InlineData("a-only.A", "four", "192.0.2.4", "")]
    [InlineData("aaaa-only.AAAA", "six", "2001:db8::6", "")]
    [InlineData("cname.A", "www", "192.0.2.1", "www-vip.example.net")]
    [InlineData("cname.AAAA", "www", "2001:db8::1", "www-vip.example.net")]
    [InlineData("cname-chain.A", "www2", "192.0.2.9 192.0.2.10", "www2.chain.example.net www2-vip.example.net")]
    [InlineData("out-of-order.A", "reorder", "192.0.2.1", "x.example y.example")]
    [InlineData("other-types.A", "rr", "192.0.2.1", "")]
    [InlineData("extra-records.A", "extra", "192.0.2.1", "")]
    public void Follows_the_chain_to_the_addresses(string fixture, string host, string addresses, string chain)
    {
        var walk = Walk(host, fixture);

        var answer = walk.Take(Reply(fixture));

        Assert.NotNull(answer);
        Assert.Equal((AnswerStatus.Records, ""), (answer.Status, answer.Words));
        Assert.Equal(addresses.Split(' ').Select(text => IpAddress.Parse(text)), answer.Addresses);
        Assert.Equal(chain.Split(' ', StringSplitOptions.RemoveEmptyEntries), walk.Chain);
    }

    [Theory]
    [InlineData("a-only.AAAA", "four", AnswerStatus.NoSuchRecord, "four.example.net has no AAAA record", "")]
    [InlineData("no-address.A", "none", AnswerStatus.NoSuchRecord, "none.example.net has no A record", "")]
    [InlineData("nxdomain.A", "absent", AnswerStatus.NoSuchName, "absent.example.net does not exist", "")]
    [InlineData("dangling.A", "dangling", AnswerStatus.NoSuchName, "absent.example.net does not exist", "dangling2.example.net absent.example.net")]
    [InlineData("resolver-dangling.A", "dangling", AnswerStatus.NoSuchName, "absent.example.net does not exist", "dangling2.example.net absent.example.net")]
    [InlineData("loop.A", "loop1", AnswerStatus.Loop, "the CNAME chain comes back to loop1.example.net", "loop2.example.net loop3.example.net loop1.example.net")]
    [InlineData("self-loop.A", "self", AnswerStatus.Loop, "the CNAME chain comes back to self.example.net", "self.example.net")]
    [InlineData("servfail.A", "www", AnswerStatus.ServerFailure, "SERVFAIL for www.example.net", "")]
    [InlineData("refused.A", "www", AnswerStatus.ServerFailure, "REFUSED for www.example.net", "")]
    [InlineData("rcode-11.A", "www", AnswerStatus.ServerFailure, "RESERVED11 for www.example.net", "")]
    [InlineData("referral.A", "www.child", AnswerStatus.ServerFailure, "the server offers no recursion and does not answer for www.child.example.net", "")]
    [InlineData("damaged-count.A", "short", AnswerStatus.ServerFailure, "the answer is damaged for short.example.net", "")]
    [InlineData("truncated-ignored.A", "many", AnswerStatus.ServerFailure, "the answer is truncated for many.example.net", "")]
    [InlineData("two-cnames.A", "twoc", AnswerStatus.ServerFailure, "twoc.example.net has a CNAME and something beside it", "")]
    [InlineData("cname-and-address.A", "both", AnswerStatus.ServerFailure, "both.example.net has a CNAME and something beside it", "")]
    [InlineData("cname-to-root.A", "root", AnswerStatus.ServerFailure, "the CNAME '' is no host name", "")]
    [InlineData("strange-name.AAAA", "strange", AnswerStatus.ServerFailure, @"the CNAME 'a\010b\;c\.d\032e\027[2j.example.net' is no host name", @"a\010b\;c\.d\032e\027[2j.example.net")]
    [InlineData("timed-out.A", "www", AnswerStatus.NoAnswer, "no answer for www.example.net: communications error to 127.0.0.1#5398: timed out", "")]
    public void Says_what_is_at_the_end_where_there_are_no_addresses(
        string fixture, string host, AnswerStatus status, string words, string chain)
    {
        var walk = Walk(host, fixture);

        var answer = walk.Take(Reply(fixture));

        Assert.Equal((status, words), (answer!.Status, answer.Words));
        Assert.Empty(answer.Addresses);
        if (host != "root")
            Assert.Equal(chain.Split(' ', StringSplitOptions.RemoveEmptyEntries), walk.Chain);
    }

    [Fact]
    public void Asks_on_when_the_server_answers_only_a_step()
    {
        var walk = Walk("outside", "one-step.A");

        Assert.Null(walk.Take(Reply("one-step.A")));
        Assert.Equal("www.example.org", walk.Current);

        var answer = walk.Take(Message("NOERROR", ("www.example.org", "CNAME", "vip.example.org"), ("vip.example.org", "A", "192.0.2.1")));
        Assert.Equal([IpAddress.Parse("192.0.2.1")], answer!.Addresses);
        Assert.Equal(["www.example.org", "vip.example.org"], walk.Chain);
    }

    [Fact]
    public void An_alias_without_a_record_of_this_family_is_asked_for_by_itself()
    {
        var walk = Walk("mail", "resolver-cname-a-only.AAAA");

        Assert.Null(walk.Take(Reply("resolver-cname-a-only.AAAA")));
        Assert.Equal(AnswerStatus.NoSuchRecord, walk.Take(Message("NOERROR"))!.Status);
        Assert.Equal(["four.example.net"], walk.Chain);
    }

    [Fact]
    public void A_failure_behind_an_alias_is_no_answer_for_the_name()
    {
        var walk = Walk("intochild", "cname-into-child.A");

        Assert.Null(walk.Take(Reply("cname-into-child.A")));
        Assert.Equal(AnswerStatus.ServerFailure, walk.Take(Reply("referral.A"))!.Status);
    }

    [Fact]
    public void A_loop_over_several_replies_is_found()
    {
        var walk = Walk("a", ".A");

        Assert.Null(walk.Take(Message("NOERROR", ("a.example.net", "CNAME", "b.example.net"))));
        Assert.Equal(AnswerStatus.Loop, walk.Take(Message("NOERROR", ("b.example.net", "CNAME", "a.example.net")))!.Status);
    }

    [Theory]
    [InlineData(16, AnswerStatus.Records)]
    [InlineData(17, AnswerStatus.Loop)]
    public void The_length_of_a_chain_is_bounded(int length, AnswerStatus expected)
    {
        var walk = Walk("d0", ".A");
        for (var step = 0; step < length - 1; step++)
            Assert.Null(walk.Take(Message("NOERROR", ($"d{step}.example.net", "CNAME", $"d{step + 1}.example.net"))));

        var last = walk.Take(Message(
            "NOERROR", ($"d{length - 1}.example.net", "CNAME", "end.example.net"), ("end.example.net", "A", "192.0.2.1")));

        Assert.Equal(expected, last!.Status);
    }

    [Theory]
    [InlineData("2001:db8::1")]
    [InlineData("192.0.2.300")]
    [InlineData("010.0.0.1")]
    public void An_address_that_is_none_spoils_the_answer(string data)
    {
        var answer = Walk("www", ".A").Take(Message("NOERROR", ("www.example.net", "A", "192.0.2.1"), ("www.example.net", "A", data)));

        Assert.Equal(AnswerStatus.ServerFailure, answer!.Status);
        Assert.Empty(answer.Addresses);
    }

    [Fact]
    public void A_name_that_does_not_exist_on_the_word_of_a_server_that_does_not_know_is_a_failure() => Assert.Equal(
        AnswerStatus.ServerFailure, Walk("www", ".A").Take(new DigReply.Message("NXDOMAIN", IsFinal: false, []))!.Status);

    private static ChainWalk Walk(string host, string fixture) =>
        new(DnsName.Parse(host + ".example.net"), fixture.EndsWith(".AAAA", StringComparison.Ordinal));

    private static DigReply Reply(string fixture) => DigParser.Parse(Repository.Fixture($"dig/9.18/{fixture}.txt")).Value;

    private static DigReply.Message Message(string status, params (string Owner, string Type, string Data)[] records) =>
        new(status, IsFinal: true, records.Select(record => new DnsRecord(record.Owner, record.Type, record.Data)).ToList());
}
