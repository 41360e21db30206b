using Net.Prefixes;

namespace Bgp.Vtysh.Model;

/// <summary>What one path of a prefix is.</summary>
public enum PathOrigin
{
    /// <summary>Of a network statement: `sourced` and `local`.</summary>
    NetworkStatement,

    /// <summary>Redistributed: `sourced` only.</summary>
    Redistributed,

    /// <summary>An aggregate of ours: `aggregated, local`.</summary>
    Aggregated,

    /// <summary>Learned from a peer (external or internal), whoever announced it.</summary>
    Learned,
}

/// <param name="Origin">Where the path comes from.</param>
/// <param name="Valid">Usable: `valid`, not `removed`, next hop accessible.</param>
/// <param name="Best">Chosen as best.</param>
/// <param name="AsPath">As shown (`64500 64699`), empty for a local path without prepending.</param>
/// <param name="Peer">The peer it was learned from; null for our own.</param>
public sealed record BgpPath(PathOrigin Origin, bool Valid, bool Best, string AsPath, string? Peer);

/// <summary>bgpd's table for one prefix; without paths the prefix is not in the table.</summary>
/// <param name="Prefix">The prefix asked for.</param>
/// <param name="Paths">All paths, in the order shown.</param>
/// <param name="AdvertisedTo">The peers that are told of it.</param>
public sealed record BgpPaths(Prefix Prefix, IReadOnlyList<BgpPath> Paths, IReadOnlyList<string> AdvertisedTo)
{
    /// <summary>Whether a valid path of our network statement is in the table (DESIGN section 2: originated).</summary>
    public bool IsOriginated => Holds(PathOrigin.NetworkStatement);

    /// <summary>Whether anything of this router (statement, redistribute, aggregate) keeps the prefix alive.</summary>
    public bool IsSelfOriginated => IsOriginated || Holds(PathOrigin.Redistributed) || Holds(PathOrigin.Aggregated);

    private bool Holds(PathOrigin origin)
    {
        foreach (var path in Paths)
        {
            if (path.Valid && path.Origin == origin)
            {
                return true;
            }
        }

        return false;
    }
}
