using Bgp.Vtysh.Model;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

public class BatchResultParserTests
{
    private static readonly StatementChange[] Changes =
        [Site.Remove("192.0.2.4/32"), Site.Remove("192.0.2.77/32"), Site.Issue("192.0.2.6/32"), Site.Issue("2001:db8::6/128")];

    private static readonly Batch Whole = Batch.Of(Site.Instance, Changes);

    [Fact]
    public void Taken_without_a_word_and_answered_it_is_applied()
    {
        var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole) + Site.Answer), Whole);

        Assert.Equal((BatchOutcome.Applied, null), (result.Outcome, result.Failure));
        Assert.All(Changes, change => Assert.Null(result.About(change)));
    }

    /// <summary>The words and the status of frr-8.4.4-c1-13-middle-absent-no; FRR stops there.</summary>
    [Fact]
    public void FRR_stops_at_the_first_that_bgpd_refuses()
    {
        var words = Capture.Read("frr-8.4.4/c1-13-middle-absent-no");

        var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole, before: 5) + words.Output, words.Status), Whole);

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
        Assert.Equal("vtysh: 'no network 192.0.2.77/32': % Can't find static route specified", result.Failure?.ToString());
        Assert.Equal([Changes[1]], result.Refused.Select(refused => refused.Change));
        Assert.Equal([null, result.Failure, null, null], Changes.Select(result.About));
    }

    /// <summary>quagga-1.2.3-c1-13-middle-absent-no and -c3-E: status 0, everything after it is done.</summary>
    [Fact]
    public void Quagga_carries_on_with_status_0()
    {
        var words = Capture.Read("quagga-1.2.3/c1-06-no-network-absent");
        Assert.Equal(0, words.Status);
        var echo = Site.Echo(Whole);
        var after = Site.Echo(Whole, before: 5).Length;

        var result = BatchResultParser.Parse(Capture.Of(echo[..after] + words.Output + echo[after..] + Site.Answer), Whole);

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
        Assert.Equal(
            [("no network 192.0.2.77/32", "'no network 192.0.2.77/32': % Can't find specified static route configuration.")],
            result.Refused.Select(refused => (refused.Command, refused.Failure.Words)));
    }

    [Theory]
    [InlineData("frr-8.4.4/c1-07-wrong-as", "'router bgp 64699': BGP is already running; AS is 64699")]
    [InlineData("frr-10.3.4/c1-07-wrong-as", "'router bgp 64699': BGP instance name and AS number mismatch; BGP instance is already running; AS is 64699")]
    [InlineData("frr-10.7.0/c1-07-wrong-as", "'router bgp 64699': BGP instance name and AS number mismatch; BGP instance is already running; AS is 64699")]
    [InlineData("quagga-1.2.3/c1-07-wrong-as", "'router bgp 64699': BGP is already running; AS is 64699; % Unknown command.")]
    public void A_refusal_on_the_way_concerns_every_change(string capture, string words)
    {
        var refusal = Capture.Read(capture);

        var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole, before: 2) + refusal.Output, refusal.Status), Whole);

        Assert.Equal((BatchOutcome.Refused, words), (result.Outcome, result.Failure?.Words));
        Assert.All(Changes, change => Assert.Equal(words, result.About(change)?.Words));
    }

    [Theory]
    [InlineData("frr-8.4.4/c1-11-malformed-prefix")]
    [InlineData("frr-8.4.4/c1-12-middle-fails")]
    [InlineData("quagga-1.2.3/c1-12-middle-fails")]
    public void What_vtysh_cannot_parse_is_laid_at_its_line(string capture)
    {
        var refusal = Capture.Read(capture);

        var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole, before: 4) + refusal.Output, refusal.Status), Whole);

        Assert.Equal((BatchOutcome.Refused, Changes[0]), (result.Outcome, Assert.Single(result.Refused).Change));
    }

    /// <summary>The echoes as the real ones print them.</summary>
    [Theory]
    [InlineData("frr-8.4.4/c3-E-echo", BatchOutcome.Refused)]
    [InlineData("frr-10.7.0/c3-E-echo", BatchOutcome.Refused)]
    [InlineData("quagga-1.2.3/c3-E", BatchOutcome.Refused)]
    [InlineData("frr-8.4.4/c3-E-echo2", BatchOutcome.Unknown)]
    [InlineData("frr-10.7.0/c3-E-echo2", BatchOutcome.Unknown)]
    public void Captured_echoes_are_recognised(string capture, BatchOutcome outcome)
    {
        var call = Capture.Read(capture);
        var commands = call.Output.Split('\n').Where(line => line.Contains("# ", StringComparison.Ordinal))
            .Select(line => new BatchCommand(line[(line.IndexOf("# ", StringComparison.Ordinal) + 2)..], null));
        var batch = new Batch([.. commands, new(ProofOfLife.Question, null)]);

        var result = BatchResultParser.Parse(call.Result, batch);

        Assert.Equal(outcome, result.Outcome);
        if (outcome == BatchOutcome.Refused)
            Assert.Equal("no network 192.0.2.77/32", Assert.Single(result.Refused).Command);
        else // taken whole, but these were made without the question
            Assert.Equal("stopped before 'show bgp ipv4 unicast 255.255.255.255/32'", result.Failure?.Words);
    }

    [Theory]
    [InlineData(1, "VTY configuration is locked by other VTY\n% Unknown command.\n", 1)] // quagga-1.2.3-c4-lock
    [InlineData(1, "% command failed, could not lock candidate DS\n", 4)] // frr-10.7.0-c4-lock-parallel
    public void The_two_lock_messages_can_be_tried_again(int status, string words, int before)
    {
        var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole, before) + words, status), Whole);

        Assert.Equal(BatchOutcome.Locked, result.Outcome);
    }

    [Fact]
    public void Another_lock_is_a_refusal()
    {
        var words = Capture.Read("frr-10.7.0/c4-conft-filelock-under-file-lock");

        var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole, before: 1) + words.Output, words.Status), Whole);

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
    }

    /// <summary>frr-all-fake-bgpd-closes and c9-bgpd-dies-mid-batch: status 0 or 1, either stream, also mid-line.</summary>
    [Theory]
    [InlineData(0, "", "vtysh(): vtysh_client_execute(): (104)Connection reset by peer\nWarning: closing connection to bgpd because of an I/O error!\n")]
    [InlineData(0, "vtysh: error reading from bgpd: Success (0)Warning: closing connection to bgpd because of an I/O error!\n", "")]
    [InlineData(0, "vtysh: error reading from bgpd: Success (0)Warning: closing connection to bgpd because of an I/O error!\n", "Warning: connecting to bgpd...success!\n")]
    [InlineData(1, "", "Warning: connecting to bgpd...failed!\nbgpd is not running\n")]
    [InlineData(1, "% Unknown command: network 192.0.2.3/32\n", "Warning: connecting to bgpd...success!\n")]
    [InlineData(1, "", "bgpd is not running\n")]
    [InlineData(1, "", "Exiting: failed to connect to any daemons.\n")]
    [InlineData(1, "", "")]
    public void A_lost_bgpd_leaves_the_state_unknown(int status, string output, string error)
    {
        for (var before = 0; before <= Whole.Commands.Count; before++)
        {
            var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole, before) + output, status, error), Whole);
            Assert.Equal(BatchOutcome.Unknown, result.Outcome);
            Assert.All(Changes, change => Assert.NotNull(result.About(change)));
        }
    }

    [Fact]
    public void Cut_short_at_any_byte_it_is_never_applied()
    {
        var whole = Site.Echo(Whole) + Site.Answer;
        for (var length = 0; length < whole.Length; length++)
            Assert.NotEqual(BatchOutcome.Applied, BatchResultParser.Parse(Capture.Of(whole[..length]), Whole).Outcome);
    }

    [Theory]
    [InlineData("frr-8.4.4/c1-21-perm-fltest2")]
    [InlineData("frr-10.7.0/c1-21-perm-frrvty-etc750")]
    public void The_complaints_of_a_user_in_frrvty_alone_are_no_failure(string capture)
    {
        var harmless = Capture.Read(capture).Error;

        var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole) + Site.Answer, 0, harmless), Whole);

        Assert.Equal(BatchOutcome.Applied, result.Outcome);
    }

    [Fact]
    public void Without_a_connection_nothing_is_known()
    {
        var result = BatchResultParser.Parse(Capture.Read("frr-8.4.4/c1-33-bgpd-stopped-dbgpd-conf").Result, Whole);

        Assert.Equal((BatchOutcome.Unknown, FailureKind.Unusable), (result.Outcome, result.Failure?.Kind));
    }

    [Theory]
    [InlineData("frr-8.4.4/c1-21-perm-fltest1")]
    [InlineData("frr-10.7.0/c1-21-perm-nogroups")]
    public void A_denial_is_told_as_one(string capture)
    {
        var result = BatchResultParser.Parse(Capture.Read(capture).Result, Whole);

        Assert.Equal((BatchOutcome.Unknown, FailureKind.NotPermitted), (result.Outcome, result.Failure?.Kind));
    }

    [Theory]
    [InlineData(ToolEnding.TimedOut)]
    [InlineData(ToolEnding.Signalled)]
    [InlineData(ToolEnding.OutputTooLarge)]
    [InlineData(ToolEnding.Missing)]
    public void A_call_that_did_not_end_by_itself_is_unknown_whatever_it_printed(ToolEnding ending)
    {
        var result = BatchResultParser.Parse(Capture.Of(Site.Echo(Whole) + Site.Answer) with { Ending = ending, Status = 9 }, Whole);

        Assert.Equal(BatchOutcome.Unknown, result.Outcome);
    }
}
