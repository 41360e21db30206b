using Vips.Monitoring;
using Vips.Plans;
using Vips.Policies;
using Vips.State;
using Vips.Watchdog;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>What a run remembers of itself, and a freeze whose time is over.</summary>
public class UpkeepTests
{
    [Theory]
    [InlineData(ExitStatus.Done, true, false, true)]
    [InlineData(ExitStatus.KeptBack, true, false, true)]
    [InlineData(ExitStatus.ToolUnusable, true, false, false)]
    [InlineData(ExitStatus.Done, false, false, false)]
    [InlineData(ExitStatus.Done, true, true, false)]
    public void A_run_that_knew_and_wrote_everything_is_a_success(ExitStatus status, bool isWhole, bool ofHoldsAlone, bool isSuccess)
    {
        var inputs = InOrder.ToInputs();

        Assert.Equal(isSuccess ? inputs.Now : null, StateAfter.Run(inputs, inputs.State, [], status, isWhole, ofHoldsAlone).LastSuccess);
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    public void A_run_that_lost_a_line_does_not_end_the_first_run(bool before, bool isWhole, bool after)
    {
        var inputs = (InOrder with { State = new() { Established = before } }).ToInputs();
        var next = inputs.State with { Established = true };

        Assert.Equal(after, StateAfter.Run(inputs, next, [], ExitStatus.Done, isWhole, ofHoldsAlone: false).Established);
        Assert.False(StateAfter.Run(inputs, next with { Established = false }, [], ExitStatus.Done, isWhole, ofHoldsAlone: false).Established);
    }

    [Fact]
    public void A_freeze_whose_time_is_over_goes_with_a_line()
    {
        var over = InOrder.Frozen(TimeSpan.Zero);

        Assert.Equal("the freeze of alice is over (new switches)", FreezeUpkeep.Of(over.ToInputs())?.Line);
        Assert.Equal("the freeze of alice is over (no reason given)", FreezeUpkeep.Of((over with { Freeze = over.Freeze! with { Reason = null } }).ToInputs())?.Line);
        Assert.Equal((JournalEntry.Thawed, "done"), FreezeUpkeep.Of(over.ToInputs())!.Entry("done") is var entry ? (entry.What, entry.Outcome) : default);
    }

    /// <summary>One file was removed, another one could not be written: the first is told of now, or never.</summary>
    [Fact]
    public void Of_holds_that_end_those_are_told_whose_files_are_as_they_shall_be()
    {
        var ago = TimeSpan.FromMinutes(-5);
        var world = InOrder.NotConfigured().Held(prefix: "203.0.113.8/32", until: ago).Held(prefix: "203.0.113.9/32", until: ago).Held("b.tld", "bob", prefix: "203.0.113.9/32");
        var upkeep = HoldUpkeep.Of(world.ToInputs(), [], []);
        string Told(World after) => string.Join(' ', HoldUpkeep.Done(upkeep, after.ToInputs().Holds).Select(one => one.Change.After.Prefix));
        var removed = world with { Holds = [.. world.Holds.Skip(1)] };
        var written = removed with { Holds = [new(removed.Holds[0].Prefix, [removed.Holds[0].Claims[1]])] };

        Assert.Equal(2, upkeep.Count);
        Assert.Equal("", Told(world));
        Assert.Equal("203.0.113.8/32", Told(removed));
        Assert.Equal("203.0.113.8/32 203.0.113.9/32", Told(written));
        Assert.Equal("203.0.113.8/32", Told(written with { Holds = [written.Holds[0] with { Damage = "torn" }] }));
        Assert.Equal("203.0.113.8/32", Told(written with { Holds = [] }));
        Assert.Equal("", Told(written.HoldsFail()));
    }

    [Fact]
    public void A_freeze_stays_while_it_is_in_force_or_nothing_is_written()
    {
        var over = InOrder.Frozen(TimeSpan.Zero);

        Assert.Null(FreezeUpkeep.Of(InOrder.ToInputs()));
        Assert.Null(FreezeUpkeep.Of(InOrder.Frozen().ToInputs()));
        Assert.Null(FreezeUpkeep.Of(InOrder.Frozen(TimeSpan.FromSeconds(1)).ToInputs()));
        Assert.Null(FreezeUpkeep.Of(over.StateNotWritable().ToInputs()));
        Assert.Null(FreezeUpkeep.Of((over with { Policy = over.Policy with { Shadow = true } }).ToInputs()));
    }

    [Fact]
    public void Monitoring_asks_nothing_of_what_is_not_ours_or_not_managed()
    {
        var words = InOrder.ConfiguredAs(null, "backdoor").ToInputs();
        var decision = Assert.Single(Judgement.Of(words).Decisions);

        Assert.Equal(Trouble.None, TroubleJudge.Judge(decision, words));
        Assert.Equal(Trouble.None, TroubleJudge.Judge(decision with { Rule = DecisionRule.NotManaged }, words));
        Assert.Equal(Trouble.Serious, TroubleJudge.Judge(Assert.Single(Judgement.Of(InOrder.ConfiguredAs(null, "backdoor").Held().ToInputs()).Decisions), words));
    }

    /// <summary>The first attempt at a cure is under way; without one it is in trouble.</summary>
    [Fact]
    public void Monitoring_asks_for_what_is_configured_and_not_originated()
    {
        Trouble Of(World world) => TroubleJudge.Judge(Assert.Single(Judgement.Of(world.ToInputs()).Decisions), world.ToInputs());
        var between = InOrder.Ruled(rules => rules with { Drop = 1, Restore = 3 });

        Assert.Equal((Trouble.None, Trouble.None), (Of(InOrder), Of(between)));
        Assert.Equal((Trouble.Known, Trouble.Serious), (Of(InOrder.NotOriginated()), Of(between.NotOriginated())));
    }

    [Fact]
    public void Monitoring_asks_for_a_status_that_is_neither_done_nor_kept_back()
    {
        var decision = Assert.Single(Judgement.Of(InOrder.ToInputs()).Decisions);

        Assert.Equal(Trouble.Known, TroubleJudge.Judge(decision with { Status = ExitStatus.KeptBack }, InOrder.ToInputs()));
        Assert.Equal(Trouble.Serious, TroubleJudge.Judge(decision with { Status = ExitStatus.ReadBackDisagrees }, InOrder.ToInputs()));
    }

    /// <summary>A statement is issued again once for each time that it is not originated.</summary>
    [Fact]
    public void An_attempt_is_over_when_it_helped_or_the_statement_is_gone()
    {
        bool IsTried(World world) => Judgement.Of((world with { State = world.State.WithVip(Vip, history => history with { Reissued = true }) }).ToInputs()).NextState.Vips[Vip].Reissued;

        Assert.True(IsTried(InOrder.NotOriginated()));
        Assert.True(IsTried(InOrder.PathsFail()));
        Assert.True(IsTried(InOrder.SeenInIpvs().BgpdFails()));
        Assert.False(IsTried(InOrder));
        Assert.False(IsTried(InOrder.NotConfigured()));
    }

    [Fact]
    public void Only_a_drain_that_is_proven_is_the_last_change()
    {
        var change = new PlannedChange(ChangeKind.Drain, Statement("192.0.2.1/32", "DRAIN"), "drained by bob");
        string? Last(string? words) => StateAfter.Changes(new(), [new(change, words, true, null, ExitStatus.Done, true)], InOrder.Now, InOrder.Policy).Vips[Vip].LastChange?.What;

        Assert.Equal("drained", Last(null));
        Assert.Null(Last("it is not originated"));
    }

    [Fact]
    public void A_missing_route_map_is_told_as_none_on_either_side()
    {
        Assert.Contains("is announced with route-map (none), the baseline says BGP1", Run.Of(InOrder.ConfiguredAs(null)).Said, StringComparison.Ordinal);
        Assert.Contains(
            "is announced with route-map BGP1, the baseline says (none)",
            Run.Of(InOrder with { Baseline = [Statement("192.0.2.1/32")] }).Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listed_mark_that_is_absent_is_missing()
    {
        var world = (InOrder with
        {
            State = InOrder.State with
            {
                Services = new Dictionary<JudgedService, ServiceHistory> { [JudgedService.Of(Key("fwm/7"), Vip)] = new(SeenAboveDrop: true, null, null, null) },
            },
        }).Ruled(rules => rules with { Services = ServiceChoice.Listed, Listed = [ServiceName.Of(Key("tcp/192.0.2.1:80")), ServiceName.Of(Key("fwm/7"))], MissingFall = 1 });

        Assert.Equal(Key("fwm/7"), Assert.Single(Judgement.Of(world.ToInputs()).Decisions).Verdict!.Deciding!.Key);
    }

    [Fact]
    public void An_old_hold_of_what_is_still_originated_is_told_of_beside_that()
    {
        var run = Run.Of(InOrder.NotConfigured().Redistributed().Held(ago: TimeSpan.FromDays(3)));

        Assert.Equal(2, run.Notices.Count());
        Assert.Contains("still originated by 'redistribute connected'", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_names_five_vips_and_counts_the_rest()
    {
        var statements = Enumerable.Range(1, 7).Select(host => Statement($"192.0.2.{host}/32", "BGP1")).ToArray();
        var world = InOrder with
        {
            Baseline = statements,
            Configured = [],
            Table = [.. statements.Select(statement => Service(Key($"tcp/{statement.Prefix.Address}:80"), live: 0))],
            State = InOrder.State with { LastSuccess = InOrder.Now },
        };

        Assert.Contains(
            "0 held, 7 down: 0 realservers available behind 192.0.2.1;", DirectorCheck.Of(world.ToInputs(), Judgement.Of(world.ToInputs())).Words, StringComparison.Ordinal);
        Assert.EndsWith("; and 2 more", DirectorCheck.Of(world.ToInputs(), Judgement.Of(world.ToInputs())).Words, StringComparison.Ordinal);
    }
}
