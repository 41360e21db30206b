namespace Vips;

/// <summary>
/// A point in time that survives a stepped clock: the boot it belongs to and the time since that boot
/// (CLOCK_BOOTTIME), with the wall clock beside it for people and for intervals across boots (DESIGN section 3).
/// </summary>
/// <param name="BootId">/proc/sys/kernel/random/boot_id.</param>
/// <param name="SinceBoot">Time since that boot, suspends included.</param>
/// <param name="Wall">Wall clock, UTC.</param>
public readonly record struct Moment(string BootId, TimeSpan SinceBoot, DateTimeOffset Wall)
{
    public bool Equals(Moment other) => SinceBoot == other.SinceBoot && Wall == other.Wall && BootId == other.BootId;

    public override int GetHashCode() => HashCode.Combine(BootId, SinceBoot.Ticks, Wall.UtcTicks);

    /// <summary>
    /// Time passed since an earlier moment, never negative: a stored time that lies later than now counts as now.
    /// </summary>
    public TimeSpan Since(Moment earlier)
    {
        var passed = BootId == earlier.BootId ? SinceBoot - earlier.SinceBoot : Wall - earlier.Wall;
        return passed < TimeSpan.Zero ? TimeSpan.Zero : passed;
    }

    /// <summary>So much later, in the same boot.</summary>
    public Moment Plus(TimeSpan span) => new(BootId, SinceBoot + span, Wall + span);

    /// <summary>
    /// This stored moment, or now where it lies later: what is kept so is not in the future at the next run too, after
    /// a reboot with the clock set back, and intervals from it end.
    /// </summary>
    public Moment NoLaterThan(Moment now) => now.Since(this) > TimeSpan.Zero ? this : now;
}
