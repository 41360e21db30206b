using Bgp.Vtysh.Model;

namespace Vips.Readings;

/// <summary>
/// Which `router bgp` instance is the site's. `router bgp N` creates an instance where there is none (facts/vtysh.md),
/// so nothing is ever written unless exactly the expected one runs.
/// </summary>
/// <param name="AsNumber">The configured AS; null for `auto`: the one of the baseline.</param>
/// <param name="Scope">`vrf NAME` or `view NAME`; null for the default VRF.</param>
public sealed record InstanceChoice(string? AsNumber, string? Scope)
{
    /// <summary>The one instance of a start-up configuration that is meant, or in words why there is none.</summary>
    public (BgpInstance? Instance, string? Why) InBaseline(BgpConfiguration configuration) =>
        Find(configuration, AsNumber);

    /// <summary>The one running instance that is meant, or in words why there is none.</summary>
    /// <param name="configuration">What bgpd runs.</param>
    /// <param name="baselineAs">The AS of the baseline's instance (or the last good one); null when none is known.</param>
    public (BgpInstance? Instance, string? Why) InRunning(BgpConfiguration configuration, string? baselineAs) =>
        Find(configuration, AsNumber ?? baselineAs);

    private (BgpInstance? Instance, string? Why) Find(BgpConfiguration configuration, string? asNumber)
    {
        BgpInstance? found = null, other = null;
        foreach (var instance in configuration.Instances)
        {
            if (!IsOfScope(instance))
            {
                continue;
            }

            if (asNumber is not null && instance.AsNumber != asNumber)
            {
                other = instance;
                continue;
            }

            if (found is not null)
            {
                return (null, $"holds both '{found.Line}' and '{instance.Line}'; name one with bgp.as or bgp.instance");
            }

            found = instance;
        }

        return found is not null ? (found, null)
            : other is not null ? (null, $"has '{other.Line}' where 'router bgp {asNumber}' was expected")
            : (null, $"has no 'router bgp{(asNumber is null ? "" : $" {asNumber}")}{(Scope is null ? "" : $" {Scope}")}'");
    }

    private bool IsOfScope(BgpInstance instance) =>
        Scope is null ? instance.IsDefault : instance.Scope is { } scope
            && (scope == Scope || scope.StartsWith($"{Scope} ", StringComparison.Ordinal));
}
