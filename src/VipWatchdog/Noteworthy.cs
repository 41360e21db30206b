using Vips;
using Vips.Plans;
using Vips.Watchdog;

namespace VipWatchdog;

/// <summary>
/// Which runs are worth a bundle: those that change something, and those that begin to refuse something. What lasts is in
/// the first of its bundles; one a minute would push out whatever else was kept.
/// </summary>
internal static class Noteworthy
{
    internal static bool Is(Look look, Plan plan, ExitStatus status)
    {
        if (look.Inputs.StateNotWritable is not null)
        {
            return false; // nor could a bundle be
        }

        return !plan.IsEmpty || Holds(look.Decisions) || (status != ExitStatus.Done && Begins(look));
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

    private static bool Begins(Look look)
    {
        foreach (var notice in Notices.Of(look))
        {
            if (!look.Inputs.State.Notices.ContainsKey(notice.Key))
            {
                return true;
            }
        }

        return false;
    }
}
