using Net.Prefixes;
using Vips.Holds;
using Vips.Plans;

namespace Vips.Maintenance;

/// <summary>How much of what this director announces a command takes away or drains. Pure.</summary>
/// <param name="Going">So many managed VIPs.</param>
/// <param name="Announced">Of so many that are configured now.</param>
/// <param name="IsCertain">False while bgpd cannot be read: what nobody holds may be announced then, and a hold takes it away later.</param>
public sealed record AnnouncedShare(int Going, int Announced, bool IsCertain = true)
{
    /// <summary>Then somebody says yes first (DESIGN section 10).</summary>
    public bool IsMoreThanHalf => Going * 2 > Announced;

    public static AnnouncedShare Of(Inputs inputs, IReadOnlyList<MaintenanceDecision> decisions)
    {
        var announced = new HashSet<Prefix>();
        foreach (var vip in WatchedVips.Of(inputs))
        {
            if (vip.IsManaged && (inputs.Running.IsKnown ? vip.Configured is not null : vip.Hold?.IsDraining(inputs.Now.Wall) != false))
            {
                announced.Add(vip.Prefix);
            }
        }

        var going = 0;
        foreach (var decision in decisions)
        {
            // A claim counts without a change too: of a drain that is taken up, or one that the watchdog enforces later.
            var goes = decision.Change is { Kind: ChangeKind.Withdraw or ChangeKind.Drain } || decision.Hold is { Kind: HoldChangeKind.Claimed };
            going += goes && announced.Contains(decision.Prefix) ? 1 : 0;
        }

        return new(going, announced.Count, inputs.Running.IsKnown);
    }

    public override string ToString() => IsCertain
        ? $"{Going} of the {Announced} announced VIPs of this site would go"
        : $"{Going} of the {Announced} VIPs of this site that may be announced would go (bgpd cannot be read)";
}
