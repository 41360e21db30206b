using Net.Prefixes;

namespace Vips.State;

/// <summary>One line of the journal: a change, a hold set or lifted, or a difference found.</summary>
/// <param name="When">Wall clock, UTC.</param>
/// <param name="Who">Person, or `vip-watchdog`.</param>
/// <param name="Prefix">The VIP; null for what concerns all.</param>
/// <param name="What">withdraw, announce, drain, reissue, hold, lift, found, freeze, thaw.</param>
/// <param name="Why">The reason with its sums, e.g. `0 realservers available behind 192.0.2.1`.</param>
/// <param name="Before">The statement before; null for none.</param>
/// <param name="After">The statement after; null for none.</param>
/// <param name="Outcome">done, or what went wrong.</param>
/// <param name="Live">The live real servers that decided; null where none were counted.</param>
public sealed record JournalEntry(
    DateTimeOffset When, string Who, Prefix? Prefix, string What, string Why, string? Before, string? After, string Outcome, int? Live = null)
{
    /// <summary>The outcome of what went well.</summary>
    public const string Done = "done";

    /// <summary>A difference that no run of ours made.</summary>
    public const string Found = "found";

    public const string Held = "hold";
    public const string Lifted = "lift";
    public const string Frozen = "freeze";
    public const string Thawed = "thaw";
}
