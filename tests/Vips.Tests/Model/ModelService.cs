using Ipvs.Ipvsadm.Model;
using Vips.Readings;
using Vips.Verdicts;

namespace Vips.Tests.Model;

/// <summary>One virtual service as DESIGN section 5 judges it.</summary>
internal sealed class ModelService
{
    internal required ServiceKey Key { get; init; }

    /// <summary>In the table.</summary>
    internal bool IsPresent { get; init; }

    internal int Live { get; init; }

    internal Verdict Verdict { get; init; }

    /// <summary>By this reading alone.</summary>
    internal Verdict AtOnce { get; init; }

    /// <summary>Ever seen above `drop`, now or before.</summary>
    internal bool IsOrWasAlive { get; init; }

    /// <summary>live &lt;= drop is down after `fall` observations, live &gt;= restore is up after `rise`; between is unchanged.</summary>
    internal static ModelService Present(VirtualService service, ModelVip vip, Inputs inputs, ModelGates gates)
    {
        var live = service.RealServers.Count(server => server.Weight > 0 && !inputs.Policy.SorryServers.Contains(server.Address));
        var before = vip.HistoryOf(service.Key);
        var counts = inputs.StateNotWritable is null && inputs.WithoutLock is null && inputs.Keepalived is not KeepalivedState.NotRunning;
        var isLow = live <= vip.Rules.Drop;
        var isHigh = live >= vip.Rules.Restore;
        var isDown = isLow && ModelTime.Observations(before?.Low, inputs, counts) >= vip.Rules.Fall;

        // Grace: nothing counts towards `rise`. A dead keepalived checks no server: what it left says nothing of up either.
        var isUp = isHigh && !gates.InGrace && inputs.Keepalived is not KeepalivedState.NotRunning
            && ModelTime.Observations(before?.High, inputs, counts) >= vip.Rules.Rise;
        return new()
        {
            Key = service.Key,
            IsPresent = true,
            Live = live,
            AtOnce = isLow ? Verdict.Down : isHigh ? Verdict.Up : Verdict.Unchanged,
            Verdict = isDown ? Verdict.Down : isUp ? Verdict.Up : Verdict.Unchanged,
            IsOrWasAlive = !isLow || before is { SeenAboveDrop: true },
        };
    }

    /// <summary>A listed service that is absent is missing: down after `missing-fall` observations.</summary>
    internal static ModelService Absent(ServiceKey key, ModelVip vip, Inputs inputs)
    {
        var before = vip.HistoryOf(key);
        var counts = inputs.StateNotWritable is null && inputs.WithoutLock is null;
        return new()
        {
            Key = key,
            AtOnce = Verdict.Down,
            Verdict = ModelTime.Observations(before?.Missing, inputs, counts) >= vip.Rules.MissingFall ? Verdict.Down : Verdict.Unchanged,
            IsOrWasAlive = before is { SeenAboveDrop: true },
        };
    }
}
