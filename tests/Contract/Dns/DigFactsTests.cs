using System.Globalization;
using System.Text;

namespace Contract.Dns;

/// <summary>What dig itself does, on which src/Dns.Dig leans: nothing of ours but the command line.</summary>
public sealed class DigFactsTests(KnotServer knot) : IClassFixture<KnotServer>
{
    [DnsTheory]
    [InlineData("absent.example.net", "NXDOMAIN")]
    [InlineData("none.example.net", "NOERROR")]
    [InlineData("www.broken.example", "SERVFAIL")]
    [InlineData("www.elsewhere.example", "REFUSED")]
    public void Every_response_code_exits_0_and_stands_in_the_header(string name, string code)
    {
        var (status, output) = RealDig.Ask(knot.Port, name, isIPv6: false);

        Assert.Equal(0, status);
        Assert.Contains($";; ->>HEADER<<- opcode: QUERY, status: {code}, id: ", output, StringComparison.Ordinal);
        Assert.Contains(" ANSWER: 0,", output, StringComparison.Ordinal);
    }

    [DnsFact]
    public void No_reply_exits_9_alone()
    {
        using var odd = new OddServer();

        var (status, output) = RealDig.Ask(odd.Port, "silent.odd.example", isIPv6: false);

        Assert.Equal(9, status);
        Assert.EndsWith("\n;; no servers could be reached\n", output, StringComparison.Ordinal);
    }

    [DnsFact]
    public void No_reply_exits_0_as_one_of_two_questions()
    {
        using var odd = new OddServer();

        var result = RealDig.Run(
            "-r", "@127.0.0.1", "-p", odd.Port.ToString(CultureInfo.InvariantCulture), "+time=1", "+tries=1", "+short",
            "-q", "silent.odd.example", "-t", "A", "-q", "www.odd.example", "-t", "A");

        Assert.Equal(0, result.Status);
        Assert.Contains("192.0.2.1\n", Encoding.UTF8.GetString(result.StandardOutput), StringComparison.Ordinal);
    }

    [DnsFact]
    public void A_closed_port_exits_9()
    {
        var (status, output) = RealDig.Ask(LoopbackPort.Free(), "www.example.net", isIPv6: false);

        Assert.Equal(9, status);
        Assert.Contains(": connection refused\n", output, StringComparison.Ordinal);
    }

    [DnsFact]
    public void A_truncated_answer_is_asked_for_again_by_TCP()
    {
        var (_, output) = RealDig.Ask(knot.Port, "many.example.net", isIPv6: false);

        Assert.StartsWith(";; Truncated, retrying in TCP mode.\n", output, StringComparison.Ordinal);
        Assert.Contains(" ANSWER: 300,", output, StringComparison.Ordinal);
    }

    [DnsFact]
    public void A_damaged_message_exits_0_with_fewer_records_than_announced()
    {
        using var odd = new OddServer();

        var (status, output) = RealDig.Ask(odd.Port, "damaged.odd.example", isIPv6: false);

        Assert.Equal(0, status);
        Assert.Contains(";; Warning: Message parser reports malformed message packet.\n", output, StringComparison.Ordinal);
        Assert.Contains(" ANSWER: 2,", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n'), line => line.StartsWith("damaged.odd.example.", StringComparison.Ordinal));
    }

    [DnsFact]
    public void Blanks_and_control_characters_in_a_name_are_escaped()
    {
        var (_, output) = RealDig.Ask(knot.Port, "strange.example.net", isIPv6: false);

        Assert.Contains("\tCNAME\ta\\010b\\;c\\.d\\032e\\027[2j.example.net.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, c => c is not ('\n' or '\t') && char.IsControl(c));
    }

    [DnsTheory]
    [InlineData("+short")]
    [InlineData("@127.0.0.9")]
    [InlineData("-x")]
    public void What_follows_q_is_a_name_whatever_it_looks_like(string name)
    {
        var result = RealDig.Run("-r", "@127.0.0.1", "-p", knot.Port.ToString(CultureInfo.InvariantCulture), "+noall", "+question", "-q", name, "-t", "A");

        Assert.Contains($";{name.Replace("@", "\\@", StringComparison.Ordinal)}.\t", Encoding.UTF8.GetString(result.StandardOutput), StringComparison.Ordinal);
    }
}
