namespace Bgp.Vtysh;

/// <summary>The line `router bgp AS [vrf NAME | view NAME] [as-notation …]`, which is sent back to bgpd as it was read.</summary>
internal static class InstanceLine
{
    /// <summary>Whether it begins `router bgp AS` and holds nothing that vtysh could take for more than one command.</summary>
    public static bool IsValid(ReadOnlySpan<char> line)
    {
        var words = new Words(line);
        return RouteMapName.AreNameCharacters(line, and: "+:@/ ")
            && words.Next(out var router) && router is "router"
            && words.Next(out var bgp) && bgp is "bgp"
            && words.Next(out var asNumber) && IsAsNumber(asNumber);
    }

    /// <summary>Plain or dotted, as FRR prints it (`64699`, `1.5`).</summary>
    private static bool IsAsNumber(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && c != '.')
                return false;
        }

        return char.IsAsciiDigit(text[0]);
    }
}
