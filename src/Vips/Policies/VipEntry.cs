using Net.Prefixes;

namespace Vips.Policies;

/// <summary>One entry of `vips`: names one service's prefixes, and what holds for them alone.</summary>
/// <param name="Name">As the operator calls it; null without.</param>
/// <param name="Prefixes">What the entry is about.</param>
/// <param name="RouteMap">With a name: the entry defines or overrides the baseline's statement. Null: it only adds rules.</param>
/// <param name="FirewallMarks">The marks whose services stand behind these prefixes.</param>
/// <param name="Rules">The rules of these VIPs.</param>
public sealed record VipEntry(
    string? Name, IReadOnlyList<Prefix> Prefixes, string? RouteMap, IReadOnlyList<uint> FirewallMarks, Rules Rules)
{
    /// <summary>Names of the sites that announce it, the first choice first; empty: all. For `vip-mgmt render` alone.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];
}
