using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Policies;

namespace Vips.Readings;

/// <summary>
/// What this site may announce at all, and with which route-map: the statements of the start-up configuration, plus
/// those of `vips` entries that name a route-map (DESIGN section 2).
/// </summary>
/// <param name="Source">The file it came from, for messages.</param>
/// <param name="AsNumber">The AS of its instance: the running one must have the same.</param>
/// <param name="Statements">By prefix; only statements that are ours to change.</param>
public sealed record Baseline(string Source, string AsNumber, IReadOnlyDictionary<Prefix, NetworkStatement> Statements)
{
    /// <summary>The baseline of a start-up configuration's instance, with our own configuration laid over it.</summary>
    public static Baseline Of(string source, BgpInstance instance, Policy policy)
    {
        var statements = new Dictionary<Prefix, NetworkStatement>(instance.Statements.Count);
        foreach (var (prefix, statement) in instance.Statements)
        {
            if (statement.IsOurs)
            {
                statements[prefix] = statement;
            }
        }

        foreach (var entry in policy.Vips)
        {
            if (entry.RouteMap is null)
            {
                continue;
            }

            foreach (var prefix in entry.Prefixes)
            {
                statements[prefix] = new(prefix, entry.RouteMap);
            }
        }

        return new(source, instance.AsNumber, statements);
    }
}
