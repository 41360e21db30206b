using Bgp.Vtysh.Model;

namespace Bgp.Vtysh;

/// <summary>What one shown path says of itself, before it is judged.</summary>
internal sealed class PathMarks
{
    public bool? Valid { get; set; }

    public bool Removed { get; set; }

    public bool Inaccessible { get; set; }

    public bool Sourced { get; set; }

    public bool Local { get; set; }

    public bool Aggregated { get; set; }

    public bool Best { get; set; }

    /// <summary>As shown; bgpd writes `Local` for an empty one.</summary>
    public string? AsPath { get; set; }

    public string? Peer { get; set; }

    /// <summary>`external`, `internal`, `confed-external`, `confed-internal`; null for our own.</summary>
    public string? PeerType { get; set; }

    /// <summary>
    /// After `no network` the path lingers for 45 ms, `removed` and no longer `valid`, with its other marks
    /// (frr-10.7.0-c8-json-right-after-no); Quagga marks a path `valid` whose next hop it calls inaccessible.
    /// </summary>
    /// <exception cref="FormatException">The marks contradict each other, or one that decides is missing.</exception>
    public BgpPath ToPath()
    {
        if (Valid is not { } valid || AsPath is null)
            throw new FormatException("a path without validity or AS path");
        var origin = Origin();
        var learned = origin == PathOrigin.Learned;
        return new(origin, valid && !Removed && !Inaccessible, Best, AsPath == "Local" ? "" : AsPath, learned ? Peer : null);
    }

    /// <summary>facts/vtysh.md, "Reading": weight 32768 proves nothing, only these marks together do.</summary>
    private PathOrigin Origin() => (PeerType, Aggregated, Sourced, Local) switch
    {
        (null, false, true, true) => PathOrigin.NetworkStatement,
        (null, false, true, false) => PathOrigin.Redistributed,
        (null, true, false, true) => PathOrigin.Aggregated,
        ("external" or "internal" or "confed-external" or "confed-internal", false, false, false) when Peer is not null =>
            PathOrigin.Learned,
        _ => throw new FormatException("a path of unknown origin"),
    };
}
