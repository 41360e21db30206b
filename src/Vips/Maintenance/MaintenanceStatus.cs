using Vips.Plans;

namespace Vips.Maintenance;

/// <summary>The exit status of `-d` and `-a` as a whole (DESIGN sections 4 and 7).</summary>
public static class MaintenanceStatus
{
    /// <summary>A VIP that is not of this site counts only when there is no other.</summary>
    /// <param name="decisions">On each VIP.</param>
    /// <param name="outcomes">What came of their changes; none in a dry run.</param>
    public static ExitStatus Of(IReadOnlyList<MaintenanceDecision> decisions, IReadOnlyList<ChangeOutcome> outcomes)
    {
        var status = ExitStatus.Done;
        var isAnyOfThisSite = false;
        foreach (var decision in decisions)
        {
            status = ExitStatuses.Combine(status, decision.Status);
            isAnyOfThisSite |= decision.IsOfThisSite;
        }

        foreach (var outcome in outcomes)
        {
            status = ExitStatuses.Combine(status, outcome.Status);
        }

        return isAnyOfThisSite ? status : ExitStatuses.Combine(status, ExitStatus.KeptBack);
    }
}
