using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Ipvs.Ipvsadm;

/// <summary>What a line of a virtual service begins with, in every list that ipvsadm prints.</summary>
internal static class ServiceKeyField
{
    /// <summary>Null for a word that names no protocol.</summary>
    public static IpvsProtocol? Protocol(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("TCP"u8) ? IpvsProtocol.Tcp
        : word.SequenceEqual("UDP"u8) ? IpvsProtocol.Udp
        : word.SequenceEqual("SCTP"u8) ? IpvsProtocol.Sctp
        : word.SequenceEqual("FWM"u8) ? IpvsProtocol.FirewallMark
        : null;

    /// <summary>ADDRESS:PORT, or a mark; <paramref name="rest"/> is then what follows it.</summary>
    /// <returns>The fault of the line; null when there is a key.</returns>
    public static string? Read(IpvsProtocol protocol, ref ReadOnlySpan<byte> rest, out ServiceKey key)
    {
        key = default;
        if (protocol == IpvsProtocol.FirewallMark)
        {
            return ReadMark(ref rest, out key);
        }

        var word = Fields.Next(ref rest);
        if (!Fields.TryEndpoint(word, out var address, out var port))
        {
            return $"holds no ADDRESS:PORT in numbers: '{Fields.Show(word)}'";
        }

        key = new(protocol, address, port, 0);
        return null;
    }

    /// <summary>`FWM  7 rr`, `FWM  8 IPv6 rr`; ipvsadm prints marks above 2147483647 as negative numbers.</summary>
    private static string? ReadMark(ref ReadOnlySpan<byte> rest, out ServiceKey key)
    {
        key = default;
        var word = Fields.Next(ref rest);
        var isNegative = word.StartsWith("-"u8);
        var digits = isNegative ? word[1..] : word;
        if (!Fields.TryNumber(digits, isNegative ? 1L << 31 : uint.MaxValue, out var mark) || mark == 0)
        {
            return $"holds no firewall mark: '{Fields.Show(word)}'";
        }

        var afterFamily = rest;
        var isIPv6 = Fields.Next(ref afterFamily).SequenceEqual("IPv6"u8);
        rest = isIPv6 ? afterFamily : rest;
        key = new(IpvsProtocol.FirewallMark, IpAddress.Unspecified(isIPv6), 0, unchecked((uint)(isNegative ? -mark : mark)));
        return null;
    }
}
