using System.Text;
using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.Notices;
using Vips.Plans;
using Vips.Readings;
using Vips.State;
using Vips.Watchdog;

namespace Vips.Tests;

/// <summary>A whole run of the watchdog over a world: decided, sent to a bgpd that obeys, read back, remembered.</summary>
/// <param name="Judgement">What was decided.</param>
/// <param name="Plan">What was sent.</param>
/// <param name="Status">The exit status.</param>
/// <param name="After">The world that the run leaves behind, at the same moment.</param>
public sealed record Run(Judgement Judgement, Plan Plan, ExitStatus Status, World After)
{
    /// <summary>With the second look that VIPs which serve in part wait for.</summary>
    public static Run Of(World world)
    {
        var first = Once(world);
        var waiting = first.Judgement.ForSecondPass;
        return waiting.Count == 0 ? first : Once(first.After with { LeftByFirstPass = waiting.ToHashSet() });
    }

    /// <summary>The straight line once.</summary>
    public static Run Once(World world)
    {
        var judgement = Judgement.Of(world.ToInputs());
        var plan = Judgement.PlanOf(judgement.Decisions);
        var after = Holding(Applied(world, plan), judgement.Decisions) with { LeftByFirstPass = new HashSet<Prefix>() };
        var outcomes = plan.Changes
            .Select(change => ReadBackJudge.Judge(change, Reading<RunningInstance>.Known(after.Instance()), after.PathsOf(change.Prefix), null)).ToArray();
        var status = ExitStatuses.Combine(WatchdogStatus.Of(judgement.Permissions, judgement.Decisions), WatchdogStatus.Of(outcomes));
        return new(judgement, plan, status, world.StateNotWritable is not null || world.WithoutLock is not null
            ? after
            : KeptUp(after with { State = StateAfter.Changes(judgement.NextState, outcomes, world.Now, world.Policy) }, HoldUpkeep.Of(world.ToInputs(), judgement.Decisions, outcomes)));
    }

    /// <summary>A run every so many seconds; the last of them.</summary>
    public static Run Of(World world, int times, int every = 60)
    {
        var run = Of(world);
        for (var i = 1; i < times; i++)
        {
            run = Of(run.After.Later(every));
        }

        return run;
    }

    /// <summary>What was sent, and the holds written: `- P` withdraws, `+ network …` announces, `~ network …` issues again, `&gt; network …` drains, `hold P`.</summary>
    public string Sent
    {
        get
        {
            var lines = Plan.Changes.Select(change => change.Kind switch
            {
                ChangeKind.Withdraw => $"- {change.Prefix}",
                ChangeKind.Announce => $"+ {change.Statement}",
                ChangeKind.Drain => $"> {change.Statement}",
                _ => $"~ {change.Statement}",
            });
            var holds = Judgement.Decisions.Where(decision => decision.Action == DecisionAction.Hold).Select(decision => $"hold {decision.Vip.Prefix}");
            return string.Join("; ", lines.Concat(holds));
        }
    }

    /// <summary>Everything that was said: notices of gates and decisions, lines before the batch, reasons.</summary>
    public string Said
    {
        get
        {
            var text = new StringBuilder();
            foreach (var notice in Notices)
            {
                text.AppendLine($"{notice.Severity}: {notice.Text}");
            }

            foreach (var change in Plan.Changes)
            {
                text.AppendLine(Lines.Planned(change));
            }

            return text.ToString();
        }
    }

    public IEnumerable<Notice> Notices => Judgement.Permissions.Notices.Concat(Judgement.Decisions.SelectMany(decision => decision.Notices));

    private static World Applied(World world, Plan plan)
    {
        var configured = world.Configured.ToDictionary(statement => statement.Prefix);
        var kept = world.Kept.ToDictionary(statement => statement.Statement.Prefix);
        var notOriginated = world.NotOriginated.ToHashSet();
        foreach (var change in plan.Changes)
        {
            if (change.Kind == ChangeKind.Withdraw)
            {
                kept[change.Prefix] = new(change.KeptAs ?? configured[change.Prefix], world.Now.Wall, "vip-watchdog");
                configured.Remove(change.Prefix);
                continue;
            }

            configured[change.Prefix] = change.Statement;
            kept.Remove(change.Prefix);
            if (world.ReissueCures)
            {
                notOriginated.Remove(change.Prefix);
            }
        }

        return world with { Configured = [.. configured.Values], Kept = [.. kept.Values], NotOriginated = notOriginated };
    }

    private static World KeptUp(World world, IReadOnlyList<HoldUpkeep> upkeep)
    {
        var changed = upkeep.ToDictionary(one => one.Change.After.Prefix, one => one.Change.After);
        return world with
        {
            Holds = [.. world.Holds.Select(hold => changed.GetValueOrDefault(hold.Prefix) ?? hold).Where(hold => hold.Claims.Count > 0)],
        };
    }

    private static World Holding(World world, IReadOnlyList<Decision> decisions)
    {
        var found = decisions.Where(decision => decision.Action == DecisionAction.Hold)
            .Select(decision => new Hold(decision.Vip.Prefix, [new(null, "vip-watchdog", world.Now.Wall, decision.Why, null)])).ToArray();
        return world with { Holds = [.. world.Holds.ExceptBy(found.Select(hold => hold.Prefix), hold => hold.Prefix), .. found] };
    }
}
