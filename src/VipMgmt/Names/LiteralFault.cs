using Net.Prefixes;

namespace VipMgmt.Names;

/// <summary>What is wrong with a text that was meant as an address or a prefix.</summary>
public static class LiteralFault
{
    /// <returns>Null when it looks like none.</returns>
    public static string? Of(string text)
    {
        if (Prefix.TryMask(text, out var network))
        {
            return $"it has host bits; the network is {network}";
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && IpAddress.TryParse(text.AsSpan(0, slash), out var address))
        {
            return $"an address of {(address.IsIPv6 ? "IPv6" : "IPv4")} has a length of 0 to {address.Width}";
        }

        var colon = text.LastIndexOf(':');
        return text.StartsWith('[') ? "leave the brackets out"
            : colon > 0 && IpAddress.TryParse(text.AsSpan(0, colon), out _) ? "leave the port out"
            : text.IndexOf('%', StringComparison.Ordinal) is > 0 and var zone && IpAddress.TryParse(text.AsSpan(0, zone), out _) ? "leave the zone out"
            : null;
    }
}
