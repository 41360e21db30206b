using Vips.Host.State;

namespace Faults.Tests;

/// <summary>What holds of the state directory whenever a run ends, or is ended: no file of it is torn. Compiled into VipMgmt.Tests too.</summary>
internal static class EveryFileReads
{
    public static void Of(StateDirectory state)
    {
        var holds = state.Holds.Read().Value;
        Assert.Empty(holds.Strangers);
        Assert.All(holds.ByPrefix.Values, hold => Assert.Null(hold.Damage));
        Assert.Empty(state.Withdrawn.Read().Value.Faults);
        Assert.Null(state.Watchdog.Read().Value.Damage);
        Assert.Null(state.Names.Read().Value.Damage);
        Assert.True(state.Journal.ReadNewest(1000).IsKnown);
        Assert.Null(state.Freeze.Read()?.Damage);
    }
}
