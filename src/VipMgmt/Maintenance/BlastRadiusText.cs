using Vips.Elsewhere;
using Vips.Maintenance;

namespace VipMgmt.Maintenance;

/// <summary>The blast radius as people read it before a change: a line a VIP, and a reminder.</summary>
internal static class BlastRadiusText
{
    internal static IEnumerable<string> Lines(IReadOnlyList<BlastRadius> radii, IReadOnlyList<string> peersOfSite)
    {
        foreach (var radius in radii)
        {
            var parts = new List<string>();
            if (radius.ActiveConnections is { } connections)
            {
                parts.Add($"{connections} active connections");
            }

            if (radius.OtherNames.Count > 0)
            {
                parts.Add($"also {string.Join(", ", radius.OtherNames)}");
            }

            if (radius.OtherSite is { } other)
            {
                parts.Add($"another site: {OtherSiteWords.Of(other.Path).Warned} ({other.Words})");
            }

            yield return $"{radius.Prefix}: {string.Join("; ", parts)}";
        }

        if (radii.Count > 0 && peersOfSite.Count > 0)
        {
            yield return $"also directors of this site, and not touched: {string.Join(", ", peersOfSite)}";
        }
    }
}
