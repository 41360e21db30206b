using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>
/// Which prefixes bgpd's table is asked for before a run decides. Not those that go whatever it says: a thousand take 140 ms
/// (facts/vtysh.md), and when a site has lost its servers these are what stands between the loss and the withdrawal.
/// What became of them is read back after the batch, as ever.
/// </summary>
public static class PathQuestions
{
    /// <param name="inputs">All but <see cref="Inputs.Paths"/>.</param>
    /// <returns>Sorted.</returns>
    public static List<Prefix> Of(Inputs inputs)
    {
        var subjects = Subjects.Of(inputs);
        var leaving = MayOneLeave(subjects, inputs) ? Leaving(inputs) : [];
        var prefixes = new List<Prefix>(subjects.Count);
        foreach (var subject in subjects)
        {
            if (!leaving.Contains(subject.Prefix))
            {
                prefixes.Add(subject.Prefix);
            }
        }

        return prefixes;
    }

    /// <summary>The run of every minute is not judged twice.</summary>
    private static bool MayOneLeave(IReadOnlyList<Subject> subjects, Inputs inputs)
    {
        foreach (var subject in subjects)
        {
            if (subject.Configured is not null && (subject.Hold is not null || !IsServed(subject, inputs.Policy)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsServed(Subject subject, Policy policy)
    {
        foreach (var service in subject.Services)
        {
            if (LiveServers.Count(service, policy.SorryServers) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// None where too many would go at once: some of those may stay, and what stays is looked at whole. Nor one that serves
    /// in part, whose fate another site's path decides.
    /// </summary>
    private static HashSet<Prefix> Leaving(Inputs inputs)
    {
        var nothingKnown = Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Known(new Dictionary<Prefix, BgpPaths>());
        var decisions = Judgement.Of(inputs with { Paths = nothingKnown }).Decisions;
        var leaving = new HashSet<Prefix>();
        if (MassWithdrawal.Of(decisions, inputs.Policy.MaxWithdrawPercent).IsExceeded)
        {
            return leaving;
        }

        foreach (var decision in decisions)
        {
            var goes = decision.Rule is DecisionRule.Held or DecisionRule.Missing
                || (decision.Rule == DecisionRule.Down && !PartialRows.ServesInPart(decision.Verdict!));
            if (goes && decision.Action == DecisionAction.Withdraw)
            {
                leaving.Add(decision.Subject.Prefix);
            }
        }

        return leaving;
    }
}
