using Vips.Notices;
using Vips.Verdicts;
using Vips.Watchdog;

namespace Vips.Monitoring;

/// <summary>Judges a decision of the watchdog as monitoring does.</summary>
public static class TroubleJudge
{
    /// <param name="decision">What the watchdog would decide now.</param>
    /// <param name="inputs">What it rests on.</param>
    public static Trouble Judge(Decision decision, Inputs inputs)
    {
        if (decision.Rule is DecisionRule.NotManaged || (decision.Rule == DecisionRule.NotOurStatement && decision.Vip.Hold is null))
        {
            return Trouble.None;
        }

        return decision.Notices.Any(notice => notice.Severity >= Severity.Error) || decision.Rule == DecisionRule.NotJudged
                || decision.Status is not (ExitStatus.Done or ExitStatus.KeptBack)
                || (decision.Vip.Configured is not null && inputs.PathsOf(decision.Vip.Prefix) is { IsOriginated: false } && decision.Action == DecisionAction.None)
                ? Trouble.Serious
            : decision.Vip.Hold is not null || decision.Verdict is { Verdict: Verdict.Down } || decision.Action != DecisionAction.None
                || decision.Status != ExitStatus.Done || decision.Vip is { IsManaged: true, Configured: null }
                ? Trouble.Known
            : Trouble.None;
    }
}
