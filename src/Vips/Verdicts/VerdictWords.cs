namespace Vips.Verdicts;

/// <summary>The words for a verdict, in `--json`, metrics and tables; a promise (docs/json.md).</summary>
public static class VerdictWords
{
    public const string Unknown = "unknown";

    /// <summary>Each once.</summary>
    public static IReadOnlyList<string> All { get; } = [Of(Verdict.Up), Of(Verdict.Unchanged), Of(Verdict.Down), Unknown];

    /// <param name="verdict">Null where nothing was judged.</param>
    public static string Of(Verdict? verdict) => verdict switch
    {
        Verdict.Up => "up",
        Verdict.Unchanged => "unchanged",
        Verdict.Down => "down",
        null => Unknown,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
