using Vips.Holds;
using Vips.Plans;
using Vips.State;
using static Vips.Tests.World;

namespace Vips.Tests.State;

/// <summary>What the journal says of a change and of a hold, and the words that messages share.</summary>
public class JournalEntriesTests
{
    private const string BGP1 = "network 192.0.2.1/32 route-map BGP1";

    [Theory]
    [InlineData(ChangeKind.Withdraw, "withdraw", BGP1, null)]
    [InlineData(ChangeKind.Announce, "announce", null, BGP1)]
    [InlineData(ChangeKind.Drain, "drain", BGP1, BGP1)]
    [InlineData(ChangeKind.Reissue, "reissue", BGP1, BGP1)]
    public void A_change_has_its_word_and_the_statements_before_and_after(ChangeKind kind, string what, string? before, string? after)
    {
        var entry = JournalEntries.Of(new ChangeOutcome(new(kind, InOrder.Configured[0], "why", Live: 2), null, true, null, ExitStatus.Done, true), "bob", InOrder.Now.Wall);

        Assert.Equal((what, before, after, "done", 2), (entry.What, entry.Before, entry.After, entry.Outcome, entry.Live));
    }

    [Fact]
    public void A_statement_that_is_replaced_is_what_stood_before_and_a_failure_is_the_outcome()
    {
        var change = new PlannedChange(ChangeKind.Reissue, InOrder.Configured[0], "why") { Replaces = Statement("192.0.2.1/32", "DRAIN") };
        var entry = JournalEntries.Of(new ChangeOutcome(change, "it is not configured", false, null, ExitStatus.ReadBackDisagrees, false), "bob", InOrder.Now.Wall);

        Assert.Equal(("network 192.0.2.1/32 route-map DRAIN", BGP1, "it is not configured"), (entry.Before, entry.After, entry.Outcome));
    }

    [Theory]
    [InlineData(HoldChangeKind.Claimed, "hold")]
    [InlineData(HoldChangeKind.Lifted, "lift")]
    [InlineData(HoldChangeKind.LiftedInPart, "lift")]
    public void A_hold_changes_no_statement(HoldChangeKind kind, string what)
    {
        var entry = JournalEntries.Of(new HoldChange(kind, InOrder.Held().Holds[0]), "why", "bob", InOrder.Now.Wall);

        Assert.Equal((what, null, null, "done"), (entry.What, entry.Before, entry.After, entry.Outcome));
    }

    [Fact]
    public void Who_it_is_held_for_is_named_also_where_nobody_gave_a_name() =>
        Assert.Equal(
            ["service.tld", "nobody by name"],
            new HoldChange(HoldChangeKind.LiftedInPart, InOrder.Held().Held(name: null).Holds[0]).ClaimNames);

    [Theory]
    [InlineData(ChangeKind.Withdraw, "Failed to delete route to 192.0.2.1/32: words")]
    [InlineData(ChangeKind.Announce, "Failed to add route to 192.0.2.1/32: words")]
    [InlineData(ChangeKind.Drain, "Failed to drain route to 192.0.2.1/32: words")]
    [InlineData(ChangeKind.Reissue, "Failed to add route to 192.0.2.1/32: words")]
    public void A_failure_says_what_was_meant(ChangeKind kind, string line) =>
        Assert.Equal(line, Lines.Failed(new(kind, InOrder.Configured[0], "why"), "words"));

    [Theory]
    [InlineData(-5, "0 min")]
    [InlineData(59, "59 min")]
    [InlineData(60, "1 h")]
    [InlineData(47 * 60, "47 h")]
    [InlineData(48 * 60, "2 days")]
    public void An_age_has_one_unit(int minutes, string words) => Assert.Equal(words, TimeText.Age(TimeSpan.FromMinutes(minutes)));
}
