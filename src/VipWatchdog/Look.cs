using Vips;
using Vips.Host.Settings;
using Vips.Host.Site;
using Vips.Watchdog;

namespace VipWatchdog;

/// <summary>What a run saw and decided, after the last look over the plan.</summary>
/// <param name="Inputs">The reading that counts.</param>
/// <param name="Judgement">Of that reading.</param>
/// <param name="Decisions">What is left of its decisions.</param>
/// <param name="MassNotices">What is said of a mass withdrawal; empty without one.</param>
/// <param name="MassStreak">Observations in a row that wanted one; null without.</param>
public sealed record Look(
    Inputs Inputs, Judgement Judgement, IReadOnlyList<Decision> Decisions, IReadOnlyList<Notice> MassNotices, Streak? MassStreak)
{
    /// <summary>
    /// Decides on a reading; when too much would go at once, reads again after `recheck`, or refuses until enough
    /// observations agree (DESIGN section 5, last paragraph).
    /// </summary>
    public static Look At(Inputs inputs, Configuration configuration, SiteReader reader, Action<TimeSpan> wait)
    {
        var policy = inputs.Policy;
        var first = Judgement.Of(inputs);
        var mass = MassWithdrawal.Of(first.Decisions, policy.MaxWithdrawPercent);
        if (!mass.IsExceeded)
        {
            return new(inputs, first, first.Decisions, [], null);
        }

        var streak = MassWithdrawal.Observe(inputs);
        if (policy.MaxWithdrawAction == MassWithdrawalAction.Refuse && streak.Count < policy.MaxWithdrawConfirm)
        {
            return new(inputs, first, MassWithdrawal.Refuse(first.Decisions),
                [new("mass", Severity.Error, $"{mass.Words}: refused until {policy.MaxWithdrawConfirm} runs agree")], streak);
        }

        wait(configuration.Watchdog.Recheck);
        var again = reader.ReadTools(inputs);
        var second = Judgement.Of(again);
        var both = MassWithdrawal.WhatBothSay(second.Decisions, first.Decisions);
        var agreed = MassWithdrawal.Of(both, policy.MaxWithdrawPercent).Withdrawn;
        var goes = agreed == mass.Withdrawn ? "what two readings agree on goes"
            : agreed == 0 ? "a second reading agrees on none of them, and none goes"
            : $"two readings agree on {agreed} of them, which go";
        return new(again, second, both, [new("mass", Severity.Critical, $"{mass.Words}: {goes}")], streak);
    }
}
