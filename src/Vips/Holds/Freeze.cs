namespace Vips.Holds;

/// <summary>A standing order that the watchdog changes nothing but holds (`vip-mgmt freeze`).</summary>
/// <param name="Who">Login name, with SUDO_USER beside it.</param>
/// <param name="When">Wall clock, UTC.</param>
/// <param name="Reason">In the person's words; null without.</param>
/// <param name="Until">Wall clock; null without end.</param>
/// <param name="Damage">What is wrong with the file, which then is a freeze without end; null when it was read.</param>
public sealed record Freeze(string Who, DateTimeOffset When, string? Reason, DateTimeOffset? Until, string? Damage = null)
{
    public bool IsInForce(DateTimeOffset now) => Until is not { } until || until > now;

    /// <summary>`frozen by alice (new switches) until 2026-01-02T04:00:00Z`.</summary>
    public override string ToString() =>
        $"frozen by {Who}{(Reason is null ? "" : $" ({Reason})")}{(Until is { } until ? $" until {TimeText.Of(until)}" : "")}";
}
