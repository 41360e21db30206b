using Bgp.Vtysh;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Plans;
using Vips.Readings;

namespace Vips.Host.Director;

/// <summary>
/// Makes the changes of a plan and reads back what bgpd has then: one batch; after a batch that failed, what is left one
/// VIP at a time, since FRR stops at the first error and one poisoned statement must not block the rest
/// (DESIGN section 3). Not after one that somebody in `conf t` shut out until the deadline: each would wait as long.
/// </summary>
/// <param name="vtysh">Applies.</param>
/// <param name="readBack">Reads what bgpd has then.</param>
/// <param name="reader">Finds the site's instance in it.</param>
/// <param name="timeLeft">Until the run's deadline.</param>
public sealed class PlanApplier(Vtysh vtysh, ReadBack readBack, DirectorReader reader, Func<TimeSpan> timeLeft)
{
    /// <summary>What a last reading back needs, so that the run still ends in time.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(8);

    /// <returns>One outcome for each change, in plan order.</returns>
    public IReadOnlyList<ChangeOutcome> Apply(Plan plan, RunningInstance instance)
    {
        var said = new Dictionary<Prefix, Failure>();
        var batch = Send(plan.Changes, instance, said);
        var outcomes = ReadBack(plan.Changes, instance, said);
        if (batch is BatchOutcome.Applied or BatchOutcome.Locked || outcomes[0].Configured is null)
        {
            return outcomes;
        }

        SendWhatIsLeft(outcomes, instance, said);
        return ReadBack(plan.Changes, instance, said);
    }

    private void SendWhatIsLeft(IReadOnlyList<ChangeOutcome> outcomes, RunningInstance instance, Dictionary<Prefix, Failure> said)
    {
        said.Clear();
        foreach (var outcome in outcomes)
        {
            if (outcome.IsApplied)
            {
                continue;
            }

            if (timeLeft() < Reserve)
            {
                said[outcome.Change.Prefix] = new(FailureKind.Unusable, "vtysh", "not tried again, the time of this run is over");
                continue;
            }

            Send([outcome.Change], instance, said);
        }
    }

    /// <summary>What vtysh says against it is laid at the changes that it may concern.</summary>
    private BatchOutcome Send(IReadOnlyList<PlannedChange> changes, RunningInstance instance, Dictionary<Prefix, Failure> said)
    {
        var result = vtysh.Apply(instance.Instance, Statements(changes));
        if (result.Outcome == BatchOutcome.Applied)
        {
            return result.Outcome;
        }

        foreach (var change in changes)
        {
            said[change.Prefix] = result.Failure!;
        }

        foreach (var refused in result.Refused)
        {
            if (refused.Change is { } change)
            {
                said[change.Prefix] = refused.Failure;
            }
        }

        return result.Outcome;
    }

    private List<ChangeOutcome> ReadBack(
        IReadOnlyList<PlannedChange> changes, RunningInstance instance, Dictionary<Prefix, Failure> said)
    {
        var read = readBack.Read(instance.Suite, instance.Instance, Statements(changes));
        var running = reader.InstanceOf(read.Running, instance.Instance.AsNumber);
        var outcomes = new List<ChangeOutcome>(changes.Count);
        foreach (var change in changes)
        {
            outcomes.Add(ReadBackJudge.Judge(change, running, read.PathsOf(change.Prefix), said.GetValueOrDefault(change.Prefix)));
        }

        return outcomes;
    }

    private static StatementChange[] Statements(IReadOnlyList<PlannedChange> changes)
    {
        var statements = new StatementChange[changes.Count];
        for (var i = 0; i < changes.Count; i++)
        {
            statements[i] = changes[i].ToStatementChange();
        }

        return statements;
    }
}
