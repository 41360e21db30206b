namespace Vips.Holds;

/// <summary>One person's standing order that a VIP stays withdrawn.</summary>
/// <param name="Name">
/// The name or literal it was given for (`service.tld`, `192.0.2.1/32`, `--all`); null when nobody named it
/// (first run, damaged file).
/// </param>
/// <param name="Who">Login name, with SUDO_USER beside it.</param>
/// <param name="When">Wall clock, UTC.</param>
/// <param name="Reason">In the person's words; null without.</param>
/// <param name="Until">Wall clock; null without end.</param>
/// <param name="IsDraining">Made with `--drain`: until its VIP is withdrawn it keeps the drain route-map on it (DESIGN section 10).</param>
public sealed record Claim(string? Name, string Who, DateTimeOffset When, string? Reason, DateTimeOffset? Until, bool IsDraining = false)
{
    /// <summary>The name of the claims of `-d --all`.</summary>
    public const string All = "--all";

    /// <summary>Why, as messages tell it: the reason, else the name that it was given for.</summary>
    public string Words => Reason ?? Name ?? "no reason given";

    /// <summary>A claim past its end no longer counts.</summary>
    public bool IsInForce(DateTimeOffset now) => Until is not { } until || until > now;
}
