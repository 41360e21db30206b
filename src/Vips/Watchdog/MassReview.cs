using Vips.Notices;
using Vips.Policies;
using Vips.State;

namespace Vips.Watchdog;

/// <summary>What the last look over a plan leaves of it (DESIGN section 5, last paragraph). Pure.</summary>
/// <param name="Decisions">With what is taken back turned into none.</param>
/// <param name="Notices">What is said of a mass withdrawal; empty without one.</param>
/// <param name="Streak">Observations in a row that wanted one; null without.</param>
/// <param name="WantsSecondReading">Nothing may go before both tools have been read again.</param>
public sealed record MassReview(IReadOnlyList<Decision> Decisions, IReadOnlyList<Notice> Notices, Streak? Streak, bool WantsSecondReading = false)
{
    public static MassReview Of(Inputs inputs, Judgement judgement)
    {
        var policy = inputs.Policy;
        var mass = MassWithdrawal.Of(judgement.Decisions, policy.MaxWithdrawPercent);
        if (!mass.IsExceeded)
        {
            return new(judgement.Decisions, [], null);
        }

        var streak = MassWithdrawal.Observe(inputs);
        return policy.MaxWithdrawAction == MassWithdrawalAction.Refuse && streak.Count < policy.MaxWithdrawConfirm
            ? new(MassWithdrawal.Refuse(judgement.Decisions),
                [new("mass", Severity.Error, $"{mass.Words}: refused until {policy.MaxWithdrawConfirm} runs agree")], streak)
            : new(judgement.Decisions, [], streak, WantsSecondReading: true);
    }

    /// <param name="first">The reading that wanted too much withdrawn.</param>
    /// <param name="review">What was said of it.</param>
    /// <param name="second">The reading after `recheck`.</param>
    /// <param name="percent">The allowed share.</param>
    public static MassReview OfBoth(Judgement first, MassReview review, Judgement second, int percent)
    {
        var mass = MassWithdrawal.Of(first.Decisions, percent);
        var both = MassWithdrawal.WhatBothSay(second.Decisions, first.Decisions);
        var agreed = MassWithdrawal.Of(both, percent).Withdrawn;
        var goes = agreed == mass.Withdrawn ? "what two readings agree on goes"
            : agreed == 0 ? "a second reading agrees on none of them, and none goes"
            : $"two readings agree on {agreed} of them, which go";
        return new(both, [new("mass", Severity.Critical, $"{mass.Words}: {goes}")], review.Streak);
    }
}
