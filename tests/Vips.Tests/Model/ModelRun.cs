using Net.Prefixes;
using Vips.Policies;
using Vips.Watchdog;

namespace Vips.Tests.Model;

/// <summary>A run of the watchdog by the words of DESIGN section 5: outcomes for each VIP, exit status, and the last look over the plan.</summary>
internal sealed class ModelRun
{
    /// <summary>DESIGN section 7: the first that applies.</summary>
    private static readonly int[] Precedence = [70, 76, 77, 69, 74, 75, 1, 2, 0];

    private readonly Inputs _inputs;

    internal ModelRun(Inputs inputs)
    {
        _inputs = inputs;
        Gates = new(inputs);
        var prefixes = new SortedSet<Prefix>();
        prefixes.UnionWith(ModelVip.BaselineOf(inputs)?.Keys ?? []);
        prefixes.UnionWith(inputs.Holds.IsKnown ? inputs.Holds.Value.ByPrefix.Keys : []);
        if (inputs.Table.IsKnown)
        {
            prefixes.UnionWith(inputs.Policy.Vips.SelectMany(entry => entry.Prefixes));
            prefixes.UnionWith(inputs.Kept.Keys);
            prefixes.UnionWith(inputs.Running.IsKnown ? inputs.Running.Value.Instance.Statements.Keys : []);
        }

        Vips = [.. prefixes.Select(prefix => new ModelVip(prefix, inputs, Gates)).Where(vip => vip.IsLookedAt)];
        var table = new ModelTable(inputs, Gates);
        Outcomes = [.. Vips.Select(table.Of)];
    }

    internal ModelGates Gates { get; }

    internal IReadOnlyList<ModelVip> Vips { get; }

    internal IReadOnlyList<ModelOutcome> Outcomes { get; }

    internal int Status => Outcomes.Select(outcome => (int)outcome.Status).Concat(Gates.Statuses.Select(status => (int)status)).Append(0)
        .MinBy(status => Array.IndexOf(Precedence, status));

    /// <summary>"More than `max-withdraw` of the announced managed VIPs and more than 2 would go"; holds do not count.</summary>
    internal bool IsMass
    {
        get
        {
            var announced = Vips.Count(vip => vip is { IsManaged: true, Configured: not null });
            var going = Going.Count();
            return going > 2 && going > announced * _inputs.Policy.MaxWithdrawPercent / 100m;
        }
    }

    /// <summary>The counted withdrawals.</summary>
    internal IEnumerable<Prefix> Going => Outcomes.Zip(Vips)
        .Where(pair => pair.First.Action == DecisionAction.Withdraw && pair.First.Row != DecisionRule.Held && pair.Second.IsManaged)
        .Select(pair => pair.First.Prefix);

    /// <summary>What is withdrawn after the last look.</summary>
    /// <param name="again">The second reading.</param>
    internal IReadOnlyList<Prefix> Withdrawn(ModelRun again)
    {
        var all = Outcomes.Where(outcome => outcome.Action == DecisionAction.Withdraw).Select(outcome => outcome.Prefix);
        if (!IsMass)
        {
            return [.. all];
        }

        var canCount = _inputs.StateNotWritable is null && _inputs.WithoutLock is null;
        if (_inputs.Policy.MaxWithdrawAction == MassWithdrawalAction.Refuse
            && ModelTime.Observations(_inputs.State.MassWithdrawal, _inputs, canCount) < _inputs.Policy.MaxWithdrawConfirm)
        {
            return [.. all.Except(Going)];
        }

        // What both readings say goes; what does not count goes by the second reading.
        var second = again.Outcomes.Where(outcome => outcome.Action == DecisionAction.Withdraw).Select(outcome => outcome.Prefix).ToArray();
        return [.. second.Where(prefix => !again.Going.Contains(prefix) || all.Contains(prefix))];
    }
}
