using Bgp.Vtysh.Model;

namespace Vips.Readings;

/// <summary>Names what keeps a prefix in the table when its network statement is gone.</summary>
public static class SelfOrigin
{
    /// <returns>E.g. `redistribute connected`, or what the path itself says when the configuration has no such line.</returns>
    public static string Describe(BgpPaths paths, BgpInstance instance)
    {
        foreach (var path in paths.Paths)
        {
            var word = path is not { Valid: true } ? null : path.Origin switch
            {
                PathOrigin.Redistributed => "redistribute",
                PathOrigin.Aggregated => "aggregate-address",
                PathOrigin.NetworkStatement => "network",
                _ => null,
            };
            if (word is not null)
            {
                return Lines(word, paths.Prefix.IsIPv6 ? "(ipv4 unicast)" : "(ipv6 unicast)", instance) ?? $"a {word} statement that the configuration does not show";
            }
        }

        return "nothing that is known";
    }

    private static string? Lines(string word, string otherFamily, BgpInstance instance)
    {
        var found = new List<string>();
        foreach (var line in instance.Sources)
        {
            if (line.StartsWith(word, StringComparison.Ordinal) && !line.EndsWith(otherFamily, StringComparison.Ordinal))
            {
                found.Add($"'{line}'");
            }
        }

        return found.Count == 0 ? null : string.Join(" or ", found);
    }
}
