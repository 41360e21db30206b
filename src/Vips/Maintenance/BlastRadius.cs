using Net.Prefixes;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Policies;

namespace Vips.Maintenance;

/// <summary>What else a withdrawal of one VIP touches: said before it is made. Pure.</summary>
/// <param name="Prefix">The VIP that goes.</param>
/// <param name="OtherNames">Names of the configuration and of earlier resolutions that lead to it too.</param>
/// <param name="ActiveConnections">Over all its virtual services; null when IPVS was not, or could not be, read.</param>
/// <param name="OtherSite">What the last-exit guard saw; null where it is off.</param>
public sealed record BlastRadius(Prefix Prefix, IReadOnlyList<string> OtherNames, long? ActiveConnections, OtherSite? OtherSite)
{
    /// <param name="inputs">What the machine shows.</param>
    /// <param name="decisions">Those that take something away count, now, at the end of a drain that is taken up, or when bgpd answers again.</param>
    /// <param name="names">Who else leads there.</param>
    public static IReadOnlyList<BlastRadius> Of(Inputs inputs, IReadOnlyList<MaintenanceDecision> decisions, VipNames names)
    {
        var given = new HashSet<string>(decisions.Select(decision => decision.Name), StringComparer.Ordinal);
        var radii = new List<BlastRadius>();
        foreach (var decision in decisions)
        {
            if (decision.Change is not null || IsTakenLater(inputs, decision))
            {
                radii.Add(new(
                    decision.Prefix, [.. names.Of(decision.Prefix).Where(name => !given.Contains(name))], Connections(inputs, decision.Prefix),
                    inputs.Policy.LastExit == LastExit.Off ? null : OtherSites.Of(inputs, decision.Prefix)));
            }
        }

        return radii;
    }

    private static bool IsTakenLater(Inputs inputs, MaintenanceDecision decision) =>
        decision.Hold is { Kind: HoldChangeKind.Claimed } && (!inputs.Running.IsKnown || inputs.Running.Value.Instance.Statements.ContainsKey(decision.Prefix));

    private static long? Connections(Inputs inputs, Prefix prefix)
    {
        if (!inputs.Table.IsKnown)
        {
            return null;
        }

        var connections = 0L;
        foreach (var service in inputs.Table.Value.Services)
        {
            if (inputs.Policy.PrefixesOf(service.Key).Contains(prefix))
            {
                connections += service.RealServers.Sum(server => server.ActiveConnections);
            }
        }

        return connections;
    }
}
