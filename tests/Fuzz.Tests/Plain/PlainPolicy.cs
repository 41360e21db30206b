using System.Text.RegularExpressions;

namespace Fuzz.Tests.Plain;

/// <summary>What the configuration of a recorded run says of servers and marks, read by words: `sorry-servers`, and `fwmarks` of a VIP.</summary>
internal sealed partial class PlainPolicy
{
    private readonly HashSet<string> _sorryServers;
    private readonly List<(List<string> Prefixes, List<string> Marks)> _entries;

    public PlainPolicy(string configuration)
    {
        _sorryServers = [.. Words(SorryServers().Match(configuration).Groups[1].Value).Select(word => PlainAddress.Of(word)!)];
        _entries = [.. Entry().Matches(configuration).Select(entry => (Words(entry.Groups[1].Value), Words(entry.Groups[2].Value)))];
    }

    /// <summary>The services behind a VIP: those of its address, and those of its marks.</summary>
    public IEnumerable<PlainService> Behind(IEnumerable<PlainService> services, string prefix)
    {
        var address = PlainAddress.Of(prefix[..prefix.IndexOf('/', StringComparison.Ordinal)]);
        var family = prefix.Contains(':', StringComparison.Ordinal) ? "FWM6" : "FWM";
        var marks = _entries.Where(entry => entry.Prefixes.Contains(prefix)).SelectMany(entry => entry.Marks).Select(mark => $"{family} {mark}").ToHashSet();
        return services.Where(service => marks.Contains(service.Key) || (service.Key.Split(' ') is [_, var its, _] && its == address));
    }

    /// <summary>Real servers with a weight that are no sorry servers.</summary>
    public int Live(PlainService service) => service.Servers.Count(server => server.Weight > 0 && !_sorryServers.Contains(server.Address));

    private static List<string> Words(string list) => [.. list.Split([',', ' ', '"'], StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex(@"^ *sorry-servers: \[(.*)\]", RegexOptions.Multiline)]
    private static partial Regex SorryServers();

    [GeneratedRegex(@"^    prefixes: \[(.*)\]\n    fwmarks: \[(.*)\]", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
