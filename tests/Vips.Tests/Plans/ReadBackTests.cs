using Bgp.Vtysh.Model;
using Tools.Execution;
using Vips.Plans;
using Vips.Readings;
using Vips.State;
using static Vips.Tests.World;

namespace Vips.Tests.Plans;

/// <summary>DESIGN sections 2, 7: what proves a change, and what is remembered of it.</summary>
public class ReadBackTests
{
    private static readonly PlannedChange Withdrawal = new(ChangeKind.Withdraw, InOrder.Configured[0], "0 realservers available behind 192.0.2.1", 0);
    private static readonly PlannedChange Announcement = new(ChangeKind.Announce, InOrder.Configured[0], "more than 1 realservers available behind 192.0.2.1", 2);
    private static readonly PlannedChange Reissue = Announcement with { Kind = ChangeKind.Reissue };

    [Fact]
    public void A_withdrawal_is_proven_when_the_statement_is_gone_and_nothing_of_ours_originates_the_prefix()
    {
        AssertProven(Judge(Withdrawal, InOrder.NotConfigured()));
        AssertProven(Judge(Withdrawal, InOrder.NotConfigured().Learned()));

        AssertUnproven("still configured", Judge(Withdrawal, InOrder));
        AssertUnproven("'redistribute connected'", Judge(Withdrawal, InOrder.NotConfigured().Redistributed()));
        AssertUnproven("'aggregate-address 192.0.2.0/24'", Judge(Withdrawal, InOrder.NotConfigured().Aggregated()));
    }

    [Fact]
    public void What_keeps_a_prefix_alive_is_named_also_where_the_configuration_does_not_show_it()
    {
        AssertUnproven("a redistribute statement that the configuration does not show",
            Judge(Withdrawal, InOrder.NotConfigured().Redistributed() with { Sources = ["aggregate-address 192.0.2.0/24"] }));
        AssertUnproven("'redistribute connected' or 'redistribute static route-map X'",
            Judge(Withdrawal, InOrder.NotConfigured().Redistributed() with { Sources = ["redistribute connected", "redistribute static route-map X"] }));
        AssertUnproven("a network statement that the configuration does not show", Judge(Withdrawal, InOrder.NotConfigured() with
        {
            OtherPaths = [(Vip, new(PathOrigin.NetworkStatement, Valid: true, Best: true, "", null))],
        }));
    }

    [Fact]
    public void An_announcement_is_proven_when_it_is_configured_as_planned_and_originated()
    {
        AssertProven(Judge(Announcement, InOrder));
        AssertProven(Judge(Reissue, InOrder));
        AssertProven(Judge(Announcement, InOrder.Learned()));

        AssertUnproven("not configured", Judge(Announcement, InOrder.NotConfigured()));
        AssertUnproven("not configured", Judge(Announcement, InOrder.NotConfigured().Redistributed()));
        AssertUnproven("'network 192.0.2.1/32 route-map BGP2'", Judge(Announcement, InOrder.ConfiguredAs("BGP2")));
        AssertUnproven("not originated", Judge(Announcement, InOrder.NotOriginated()));
        AssertUnproven("not originated", Judge(Reissue, InOrder.NotOriginated().Learned()));
    }

    [Fact]
    public void Advertised_is_reported_and_not_judged()
    {
        var outcome = ReadBackJudge.Judge(Announcement, Known(InOrder), InOrder.PathsOf(Vip) with { AdvertisedTo = [] }, null);

        AssertProven(outcome);
        Assert.Empty(outcome.Paths!.AdvertisedTo);
    }

    [Fact]
    public void A_table_that_cannot_be_read_proves_nothing()
    {
        AssertUnproven("table could not be read", ReadBackJudge.Judge(Withdrawal, Known(InOrder.NotConfigured()), null, null));
        AssertUnproven("table could not be read", ReadBackJudge.Judge(Announcement, Known(InOrder), null, null));
    }

    [Fact]
    public void A_read_back_that_fails_proves_nothing_and_leaves_configured_unknown()
    {
        var outcome = ReadBackJudge.Judge(Withdrawal, Reading<RunningInstance>.Unknown(Failed("vtysh")), null, null);

        AssertUnproven("vtysh: timed out after 5 s", outcome);
        Assert.Null(outcome.Configured);
    }

