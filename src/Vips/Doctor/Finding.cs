namespace Vips.Doctor;

/// <summary>How it stands with one precondition; the higher, the earlier it is read.</summary>
public enum Health
{
    Ok,

    /// <summary>Could not be told; never to be taken for well.</summary>
    Unknown,

    /// <summary>Works today, and will not, or not as meant, on some other day.</summary>
    Warning,

    /// <summary>Something is not announced, not withdrawn, or not watched.</summary>
    Critical,
}

/// <summary>What one check found.</summary>
/// <param name="Check">Its name, a promise of `--json`: `bgpd`, `route-maps`.</param>
/// <param name="Health">How it stands.</param>
/// <param name="Words">One line: what was seen.</param>
/// <param name="Remedy">One line: what to do; null where all is well.</param>
public sealed record Finding(string Check, Health Health, string Words, string? Remedy)
{
    public static Finding Ok(string check, string words) => new(check, Health.Ok, words, null);

    public static Finding Unknown(string check, string words, string remedy) => new(check, Health.Unknown, words, remedy);

    public static Finding Warning(string check, string words, string remedy) => new(check, Health.Warning, words, remedy);

    public static Finding Critical(string check, string words, string remedy) => new(check, Health.Critical, words, remedy);
}
