using System.Text.RegularExpressions;
using Testing;

namespace VipMgmt.Tests;

/// <summary>Texts of a run without what differs at each run and machine.</summary>
internal static partial class Masked
{
    public static string Of(FakeSite site, string who, string text) => Time().Replace(text, "TIME")
        .Replace(site.Folder, "SITE", StringComparison.Ordinal)
        .Replace(site.Fakes.Folder, "FAKES", StringComparison.Ordinal)
        .Replace($"by {who}", "by WHO", StringComparison.Ordinal)
        .Replace($"{who}: ", "WHO: ", StringComparison.Ordinal)
        .Replace($"\"{who}\"", "\"WHO\"", StringComparison.Ordinal);

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Time();
}
