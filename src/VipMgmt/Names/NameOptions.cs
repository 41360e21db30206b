using System.CommandLine;

namespace VipMgmt.Names;

/// <summary>How names are resolved.</summary>
/// <param name="IPv4">Ask for A; false with -6.</param>
/// <param name="IPv6">Ask for AAAA; false with -4.</param>
/// <param name="Cached">Use the last good resolution instead of DNS.</param>
public sealed record NameOptions(bool IPv4, bool IPv6, bool Cached)
{
    private static readonly Option<bool> IPv4Option = new("-4") { Description = "IPv4 only", Recursive = true };
    private static readonly Option<bool> IPv6Option = new("-6") { Description = "IPv6 only", Recursive = true };
    private static readonly Option<bool> CachedOption = new("--cached") { Description = "use the last good resolution of NAME instead of DNS", Recursive = true };

    public static IEnumerable<Option> All => [IPv4Option, IPv6Option, CachedOption];

    /// <summary>The options, or in one line what is wrong with them.</summary>
    public static (NameOptions? Options, string? Fault) Of(ParseResult result)
    {
        var (only4, only6) = (result.GetValue(IPv4Option), result.GetValue(IPv6Option));
        return only4 && only6
            ? (null, "-4 and -6 exclude each other: without either both families are asked for")
            : (new(!only6, !only4, result.GetValue(CachedOption)), null);
    }
}
