namespace Bgp.Vtysh.Model;

/// <summary>What a configuration of bgpd holds, running or in a file, as far as it concerns announcements.</summary>
/// <param name="Instances">In the order of the text.</param>
/// <param name="RouteMaps">The names of the route-maps that are defined.</param>
public sealed record BgpConfiguration(IReadOnlyList<BgpInstance> Instances, IReadOnlySet<string> RouteMaps);

/// <summary>The two families of routing suites; their outputs and messages differ.</summary>
public enum Suite
{
    Frr,
    Quagga,
}

/// <summary>What bgpd runs now.</summary>
public sealed record RunningConfiguration(Suite Suite, BgpConfiguration Configuration);
