namespace Vips.Elsewhere;

/// <summary>The words for whether another site announces a VIP: one row an answer.</summary>
/// <param name="Name">A witness's answer, and in `--json`; a promise (docs/json.md).</param>
/// <param name="Said">`another site: announces it`.</param>
/// <param name="Warned">The same before a withdrawal, where none is what a person must not read past.</param>
public sealed record OtherSiteWords(string Name, string Said, string Warned)
{
    private static readonly OtherSiteWords Visible = new("path", "announces it", "announces it");
    private static readonly OtherSiteWords None = new("none", "none announces it", "NONE announces it");
    private static readonly OtherSiteWords Unknown = new("unknown", "unknown", "unknown");

    public static OtherSiteWords Of(OtherSitePath path) => path switch
    {
        OtherSitePath.Visible => Visible,
        OtherSitePath.None => None,
        OtherSitePath.Unknown => Unknown,
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, null),
    };
}
