using Testing;

namespace VipMgmt.Tests;

/// <summary>What others write (a name server, a hold's file, a reason, a configuration) stays text.</summary>
public sealed class HostileTests : OnSite
{
    private const string Injected = "no network 192.0.2.2/32";

    [Theory]
    [InlineData("www.example.net\nno network 192.0.2.2/32")]
    [InlineData("192.0.2.1/32\nno network 192.0.2.2/32")]
    [InlineData("192.0.2.1/32 route-map X")]
    [InlineData("192.0.2.1;no network 192.0.2.2/32")]
    [InlineData("$(touch /tmp/owned).example.net")]
    [InlineData("\u001b[2J.example.net")]
    [InlineData("www.example.net\r")]
    [InlineData("fe80::1%lo")]
    [InlineData("::ffff:192.0.2.1/32?")]
    public void A_name_reaches_neither_dig_nor_vtysh_unless_it_is_one(string name)
    {
        var run = Site.Run("-y", "-d", name);

        Refused(run, 64, "is neither a name nor an address");
        AssertPlain(run.Error);
        Assert.Empty(Site.Fakes.Calls());
    }

    [Fact]
    public void What_a_name_server_says_reaches_no_command_and_no_terminal_as_it_is()
    {
        Site.Dig.Reset().When("*-t A", DigAnswers.Of("strange-name.A")).When("*-t AAAA", DigAnswers.Of("strange-name.AAAA"));

        var run = Site.Run("-y", "-d", "strange.example.net");

        AssertPlain(run.Output);
        AssertPlain(run.Error);
        Assert.All(Site.Fakes.Calls().SelectMany(call => call.Arguments), argument => Assert.DoesNotContain("example.net", argument.Replace("strange.example.net", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Empty(Site.Sent());
    }

    [Theory]
    [InlineData("a.example.net.\t300\tIN\tA\t192.0.2.1\\010no network 192.0.2.2/32")]
    [InlineData("a.example.net.\t300\tIN\tA\t192.0.2.1/32")]
    [InlineData("a.example.net.\t300\tIN\tA\t192.0.2.1 route-map X")]
    [InlineData("a.example.net.\t300\tIN\tA\t2001:db8::1")]
    public void An_answer_that_is_no_address_is_no_answer(string record)
    {
        var answer = DigAnswers.Of("a-only.A").Replace("four.example.net.\t300\tIN\tA\t192.0.2.4", record, StringComparison.Ordinal);
        Site.Dig.Reset().When("*-t A", answer).When("*-t AAAA", DigAnswers.Of("a-only.AAAA"));

        Refused(Site.Run("-y", "-d", "a.example.net"), 75, "cannot be resolved: ");
        Unchanged();
    }

    [Fact]
    public void A_reason_is_one_plain_line_everywhere()
    {
        var reason = $"kernel\n{Injected}\r\u001b[31mred\u001b[0m \u202eturned " + new string('x', 5000);

        var deleted = Site.Run("-y", "-d", "192.0.2.1", "--reason", reason);
        var added = Site.Run("-a", Www);
        var status = Site.Run("status");

        Assert.Equal(0, deleted.Status);
        Assert.Contains($"still held by {Who} for 192.0.2.1/32 (kernel {Injected}  [31mred [0m  turned ", added.Error, StringComparison.Ordinal);
        foreach (var text in (string[])[deleted.Output, deleted.Error, added.Output, added.Error, status.Output, status.Error, .. Site.Syslog.Messages()])
        {
            AssertPlain(text);
        }

        Assert.InRange(HoldOf(Four)!.Claims[0].Reason!.Length, 1, 400);
        Assert.DoesNotContain(Injected, Site.Sent());
        Assert.Contains("network 192.0.2.2/32 route-map BGP2", Site.Bgpd.Statements);
    }

    [Fact]
    public void A_hold_that_somebody_else_wrote_is_one_plain_line_everywhere()
    {
        Hold(Four, ClaimOf("b.tld\u001b[2J", who: "mallory\nbgp_mgt: Adding route to 192.0.2.1/32", reason: "\u001b]0;owned\a"));
        Site.Bgpd.Remove(Four);

        var added = Site.Run("-a", Www);
        var status = Site.Run("status");

        Assert.Equal("bgp_mgt: Route 192.0.2.1/32 still held by mallory bgp_mgt: Adding route to 192.0.2.1/32 for b.tld [2J ( ]0;owned )\n", added.Error);
        AssertPlain(status.Output);
        Assert.Equal(6, status.Output.Split('\n').Length);
    }

    [Fact]
    public void A_statement_kept_with_other_words_is_not_sent()
    {
        Directory.CreateDirectory(State.Withdrawn.Path);
        Site.Run("-y", "-d", "192.0.2.2");
        var file = Path.Combine(State.Withdrawn.Path, "192.0.2.2_32");
        File.WriteAllText(file, File.ReadAllText(file).Replace("BGP2", "BGP2\\nno network 192.0.2.1/32", StringComparison.Ordinal));
        Site.Baseline = Site.Bgpd.Running;

        var run = Site.Run("-a", "192.0.2.2", "--force");

        Assert.NotEqual(0, run.Status);
        AssertPlain(run.Error);
        Assert.Contains("network 192.0.2.1/32 route-map BGP1", Site.Bgpd.Statements);
        Assert.Equal(["no network 192.0.2.2/32"], Site.Sent());
    }

    [Fact]
    public void A_fault_of_the_configuration_is_one_plain_line()
    {
        Site.Yaml = "\"bpg\\e[2J\\nowned\": 1\nvips:\n  - prefixes: [\"\\e[2J\"]\n";

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal(78, run.Status);
        AssertPlain(run.Error);
        Assert.Equal(3, run.Error.Split('\n').Length);
    }

    [Fact]
    public void What_vtysh_says_is_one_plain_line()
    {
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "\u001b[2Jowned\nbgp_mgt: Deleting route to 192.0.2.1/32\n"));

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Refused(run, 69, "hold in force; not withdrawn: ");
        AssertPlain(run.Error);
    }

    /// <summary>Line feeds are ours alone; each of our lines begins as ours do.</summary>
    private static void AssertPlain(string text) => Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c == '\u202e'));
}
