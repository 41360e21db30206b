namespace Lab;

/// <summary>The nominal state of the four VIPs, and what a scenario changes in it.</summary>
public static class Expected
{
    public const string Four1 = "192.0.2.1";
    public const string Four2 = "192.0.2.2";
    public const string Six1 = "2001:db8::1";
    public const string Six2 = "2001:db8::2";

    public static readonly string[] Vips = [Four1, Four2, Six1, Six2];

    /// <summary>What is announced of a VIP: its prefix.</summary>
    public static string Prefix(string vip) => vip.Contains(':', StringComparison.Ordinal) ? $"{vip}/128" : $"{vip}/32";

    /// <summary>All four VIPs with the same sites or servers.</summary>
    public static (string, string)[] All(string outcome) => [.. Vips.Select(vip => (vip, outcome))];

    public static string Table((string Vip, string Sites)[] but) => Text(but, vip => IsFirstAtSite1(vip) ? "1* 2" : "1 2*", Prefix);

    public static string Answers((string Vip, string Servers)[] but) => Text(but, vip => IsFirstAtSite1(vip) ? "rs1 rs2" : "rs3", vip => vip);

    public static string Sorted(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static bool IsFirstAtSite1(string vip) => vip is Four1 or Six1;

    private static string Text((string Vip, string Outcome)[] but, Func<string, string> nominal, Func<string, string> named)
    {
        var outcomes = Vips.ToDictionary(vip => vip, nominal);
        foreach (var (vip, outcome) in but)
            outcomes[vip] = outcome;
        return Sorted(outcomes.Where(pair => pair.Value.Length > 0).Select(pair => $"{named(pair.Key)} {pair.Value}"));
    }
}
