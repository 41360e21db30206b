using Dns.Dig.Model;
using Testing;

namespace Dns.Dig.Tests;

public sealed class DigParserTests
{
    private const string Folder = "dig/9.18";

    public static TheoryData<string> Fixtures()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root(), "tests", "Fixtures", Folder), "*.txt").Order(StringComparer.Ordinal))
            data.Add(Path.GetFileName(file));
        return data;
    }

    [Fact]
    public void Reads_status_and_records_of_a_chain() =>
        AssertMessage("cname-chain.A", "NOERROR", isFinal: true,
            new("www2.example.net", "CNAME", "www2.chain.example.net"),
            new("www2.chain.example.net", "CNAME", "www2-vip.example.net"),
            new("www2-vip.example.net", "A", "192.0.2.9"),
            new("www2-vip.example.net", "A", "192.0.2.10"));

    [Fact]
    public void Reads_an_answer_of_a_resolver() => AssertMessage("resolver-cname-a-only.AAAA", "NOERROR", isFinal: true,
        new DnsRecord("mail.example.net", "CNAME", "four.example.net"));

    [Theory]
    [InlineData("a-only.AAAA", "NOERROR", true)]
    [InlineData("nxdomain.A", "NXDOMAIN", true)]
    [InlineData("resolver-nxdomain.A", "NXDOMAIN", true)]
    [InlineData("servfail.A", "SERVFAIL", false)]
    [InlineData("refused.A", "REFUSED", false)]
    [InlineData("referral.A", "NOERROR", false)]
    [InlineData("formerr.A", "FORMERR", true)]
    [InlineData("rcode-11.A", "RESERVED11", true)]
    public void Reads_an_empty_answer(string fixture, string status, bool isFinal) => AssertMessage(fixture, status, isFinal);

    [Fact]
    public void Reads_a_large_answer_over_TCP()
    {
        var message = Assert.IsType<DigReply.Message>(Reply("large.A"));

        Assert.Equal(300, message.Answer.Count);
        Assert.Equal(new("many.example.net", "A", "198.18.1.49"), message.Answer[^1]);
    }

    [Fact]
    public void Control_characters_in_names_stay_escaped()
    {
        var message = Assert.IsType<DigReply.Message>(Reply("strange-name.A"));

        Assert.Equal(@"a\010b\;c\.d\032e\027[2j.example.net", message.Answer[0].Data);
        Assert.Equal(new(@"a\010b\;c\.d\032e\027[2j.example.net", "A", "192.0.2.66"), message.Answer[1]);
    }

    [Fact]
    public void Keeps_records_of_other_types_apart()
    {
        var message = Assert.IsType<DigReply.Message>(Reply("other-types.A"));

        Assert.Equal(["TYPE65280", "TXT", "A"], message.Answer.Select(record => record.Type));
        Assert.Equal("\"a\\027\\\"\\010b\"", message.Answer[1].Data);
    }

    [Theory]
    [InlineData("connection-refused.A", "communications error to 127.0.0.1#5399: connection refused")]
    [InlineData("timed-out.A", "communications error to 127.0.0.1#5398: timed out")]
    [InlineData("other-question.A", "communications error to 127.0.0.1#5392: timed out")]
    [InlineData("other-id.A", "communications error to 127.0.0.1#5392: timed out")]
    [InlineData("truncated-no-tcp.A", "Connection to 127.0.0.1#5392(127.0.0.1) for tc.example.net failed: connection refused.")]
    public void No_reply_comes_with_the_reason(string fixture, string words) =>
        Assert.Equal(new DigReply.Nothing(words), Reply(fixture));

    [Theory]
    [InlineData("damaged-count.A", "the answer is damaged")]
    [InlineData("damaged-cut.A", "the answer is damaged")]
    [InlineData("damaged-length.A", "the answer is damaged")]
    [InlineData("other-class.A", "the answer is damaged")]
    [InlineData("no-question.A", "the answer is damaged")]
    [InlineData("truncated-ignored.A", "the answer is truncated")]
    public void A_damaged_or_truncated_message_is_not_used(string fixture, string words) =>
        Assert.Equal(new DigReply.Damaged(words), Reply(fixture));

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_text_that_is_cut_anywhere_gives_no_other_answer(string fixture)
    {
        var text = Text(fixture);
        var whole = DigParser.Parse(text).Value;

        for (var length = 0; length < text.Length; length++)
        {
            var cut = DigParser.Parse(text[..length]);
            // Nothing and Damaged are failures all the same; a message must be the whole one (less its last empty line).
            if (cut.IsKnown && cut.Value is DigReply.Message message)
                AssertSame(Assert.IsType<DigReply.Message>(whole), message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("192.0.2.1\n")]
    [InlineData("Invalid option: +x\n")]
    [InlineData(";; Got answer:\n")]
    [InlineData("www.example.net. 300 IN A 192.0.2.1\n")]
    public void Refuses_what_is_no_answer(string text) => Assert.False(DigParser.Parse(text).IsKnown);

    [Theory]
    [InlineData("ANSWER: 2", "ANSWER: 3")]
    [InlineData("ANSWER: 2", "ANSWER: 1")]
    [InlineData("ANSWER: 2", "ANSWER: -2")]
    [InlineData("ANSWER: 2", "ANSWER: x")]
    [InlineData("ANSWER: 2,", "ANSWER: 2;")]
    [InlineData("status: NOERROR,", "status: NOERROR")]
    [InlineData(", status: NOERROR, id:", ", status: , id:")]
    [InlineData("QUERY: 1, ", "")]
    [InlineData(";; flags:", ";; fags:")]
    [InlineData("opcode: QUERY", "opcode: NOTIFY")]
    [InlineData(";; ANSWER SECTION:", ";; AUTHORITY SECTION:")]
    [InlineData("\t300\tIN\tCNAME", "\tIN\t300\tCNAME")]
    [InlineData("\tIN\tCNAME", "\tCH\tCNAME")]
    [InlineData("192.0.2.1\n", "\n")]
    [InlineData(";; Got answer:", ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1")]
    [InlineData(";; OPT PSEUDOSECTION:", ";; flags: qr aa; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1")]
    [InlineData("; EDNS", "EDNS")]
    public void Refuses_an_answer_that_does_not_add_up(string old, string changed)
    {
        var text = Text("cname.A.txt");
        Assert.Contains(old, text, StringComparison.Ordinal);

        Assert.False(DigParser.Parse(text.Replace(old, changed, StringComparison.Ordinal)).IsKnown);
    }

    [Fact]
    public void What_is_not_understood_is_shown_without_its_control_characters() => Assert.Equal(
        "dig: printed what is not understood: odd [2Jline",
        DigParser.Parse("odd\u001b[2Jline\n").Failure!.ToString());

    private static void AssertMessage(string fixture, string status, bool isFinal, params DnsRecord[] records) =>
        AssertSame(new(status, isFinal, records), Assert.IsType<DigReply.Message>(Reply(fixture)));

    private static void AssertSame(DigReply.Message expected, DigReply.Message actual)
    {
        Assert.Equal((expected.Status, expected.IsFinal), (actual.Status, actual.IsFinal));
        Assert.Equal(expected.Answer, actual.Answer);
    }

    private static DigReply Reply(string fixture) => DigParser.Parse(Text(fixture + ".txt")).Value;

    private static string Text(string file) => Repository.Fixture($"{Folder}/{file}");
}
