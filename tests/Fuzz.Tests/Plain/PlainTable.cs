using System.Globalization;

namespace Fuzz.Tests.Plain;

/// <param name="Key">`TCP 192.0.2.1 80`, `FWM 7`, `FWM6 8`.</param>
/// <param name="Servers">Its real servers, in their order.</param>
internal sealed record PlainService(string Key, List<(string Address, int Weight)> Servers);

/// <summary>
/// The output of `ipvsadm -L -n` read as a person would, by words and with the base library. It takes somewhat more than the
/// parser does; what the parser takes and this does not, or otherwise, is a defect.
/// </summary>
internal static class PlainTable
{
    private static readonly string[] Forwards = ["Masq", "Route", "Tunnel", "Local"];

    /// <summary>Null when a line is none of such a table.</summary>
    public static IReadOnlyList<PlainService>? Read(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0 || !lines[0].StartsWith("IP Virtual Server version ", StringComparison.Ordinal)
            || lines[1] != "Prot LocalAddress:Port Scheduler Flags" || lines[2] != "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn")
        {
            return null;
        }

        var services = new List<PlainService>();
        foreach (var line in lines[3..^1])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["->", var place, var forward, var weight, var active, var inactive])
            {
                if (services.Count == 0 || EndpointOf(place) is not { } endpoint || !Forwards.Contains(forward) || !IsNumber(weight, out var number) || !IsNumber(active, out _) || !IsNumber(inactive, out _))
                    return null;
                services[^1].Servers.Add((endpoint.Split(' ')[0], (int)number));
            }
            else if (KeyOf(words) is { } key)
            {
                services.Add(new(key, []));
            }
            else
            {
                return null;
            }
        }

        return services;
    }

    private static string? KeyOf(string[] words) => words switch
    {
        ["FWM", var mark, "IPv6", _, ..] when long.TryParse(mark, CultureInfo.InvariantCulture, out var number) => $"FWM6 {(uint)number}",
        ["FWM", var mark, _, ..] when long.TryParse(mark, CultureInfo.InvariantCulture, out var number) => $"FWM {(uint)number}",
        ["TCP" or "UDP" or "SCTP", var place, _, ..] when EndpointOf(place) is { } endpoint => $"{words[0]} {endpoint}",
        _ => null,
    };

    /// <summary>`192.0.2.1 80` of `192.0.2.1:80` or `[2001:db8::1]:80`.</summary>
    private static string? EndpointOf(string place)
    {
        var colon = place.LastIndexOf(':');
        var address = colon < 0 ? "" : place[..colon];
        var isIPv6 = address is ['[', .., ']'];
        return PlainAddress.Of(isIPv6 ? address[1..^1] : address) is { } canonical && canonical.Contains(':', StringComparison.Ordinal) == isIPv6
            && IsNumber(place[(colon + 1)..], out var port) && port <= 65535
                ? $"{canonical} {port}"
                : null;
    }

    private static bool IsNumber(string word, out long number) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
