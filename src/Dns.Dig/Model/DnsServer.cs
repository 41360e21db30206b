using System.Globalization;
using Net.Prefixes;

namespace Dns.Dig.Model;

/// <summary>
/// A name server to ask. Written as an address, with `#PORT` behind it where the port is not 53, as dig itself and the
/// configurations of BIND and dnsmasq write it; an IPv6 address may stand in brackets: `192.0.2.53`, `192.0.2.53#5300`,
/// `2001:db8::53`, `[2001:db8::53]#5300`. No name: it would have to be resolved by the server that it names.
/// </summary>
public sealed record DnsServer(IpAddress Address, int Port = DnsServer.DefaultPort)
{
    private const int DefaultPort = 53;

    public static bool TryParse(string text, out DnsServer server)
    {
        server = new(default, 0);
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var address = hash < 0 ? text : text[..hash];
        var inBrackets = address is ['[', .., ']'];
        if (!IpAddress.TryParse(inBrackets ? address[1..^1] : address, out var parsed) || (inBrackets && !parsed.IsIPv6))
            return false;

        var port = DefaultPort;
        if (hash >= 0 && !(int.TryParse(text.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= 65535))
        {
            return false;
        }

        server = new(parsed, port);
        return true;
    }

    public override string ToString() => Port == DefaultPort ? $"{Address}" : $"{Address}#{Port}";
}
