using Net.Prefixes;

namespace Vips.Host.State;

/// <summary>File names of holds/ and withdrawn/: `192.0.2.1_32`, `2001:db8::1_128`.</summary>
internal static class PrefixFileName
{
    internal static string Of(Prefix prefix) => prefix.ToString().Replace('/', '_');

    /// <summary>Also another spelling of the prefix (`2001:DB8::1_128`): a person may have made the file by hand.</summary>
    internal static bool TryParse(string name, out Prefix prefix)
    {
        var mark = name.IndexOf('_', StringComparison.Ordinal);
        prefix = default;
        return mark > 0 && !name.Contains('/', StringComparison.Ordinal)
            && Prefix.TryParse($"{name[..mark]}/{name[(mark + 1)..]}", out prefix);
    }
}
