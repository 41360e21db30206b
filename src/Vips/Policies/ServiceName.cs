using System.Globalization;
using Ipvs.Ipvsadm.Model;

namespace Vips.Policies;

/// <summary>A service as the configuration lists it, without the VIP: `tcp/80`, `udp/53`, `sctp/2905`, `fwm/7`.</summary>
public readonly record struct ServiceName(IpvsProtocol Protocol, uint Number)
{
    public static ServiceName Of(ServiceKey key) =>
        new(key.Protocol, key.Protocol == IpvsProtocol.FirewallMark ? key.Mark : (uint)key.Port);

    public static bool TryParse(string text, out ServiceName name)
    {
        name = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || ProtocolOf(text[..slash]) is not { } protocol
            || !uint.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || (protocol != IpvsProtocol.FirewallMark && number > 65535))
        {
            return false;
        }

        name = new(protocol, number);
        return true;
    }

    public override string ToString() =>
        $"{(Protocol == IpvsProtocol.FirewallMark ? "fwm" : Protocol.ToString().ToLowerInvariant())}/{Number}";

    private static IpvsProtocol? ProtocolOf(string word) => word switch
    {
        "tcp" => IpvsProtocol.Tcp,
        "udp" => IpvsProtocol.Udp,
        "sctp" => IpvsProtocol.Sctp,
        "fwm" => IpvsProtocol.FirewallMark,
        _ => null,
    };
}
