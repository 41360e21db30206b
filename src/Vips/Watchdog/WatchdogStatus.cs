using Vips.Plans;

namespace Vips.Watchdog;

/// <summary>The exit status of what a run decided, and of what came of it (DESIGN section 7).</summary>
public static class WatchdogStatus
{
    public static ExitStatus Of(Permissions permissions, IReadOnlyList<Decision> decisions)
    {
        var status = permissions.Status;
        foreach (var decision in decisions)
        {
            status = ExitStatuses.Combine(status, decision.Status);
        }

        return status;
    }

    public static ExitStatus Of(IReadOnlyList<ChangeOutcome> outcomes)
    {
        var status = ExitStatus.Done;
        foreach (var outcome in outcomes)
        {
            status = ExitStatuses.Combine(status, outcome.Status);
        }

        return status;
    }
}
