using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>How much of what this site announces a command takes away or drains. Pure.</summary>
/// <param name="Going">So many managed VIPs.</param>
/// <param name="Announced">Of so many that are configured now.</param>
public sealed record AnnouncedShare(int Going, int Announced)
{
    /// <summary>Then somebody says yes first (DESIGN section 10).</summary>
    public bool IsMoreThanHalf => Going * 2 > Announced;

    public static AnnouncedShare Of(Inputs inputs, IReadOnlyList<MaintenanceDecision> decisions)
    {
        var announced = new HashSet<Prefix>();
        foreach (var subject in Subjects.Of(inputs))
        {
            if (subject is { IsManaged: true, Configured: not null })
            {
                announced.Add(subject.Prefix);
            }
        }

        var going = 0;
        foreach (var decision in decisions)
        {
            going += decision.Change is { Kind: ChangeKind.Withdraw or ChangeKind.Drain } && announced.Contains(decision.Prefix) ? 1 : 0;
        }

        return new(going, announced.Count);
    }

    public override string ToString() => $"{Going} of the {Announced} announced VIPs of this site would go";
}