    [Fact]
    public void A_write_that_timed_out_is_done_when_the_read_back_proves_it() =>
        AssertProven(ReadBackJudge.Judge(Withdrawal, Known(InOrder.NotConfigured()), InOrder.NotConfigured().PathsOf(Vip), Failed("vtysh")));

    [Fact]
    public void What_vtysh_said_stands_in_the_words_of_a_failure() =>
        AssertUnproven("timed out after 5 s", ReadBackJudge.Judge(Withdrawal, Known(InOrder), InOrder.PathsOf(Vip), Failed("vtysh")));

    [Fact]
    public void A_write_that_was_not_permitted_is_77() =>
        Assert.Equal(ExitStatus.NotPermitted, ReadBackJudge.Judge(Withdrawal, Known(InOrder), InOrder.PathsOf(Vip), Failed("vtysh", denied: true)).Status);

    [Fact]
    public void A_proven_withdrawal_is_remembered_with_its_time_and_reason()
    {
        var history = After(Judge(Withdrawal, InOrder.NotConfigured()));

        Assert.Equal(InOrder.Now, history.WithdrawnAt);
        Assert.False(history.Configured);
        Assert.Equal(new("withdrawn", InOrder.Now, Withdrawal.Why), history.LastChange);
    }

    [Fact]
    public void A_persons_withdrawal_has_no_time_that_a_hold_down_would_follow() =>
        Assert.Null(After(Judge(Withdrawal with { IsByPerson = true }, InOrder.NotConfigured())).WithdrawnAt);

    [Fact]
    public void A_withdrawal_that_something_else_keeps_alive_is_still_ours() =>
        Assert.Equal(InOrder.Now, After(Judge(Withdrawal, InOrder.NotConfigured().Redistributed())).WithdrawnAt);

    [Fact]
    public void A_withdrawal_that_was_not_made_changes_nothing_remembered() =>
        Assert.Equal(new VipHistory { Configured = true }, After(Judge(Withdrawal, InOrder)));

    [Fact]
    public void An_unknown_outcome_changes_nothing_remembered()
    {
        var outcome = ReadBackJudge.Judge(Withdrawal, Reading<RunningInstance>.Unknown(Failed("vtysh")), null, null);

        Assert.Equal(new VipHistory { Configured = true, SeenInIpvs = true }, After(outcome, new() { Configured = true, SeenInIpvs = true }));
    }

    [Fact]
    public void An_announcement_ends_the_withdrawal()
    {
        var history = After(Judge(Announcement, InOrder), new() { WithdrawnAt = InOrder.Now, Reissued = true });

        Assert.Equal((null, false, true), (history.WithdrawnAt, history.Reissued, history.Configured));
        Assert.Equal("announced", history.LastChange!.What);
    }

    [Fact]
    public void A_statement_issued_again_is_remembered_whether_or_not_it_helped()
    {
        Assert.True(After(Judge(Reissue, InOrder)).Reissued);
        Assert.True(After(Judge(Reissue, InOrder.NotOriginated())).Reissued);
    }

    [Fact]
    public void The_rest_of_the_state_stays()
    {
        var state = new WatchdogState { Established = true, MassWithdrawal = new(2, InOrder.Now), LastRun = InOrder.Now };

        Assert.Equal(state, StateAfter.Changes(state, [Judge(Withdrawal, InOrder.NotConfigured())], InOrder.Now, InOrder.Policy) with { Vips = state.Vips });
    }

    private static ChangeOutcome Judge(PlannedChange change, World after) => ReadBackJudge.Judge(change, Known(after), after.PathsOf(Vip), null);

    private static Reading<RunningInstance> Known(World world) => Reading<RunningInstance>.Known(world.Instance());

    private static VipHistory After(ChangeOutcome outcome, VipHistory? before = null)
    {
        var state = new WatchdogState();
        state = before is null ? state : state.WithVip(Vip, _ => before);
        return StateAfter.Changes(state, [outcome], InOrder.Now, InOrder.Policy).Vips[Vip];
    }

    private static void AssertProven(ChangeOutcome outcome)
    {
        Assert.Null(outcome.Words);
        Assert.Equal((true, ExitStatus.Done), (outcome.IsProven, outcome.Status));
    }

    private static void AssertUnproven(string words, ChangeOutcome outcome)
    {
        Assert.Contains(words, outcome.Words, StringComparison.Ordinal);
        Assert.Equal((false, ExitStatus.ReadBackDisagrees), (outcome.IsProven, outcome.Status));
    }
}
