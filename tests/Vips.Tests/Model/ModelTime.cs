using Vips.State;

namespace Vips.Tests.Model;

/// <summary>Time and observations as DESIGN sections 2 and 3 have them.</summary>
internal static class ModelTime
{
    /// <summary>Inside a boot by its clock, across boots by the wall; a stored time that lies later than now counts as now.</summary>
    internal static TimeSpan Passed(Moment then, Moment now)
    {
        var passed = then.BootId == now.BootId ? now.SinceBoot - then.SinceBoot : now.Wall - then.Wall;
        return passed > TimeSpan.Zero ? passed : TimeSpan.Zero;
    }

    /// <summary>How many observations in a row, this reading with them: it is one more when `observe-interval` lies between.</summary>
    internal static int Observations(Streak? before, Inputs inputs, bool counts) =>
        before is null ? 1
        : counts && Passed(before.LastCounted, inputs.Now) >= inputs.Policy.ObserveInterval ? before.Count + 1
        : before.Count;
}
