using Net.Prefixes;

namespace Ipvs.Ipvsadm.Model;

public enum IpvsProtocol
{
    Tcp,
    Udp,
    Sctp,

    /// <summary>A firewall mark stands in place of address and port.</summary>
    FirewallMark,
}

/// <summary>What names a virtual service. Sorts by protocol, then address, port, mark.</summary>
/// <param name="Protocol">TCP, UDP, SCTP or a firewall mark.</param>
/// <param name="Address">The VIP; for a firewall mark the unspecified address of its family (0.0.0.0 or ::).</param>
/// <param name="Port">0 to 65535; 0 for a persistent service of all ports, and for a firewall mark.</param>
/// <param name="Mark">1 to 4294967295 for a firewall mark (ipvsadm prints the last as -1); else 0.</param>
public readonly record struct ServiceKey(IpvsProtocol Protocol, IpAddress Address, int Port, uint Mark) : IComparable<ServiceKey>
{
    public bool Equals(ServiceKey other) =>
        Protocol == other.Protocol && Port == other.Port && Mark == other.Mark && Address.Equals(other.Address);

    public override int GetHashCode() => HashCode.Combine((int)Protocol, Address.GetHashCode(), Port, Mark);

    public int CompareTo(ServiceKey other)
    {
        var result = ((int)Protocol).CompareTo((int)other.Protocol);
        result = result != 0 ? result : Address.CompareTo(other.Address);
        result = result != 0 ? result : Port.CompareTo(other.Port);
        return result != 0 ? result : Mark.CompareTo(other.Mark);
    }

    /// <summary>`tcp/192.0.2.1:80`, `tcp/[2001:db8::1]:80`, `fwm/7`, `fwm6/8`: also the form kept in state files.</summary>
    public override string ToString() => Protocol switch
    {
        IpvsProtocol.FirewallMark => $"{(Address.IsIPv6 ? "fwm6" : "fwm")}/{Mark}",
        _ => $"{Protocol.ToString().ToLowerInvariant()}/{(Address.IsIPv6 ? $"[{Address}]" : Address)}:{Port}",
    };
}

/// <param name="Address">Of either family, whatever the service's is (tunnels, sorry servers).</param>
/// <param name="Port">0 to 65535.</param>
/// <param name="Forward">Masq, Route, Tunnel or Local, as printed.</param>
/// <param name="Weight">0 to 2147483647; 0 takes no new connection.</param>
/// <param name="ActiveConnections">As printed by `-L -n`.</param>
/// <param name="InactiveConnections">As printed by `-L -n`.</param>
public sealed record RealServer(
    IpAddress Address, int Port, string Forward, int Weight, long ActiveConnections, long InactiveConnections);

/// <param name="Key">What names it.</param>
/// <param name="Scheduler">rr, wrr, mh, …</param>
/// <param name="RealServers">In the order printed.</param>
public sealed record VirtualService(ServiceKey Key, string Scheduler, IReadOnlyList<RealServer> RealServers);

/// <summary>The whole table of `ipvsadm -L -n`.</summary>
public sealed record IpvsTable(IReadOnlyList<VirtualService> Services);
