using Vips.State;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>
/// The last look over a plan (DESIGN section 5): when more than the allowed share of the announced managed VIPs, and
/// more than two, would go at once, one reading is not enough. Holds neither count nor wait.
/// </summary>
/// <param name="Withdrawn">Managed VIPs that would go, holds apart.</param>
/// <param name="Announced">Managed VIPs that are configured now.</param>
/// <param name="Percent">The allowed share.</param>
public sealed record MassWithdrawal(int Withdrawn, int Announced, int Percent)
{
    /// <summary>More than this many go before the share is asked for: a site with one or two VIPs is no mass.</summary>
    private const int Few = 2;

    public bool IsExceeded => Withdrawn > Few && (long)Withdrawn * 100 > (long)Percent * Announced;

    public static MassWithdrawal Of(IReadOnlyList<Decision> decisions, int percent)
    {
        var withdrawn = 0;
        var announced = 0;
        foreach (var decision in decisions)
        {
            if (!decision.Vip.IsManaged || decision.Vip.Configured is null)
            {
                continue;
            }

            announced++;
            withdrawn += IsCounted(decision) ? 1 : 0;
        }

        return new(withdrawn, announced, percent);
    }

    public string Words => $"{Withdrawn} of {Announced} announced VIPs would be withdrawn at once (max-withdraw {Percent} %)";

    /// <summary>This run's observation that too much would go; one that cannot be remembered does not count.</summary>
    public static Streak Observe(Inputs inputs) =>
        new Counting(inputs.Now, inputs.Policy.ObserveInterval, inputs.CanRemember, InGrace: false).Observe(inputs.State.MassWithdrawal);

    /// <summary>The decisions with every counted withdrawal taken back that the second reading does not make too.</summary>
    public static IReadOnlyList<Decision> WhatBothSay(IReadOnlyList<Decision> second, IReadOnlyList<Decision> first)
    {
        var firstWithdrawals = new HashSet<Net.Prefixes.Prefix>();
        foreach (var decision in first)
        {
            if (decision.Action == DecisionAction.Withdraw)
            {
                firstWithdrawals.Add(decision.Vip.Prefix);
            }
        }

        return TakeBack(second, decision => !firstWithdrawals.Contains(decision.Vip.Prefix), "only one of two readings says so");
    }

    /// <summary>The decisions without any counted withdrawal.</summary>
    public static IReadOnlyList<Decision> Refuse(IReadOnlyList<Decision> decisions) =>
        TakeBack(decisions, _ => true, "too many at once");

    private static bool IsCounted(Decision decision) =>
        decision.Action == DecisionAction.Withdraw && !decision.IsByHold && decision.Vip.IsManaged;

    private static List<Decision> TakeBack(IReadOnlyList<Decision> decisions, Predicate<Decision> takenBack, string why)
    {
        var kept = new List<Decision>(decisions.Count);
        foreach (var decision in decisions)
        {
            kept.Add(IsCounted(decision) && takenBack(decision)
                ? decision with { Action = DecisionAction.None, Why = $"{decision.Why}: kept, {why}", Status = ExitStatus.KeptBack }
                : decision);
        }

        return kept;
    }
}
