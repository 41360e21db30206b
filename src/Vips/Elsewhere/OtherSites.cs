using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Vips.Elsewhere;

/// <summary>
/// Looks for another site's path of a VIP (DESIGN section 10, *witness*). The local bgpd can prove that there is one, and
/// hardly ever that there is none: with one AS at every site loop prevention hides the others (facts/vtysh.md), and a
/// neighbour that prefers our path tells us of no other.
/// </summary>
public static class OtherSites
{
    public static OtherSite Of(Inputs inputs, Prefix prefix)
    {
        if (!inputs.Running.IsKnown || inputs.PathsOf(prefix) is not { } paths)
        {
            return inputs.Witness.GetValueOrDefault(prefix) ?? new(OtherSitePath.Unknown, "bgpd's table is unknown");
        }

        var instance = inputs.Running.Value.Instance;
        var isOursGone = !paths.IsSelfOriginated && !instance.Statements.ContainsKey(prefix);
        return Learned(paths, instance.AsNumber, isOursGone)
            ?? inputs.Witness.GetValueOrDefault(prefix)
            ?? (isOursGone && inputs.Policy.SeesOtherSites
                ? new(OtherSitePath.None, "bgpd has no path of another site")
                : new(OtherSitePath.Unknown, inputs.Policy.HasWitness ? "the witness was not asked" : "no witness configured"));
    }

    /// <summary>
    /// A path that holds our own AS may be our own that came back (`allowas-in`): it counts only when ours is gone.
    /// </summary>
    private static OtherSite? Learned(BgpPaths paths, string asNumber, bool isOursGone)
    {
        foreach (var path in paths.Paths)
        {
            if (path is { Origin: PathOrigin.Learned, Valid: true } && (isOursGone || !HoldsAs(path.AsPath, asNumber)))
            {
                return new(OtherSitePath.Visible, $"bgpd has a path from {path.Peer ?? "a peer"}{(path.AsPath.Length == 0 ? "" : $" ({path.AsPath})")}");
            }
        }

        return null;
    }

    private static bool HoldsAs(string asPath, string asNumber)
    {
        foreach (var word in asPath.Split([' ', '{', '}', '(', ')', '[', ']', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Plain(word) == Plain(asNumber))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>asdot (RFC 5396: `1.5`) as the number that it is; 0 where it is none.</summary>
    private static uint Plain(string asNumber)
    {
        var dot = asNumber.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? uint.TryParse(asNumber, System.Globalization.CultureInfo.InvariantCulture, out var plain) ? plain : 0
            : (Plain(asNumber[..dot]) << 16) | Plain(asNumber[(dot + 1)..]);
    }
}
