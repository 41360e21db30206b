namespace Vips.Elsewhere;

/// <summary>Whether another site is seen to announce a VIP.</summary>
public enum OtherSitePath
{
    /// <summary>Nobody could tell; never taken for <see cref="None"/>.</summary>
    Unknown,
    None,
    Visible,
}

/// <summary>The answer to "is there another exit", and who gave it.</summary>
/// <param name="Path">What was seen.</param>
/// <param name="Words">By whom, or why nobody could tell: `witness: none`.</param>
public sealed record OtherSite(OtherSitePath Path, string Words);
