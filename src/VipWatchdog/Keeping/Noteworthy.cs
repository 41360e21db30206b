using Vips;
using Vips.Plans;
using Vips.Watchdog;
using VipWatchdog.Assessing;

namespace VipWatchdog.Keeping;

/// <summary>
/// Which runs are worth a bundle: those that change something, and those that begin to refuse something. What lasts is in
/// the first of its bundles; one a minute would push out whatever else was kept.
/// </summary>
internal static class Noteworthy
{
    internal static bool Is(Assessment assessment, Plan plan, ExitStatus status)
    {
        if (assessment.Inputs.StateNotWritable is not null)
        {
            return false; // nor could a bundle be
        }

        return !plan.IsEmpty || Holds(assessment.Decisions) || (status != ExitStatus.Done && Begins(assessment));
    }

    private static bool Holds(IReadOnlyList<Decision> decisions)
    {
        for (var i = 0; i < decisions.Count; i++)
        {
            if (decisions[i].Action == DecisionAction.Hold)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Begins(Assessment assessment)
    {
        foreach (var notice in assessment.Conditions())
        {
            if (!assessment.Inputs.State.Notices.ContainsKey(notice.Key))
            {
                return true;
            }
        }

        return false;
    }
}
