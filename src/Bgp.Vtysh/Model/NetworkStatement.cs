using Net.Prefixes;

namespace Bgp.Vtysh.Model;

/// <summary>A line `network PREFIX [route-map NAME] [other words]` of one BGP instance.</summary>
/// <param name="Prefix">The announced prefix.</param>
/// <param name="RouteMap">Its route-map, of [A-Za-z0-9_.-]+; null without one.</param>
/// <param name="OtherWords">What else the line holds (`backdoor`, `label-index 7`), in plain characters and 200 at most; null without any.</param>
public sealed record NetworkStatement(Prefix Prefix, string? RouteMap, string? OtherWords = null)
{
    /// <summary>A statement with other words is never ours to change, only listed (DESIGN section 2).</summary>
    public bool IsOurs => OtherWords is null;

    /// <summary>As a line of the configuration, without indentation.</summary>
    public override string ToString() =>
        $"network {Prefix}{(RouteMap is null ? "" : $" route-map {RouteMap}")}{(OtherWords is null ? "" : $" {OtherWords}")}";
}
