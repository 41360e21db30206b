using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>What `--all` stands for, and what a withdrawal is measured by.</summary>
public static class ManagedVips
{
    /// <summary>Every managed VIP of the families asked for, numeric.</summary>
    public static Target All(Inputs inputs, bool ipv4 = true, bool ipv6 = true)
    {
        var prefixes = new List<Prefix>();
        foreach (var subject in Subjects.Of(inputs))
        {
            if (subject.IsManaged && (subject.Prefix.IsIPv6 ? ipv6 : ipv4))
            {
                prefixes.Add(subject.Prefix);
            }
        }

        return new(Claim.All, IsLiteral: false, prefixes, ipv4, ipv6);
    }

    /// <summary>How many of the announced managed VIPs these decisions take away or drain.</summary>
    public static (int Going, int Announced) Share(Inputs inputs, IReadOnlyList<MaintenanceDecision> decisions)
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

        return (going, announced.Count);
    }
}
