using System.Globalization;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.State;

namespace Vips.Host.State;

/// <summary>Reads what <see cref="JudgedService.ToString"/> writes, and nothing else.</summary>
internal static class JudgedServiceText
{
    /// <exception cref="FormatException">It is none.</exception>
    internal static JudgedService Parse(string text) =>
        TryParse(text) is { } judged && judged.ToString() == text ? judged : throw new FormatException($"'{text}' is not a service");

    private static JudgedService? TryParse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? TryParseService(text) is { } alone ? new(alone, null) : null
            : TryParseService(text[..space]) is { } service && Prefix.TryParse(text.AsSpan(space + 1), out var vip) ? new(service, vip)
            : null;
    }

    private static ServiceKey? TryParseService(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var rest = text[(slash + 1)..];
        return (slash < 0 ? "" : text[..slash]) switch
        {
            "tcp" => AddressAndPort(IpvsProtocol.Tcp, rest),
            "udp" => AddressAndPort(IpvsProtocol.Udp, rest),
            "sctp" => AddressAndPort(IpvsProtocol.Sctp, rest),
            "fwm" => Mark(IpAddress.Parse("0.0.0.0"), rest),
            "fwm6" => Mark(IpAddress.Parse("::"), rest),
            _ => null,
        };
    }

    private static ServiceKey? AddressAndPort(IpvsProtocol protocol, string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && IpAddress.TryParse(text[..colon].Trim('[', ']'), out var address)
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new ServiceKey(protocol, address, port, 0)
            : null;
    }

    private static ServiceKey? Mark(IpAddress family, string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mark)
            ? new ServiceKey(IpvsProtocol.FirewallMark, family, 0, mark)
            : null;
}
