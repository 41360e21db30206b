using System.Globalization;

namespace Bgp.Vtysh;

/// <summary>A running configuration as text -> whether an instance originates only what is in a route.</summary>
public static class ImportCheckParser
{
    /// <param name="text">As <see cref="Vtysh.ReadRunningText"/> reads it.</param>
    /// <param name="instanceLine">Its whole `router bgp` line.</param>
    /// <returns>Null when the text has no such instance, or its version cannot be read.</returns>
    public static bool? IsOn(ReadOnlySpan<char> text, string instanceLine)
    {
        bool? byDefault = false; // Quagga's: it prints no version
        bool isInside = false, isThere = false;
        foreach (var line in text.EnumerateLines())
        {
            var words = line.Trim();
            if (words.StartsWith("frr version ", StringComparison.Ordinal))
                byDefault = DefaultOf(words["frr version ".Length..]);
            else if (line.Length > 0 && line[0] is not (' ' or '!'))
                isThere |= isInside = words.SequenceEqual(instanceLine);
            else if (isInside && words is "bgp network import-check" or "no bgp network import-check")
                return words[0] == 'b';
        }

        return isThere ? byDefault : null;
    }

    /// <summary>On from 7.4; what differs from the default of the running version is printed (bgpd/bgp_vty.c, BGP_IMPORT_CHECK).</summary>
    private static bool? DefaultOf(ReadOnlySpan<char> version)
    {
        var dot = version.IndexOf('.');
        if (dot < 0 || !int.TryParse(version[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var major))
            return null;
        var rest = version[(dot + 1)..];
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(digits < 0 ? rest : rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? major > 7 || (major == 7 && minor >= 4)
            : null;
    }
}
