using System.Net.NetworkInformation;
using Net.Prefixes;
using Tools.Execution;

namespace Vips.Host.Diagnosis;

/// <summary>The addresses of this machine, as getifaddrs(3) lists them.</summary>
internal static class LocalAddresses
{
    /// <summary>Each with the name of its interface; an address of several has the first, lo before others.</summary>
    internal static Reading<IReadOnlyDictionary<IpAddress, string>> Read()
    {
        try
        {
            var addresses = new Dictionary<IpAddress, string>();
            foreach (var network in NetworkInterface.GetAllNetworkInterfaces().OrderBy(network => network.NetworkInterfaceType != NetworkInterfaceType.Loopback))
            {
                foreach (var unicast in network.GetIPProperties().UnicastAddresses)
                {
                    // A link-local one carries its zone, %2, and is no VIP.
                    if (IpAddress.TryParse(unicast.Address.ToString(), out var address))
                    {
                        addresses.TryAdd(address, network.Name);
                    }
                }
            }

            return Reading<IReadOnlyDictionary<IpAddress, string>>.Known(addresses);
        }
        catch (NetworkInformationException failure)
        {
            return Reading<IReadOnlyDictionary<IpAddress, string>>.Unknown(new(FailureKind.Unusable, "addresses", PlainText.Line(failure.Message, 200)));
        }
    }
}
