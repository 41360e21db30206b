using Net.Prefixes;

namespace Bgp.Vtysh.Model;

/// <summary>One `router bgp …` block of a configuration.</summary>
/// <param name="Line">The whole line, e.g. `router bgp 64699` or `router bgp 64699 vrf RED`: the key of the instance.</param>
/// <param name="AsNumber">The AS as written (`64699`, `1.5`).</param>
/// <param name="Scope">What follows the AS (`vrf RED`, `view V1`, `as-notation dot`); null for the plain default instance.</param>
/// <param name="Statements">Its network statements by prefix.</param>
/// <param name="Sources">What else can originate prefixes: `redistribute …` and `aggregate-address …` lines in order, each followed by its family: `redistribute connected (ipv4 unicast)`.</param>
public sealed record BgpInstance(
    string Line,
    string AsNumber,
    string? Scope,
    IReadOnlyDictionary<Prefix, NetworkStatement> Statements,
    IReadOnlyList<string> Sources)
{
    /// <summary>Whether it is the instance of the default VRF: no `vrf NAME` or `view NAME`.</summary>
    public bool IsDefault { get; } =
        Scope is null || !(Scope.StartsWith("vrf ", StringComparison.Ordinal) || Scope.StartsWith("view ", StringComparison.Ordinal));

    /// <summary>
    /// Statements of a start-up configuration whose route-map was not defined where they stand: Quagga configures them and
    /// never announces them (facts/vtysh.md, point 7). Empty for what runs.
    /// </summary>
    public IReadOnlyList<NetworkStatement> BeforeTheirRouteMap { get; init; } = [];
}
