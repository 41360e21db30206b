using Vips.Watchdog;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>`vip-watchdog --boot`: a run that enforces holds and does nothing else.</summary>
public class HoldsAloneTests
{
    [Fact]
    public void What_is_held_is_withdrawn_and_nothing_else_is_looked_at()
    {
        var two = InOrder.Held().Live(0) with { Baseline = [.. InOrder.Baseline, Statement("192.0.2.2/32", "BGP1")], Configured = [.. InOrder.Configured, Statement("192.0.2.2/32", "BGP1")] };
        var judgement = Judgement.OfHolds((two with { Table = [.. two.Table, Service("tcp/192.0.2.2:80", live: 0)] }).ToInputs());

        Assert.Equal((DecisionRule.Held, DecisionAction.Withdraw), (Assert.Single(judgement.Decisions).Rule, judgement.Decisions[0].Action));
        Assert.Equal(ExitStatus.Done, judgement.Permissions.Status);
    }

    [Fact]
    public void Nothing_is_counted_and_no_run_recorded()
    {
        var inputs = InOrder.Held().ToInputs();

        Assert.Same(inputs.State, Judgement.OfHolds(inputs).NextState);
    }

    [Fact]
    public void What_it_does_not_ask_shuts_no_gate()
    {
        var permissions = Judgement.OfHolds(InOrder.IpvsadmFails().KeepalivedDead().BaselineFails().Held().ToInputs()).Permissions;

        Assert.Equal((ExitStatus.Done, true, false, false), (permissions.Status, permissions.EnforceHolds, permissions.Withdraw, permissions.Announce));
    }

    [Fact]
    public void A_bgpd_that_cannot_be_read_and_holds_that_cannot_do()
    {
        Assert.Equal(ExitStatus.ToolUnusable, Judgement.OfHolds(InOrder.BgpdFails().Held().ToInputs()).Permissions.Status);
        Assert.Equal(ExitStatus.StateNotWritable, Judgement.OfHolds(InOrder.HoldsFail().ToInputs()).Permissions.Status);
    }

    /// <summary>The statement and the journal's line are lost with it, and nobody else would say so.</summary>
    [Fact]
    public void Where_nothing_can_be_written_it_withdraws_all_the_same_and_says_so()
    {
        var judgement = Judgement.OfHolds(InOrder.Held().StateNotWritable().ToInputs());

        Assert.Equal((ExitStatus.StateNotWritable, true), (judgement.Permissions.Status, judgement.Permissions.EnforceHolds));
        Assert.Equal(DecisionAction.Withdraw, Assert.Single(judgement.Decisions).Action);
        Assert.StartsWith("/var/lib/viptools: No space left on device; ", Assert.Single(judgement.Permissions.Notices).Text, StringComparison.Ordinal);
    }
}
