using Vips.State;

namespace Vips.Verdicts;

/// <summary>How this run's reading counts as an observation.</summary>
/// <param name="Now">When the tables were read.</param>
/// <param name="Interval">What must lie between two observations (`observe-interval`).</param>
/// <param name="Advances">
/// False where the state cannot be written (a count that would be lost is not made), and for the services of a table
/// that nobody keeps any more: then only what one reading decides is decided.
/// </param>
/// <param name="InGrace">
/// keepalived is so young that it lists servers as live before their first check: nothing counts towards `rise`, and
/// no service counts as seen alive (facts/ipvs.md: all 16 dead servers listed live for 7 s).
/// </param>
public sealed record Counting(Moment Now, TimeSpan Interval, bool Advances, bool InGrace)
{
    public Streak Observe(Streak? previous) =>
        Advances || previous is null ? Streak.Continue(previous, Now, Interval) : previous;
}
