using System.Text;

namespace Bgp.Vtysh;

/// <summary>One line of a configuration, in the block that it stands in.</summary>
/// <param name="Block">`router bgp 64699`, `router bgp 64699, ipv4 unicast` or `route-map BGP1 permit 10`.</param>
/// <param name="Text">The line, its words one blank apart.</param>
public readonly record struct ConfigurationLine(string Block, string Text)
{
    public override string ToString() => $"{Block}: {Text}";
}

/// <summary>
/// A configuration as its lines in their blocks, so that what a person wrote, Quagga prints and FRR prints can be compared:
/// Quagga puts IPv4 directly under `router bgp`, FRR into a block of its own, and each indents in its way (facts/vtysh.md, "Context").
/// </summary>
public static class ConfigurationLines
{
    private const string IPv4 = "ipv4 unicast";

    /// <summary>Where no blanks tell that a line belongs to the block before it, these first words do.</summary>
    private static readonly HashSet<string> InsideBlocks = new(StringComparer.Ordinal)
    {
        "address-family", "exit-address-family", "network", "neighbor", "no", "bgp", "aggregate-address", "redistribute",
        "timers", "maximum-paths", "distance", "set", "match", "call", "continue", "on-match", "description", "coalesce-time",
    };

    /// <summary>The lines of `router bgp` and `route-map` blocks, in their order; comments and closing lines are left out.</summary>
    public static IReadOnlyList<ConfigurationLine> Of(string text)
    {
        var lines = new List<ConfigurationLine>();
        string? block = null, family = null;
        foreach (var raw in text.Split('\n'))
        {
            var line = Spaced(raw);
            var first = line.Split(' ', 2)[0];
            if (line.Length == 0 || line[0] == '!')
            {
                continue;
            }

            if (first == "route-map" || line.StartsWith("router bgp ", StringComparison.Ordinal))
            {
                // In a block that says `route-map` of something else no line begins with this word.
                (block, family) = (line, null);
                lines.Add(new(block, ""));
            }
            else if (first is "exit" or "end" || block is null || (!char.IsWhiteSpace(raw[0]) && !InsideBlocks.Contains(first)))
            {
                block = null;
            }
            else if (first is "address-family" or "exit-address-family")
            {
                family = first == "address-family" ? FamilyOf(line) : null;
            }
            else
            {
                lines.Add(new(BlockOf(block, family ?? (IsOfFamily(line) ? IPv4 : null)), line));
            }
        }

        return lines;
    }

    private static string BlockOf(string block, string? family) =>
        family is null || !block.StartsWith("router ", StringComparison.Ordinal) ? block : $"{block}, {family}";

    /// <summary>`address-family ipv6` is Quagga's for `ipv6 unicast`.</summary>
    private static string FamilyOf(string line)
    {
        var family = line["address-family".Length..].Trim();
        return family is "ipv4" or "ipv6" ? $"{family} unicast" : family;
    }

    /// <summary>What stands directly under `router bgp` on Quagga, and in the family's block on FRR.</summary>
    private static bool IsOfFamily(string line) =>
        line.StartsWith("network ", StringComparison.Ordinal) || line.StartsWith("aggregate-address ", StringComparison.Ordinal)
        || line.StartsWith("redistribute ", StringComparison.Ordinal) || line.EndsWith(" activate", StringComparison.Ordinal);

    private static string Spaced(string raw)
    {
        var line = new StringBuilder(raw.Length);
        foreach (var word in raw.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // FRR prints the well-known community by its name, Quagga 1.2 has none for it (RFC 8326).
            line.Append(line.Length == 0 ? "" : " ").Append(word == "65535:0" ? "graceful-shutdown" : word);
        }

        return line.ToString();
    }
}
