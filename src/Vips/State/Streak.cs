namespace Vips.State;

/// <summary>
/// A run of equal observations. The first reading of a new kind counts at once; a further one counts only when
/// `observe-interval` has passed since the last that counted, so that two operators and cron in one second are one
/// observation (DESIGN section 2).
/// </summary>
/// <param name="Count">Observations counted, 1 or more.</param>
/// <param name="LastCounted">When the last of them was read.</param>
public sealed record Streak(int Count, Moment LastCounted)
{
    /// <summary>The streak after one more reading of the same kind.</summary>
    public static Streak Continue(Streak? previous, Moment now, TimeSpan interval)
    {
        if (previous is null)
        {
            return new(1, now);
        }

        return now.Since(previous.LastCounted) >= interval
            ? new(previous.Count + 1, now)
            : previous with { LastCounted = previous.LastCounted.NoLaterThan(now) };
    }
}
