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
/// <param name="MassRuns">Runs in a row that wanted one.</param>
public sealed record Look(
    Inputs Inputs, Judgement Judgement, IReadOnlyList<Decision> Decisions, IReadOnlyList<Notice> MassNotices, int MassRuns)
{
    /// <summary>
    /// Decides on a reading; when too much would go at once, reads again after `recheck`, or refuses until enough runs
    /// agree (DESIGN section 5, last paragraph).
    /// </summary>
    public static Look At(Inputs inputs, Configuration configuration, SiteReader reader, Action<TimeSpan> wait)
    {
        var first = Judgement.Of(inputs);
        var mass = MassWithdrawal.Of(first.Decisions, inputs.Policy.MaxWithdrawPercent);
        if (!mass.IsExceeded)
        {
            return new(inputs, first, first.Decisions, [], 0);
        }

        var runs = inputs.State.MassWithdrawalRuns + 1;
        var wanted = $"{mass.Withdrawn} of {mass.Announced} announced VIPs would be withdrawn at once (max-withdraw {mass.Percent} %)";
        if (inputs.Policy.MaxWithdrawAction == MassWithdrawalAction.Refuse && runs < inputs.Policy.MaxWithdrawConfirm)
        {
            return new(inputs, first, MassWithdrawal.Refuse(first.Decisions),
                [new("mass", Severity.Error, $"{wanted}: refused until {inputs.Policy.MaxWithdrawConfirm} runs agree")], runs);
        }

        wait(configuration.Watchdog.Recheck);
        var again = reader.ReadTools(inputs);
        var second = Judgement.Of(again);
        return new(again, second, MassWithdrawal.WhatBothSay(second.Decisions, first.Decisions),
            [new("mass", Severity.Critical, $"{wanted}: what two readings agree on goes")], runs);
    }
}
