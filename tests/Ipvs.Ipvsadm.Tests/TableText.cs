using System.Globalization;
using System.Text;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Ipvs.Ipvsadm.Tests;

/// <summary>Prints a table as `ipvsadm -L -n` 1.31 does (print_service_entry of its source).</summary>
internal static class TableText
{
    public const string Header =
        "IP Virtual Server version 1.2.1 (size=4096)\n"
        + "Prot LocalAddress:Port Scheduler Flags\n"
        + "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n";

    public static string Of(IpvsTable table)
    {
        var text = new StringBuilder(Header);
        foreach (var service in table.Services)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Name(service.Key)} {service.Scheduler}\n");
            foreach (var server in service.RealServers)
            {
                text.Append(CultureInfo.InvariantCulture, $"  -> {Endpoint(server.Address, server.Port),-28} {server.Forward,-7} ");
                text.Append(CultureInfo.InvariantCulture, $"{server.Weight,-6} {server.ActiveConnections,-10} {server.InactiveConnections,-10}\n");
            }
        }

        return text.ToString();
    }

    private static string Name(ServiceKey key) => key.Protocol switch
    {
        IpvsProtocol.FirewallMark => $"FWM  {unchecked((int)key.Mark)}{(key.Address.IsIPv6 ? " IPv6" : "")}",
        IpvsProtocol.Sctp => $"SCTP {Endpoint(key.Address, key.Port)}",
        _ => $"{key.Protocol.ToString().ToUpperInvariant()}  {Endpoint(key.Address, key.Port)}",
    };

    private static string Endpoint(IpAddress address, int port) => address.IsIPv6 ? $"[{address}]:{port}" : $"{address}:{port}";
}
