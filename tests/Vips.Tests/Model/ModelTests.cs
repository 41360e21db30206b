using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Vips.Plans;
using Vips.Watchdog;

namespace Vips.Tests.Model;

/// <summary>
/// The core against a plain model of DESIGN section 5, written from its words: 100,000 sites at each `./test`, more with
/// VIPTOOLS_CASES. A difference is decided by DESIGN, mended where it is wrong, and kept as a row of the tables' tests.
/// </summary>
public class ModelTests
{
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("VIPTOOLS_CASES"), out var cases) ? cases : 100_000;

    private readonly ConcurrentDictionary<(DecisionRule Row, DecisionAction Action), long> _decided = new();
    private long _massWithdrawals;

    [Fact]
    public void The_core_decides_what_the_model_says()
    {
        Prop.ForAll(ModelCases.Any, Compare).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases)
            .WithParallelRunConfig(new ParallelRunConfig(Environment.ProcessorCount)));

        // What never happened was not compared.
        Assert.All(Enum.GetValues<DecisionRule>().Where(row => row != DecisionRule.NotManaged), row => Assert.Contains(_decided.Keys, one => one.Row == row));
        Assert.All(Enum.GetValues<DecisionAction>(), action => Assert.Contains(_decided.Keys, one => one.Action == action));
        Assert.InRange(_decided.Values.Sum(), Cases, long.MaxValue);
        Assert.InRange(_massWithdrawals, Cases / 1000, long.MaxValue);
    }

    private void Compare(ModelCase site)
    {
        var inputs = site.ToInputs();
        var model = new ModelRun(inputs);
        var judgement = Judgement.Of(inputs);
        Assert.Equal(model.Outcomes, judgement.Decisions.Select(Outcome));
        Assert.Equal(model.Status, (int)WatchdogStatus.Of(judgement.Permissions, judgement.Decisions));
        if (inputs.Table.IsKnown && inputs.CanRemember)
        {
            Assert.Null(new ModelMemory(inputs, model).Difference(judgement.NextState));
        }

        CompareLiveCounts(model, judgement);
        CompareMassWithdrawal(site, inputs, model, judgement);
        foreach (var outcome in model.Outcomes)
        {
            _decided.AddOrUpdate((outcome.Row, outcome.Action), 1, (_, count) => count + 1);
        }
    }

    private static ModelOutcome Outcome(Decision decision) => new(
        decision.Vip.Prefix, decision.Rule, decision.Action, decision.Status,
        decision.Action is DecisionAction.Announce or DecisionAction.Reissue or DecisionAction.Drain ? decision.Statement : null);

    /// <summary>The count in the line of a withdrawal is the lowest of the services that decide.</summary>
    private static void CompareLiveCounts(ModelRun model, Judgement judgement)
    {
        for (var at = 0; at < model.Vips.Count; at++)
        {
            if (model.Outcomes[at] is { Row: DecisionRule.Down, Action: DecisionAction.Withdraw })
            {
                Assert.Equal(model.Vips[at].DecidingLive, judgement.Decisions[at].Verdict!.Live);
            }
        }
    }

    private void CompareMassWithdrawal(ModelCase site, Inputs inputs, ModelRun model, Judgement judgement)
    {
        var review = MassReview.Of(inputs, judgement);
        if (!review.WantsSecondReading && !model.IsMass)
        {
            return; // what goes is what was compared already
        }

        Interlocked.Increment(ref _massWithdrawals);
        var again = site.Again(inputs);
        if (review.WantsSecondReading)
        {
            review = MassReview.OfBoth(judgement, review, Judgement.Of(again), inputs.Policy.MaxWithdrawPercent);
        }

        var withdrawn = Judgement.PlanOf(review.Decisions).Changes.Where(change => change.Kind == ChangeKind.Withdraw).Select(change => change.Prefix);
        Assert.Equal(model.Withdrawn(new(again)), withdrawn);
    }
}
