namespace Vips.Maintenance;

/// <summary>Whether a hold that is written now will be enforced: that is the watchdog's part.</summary>
public static class HoldEnforcement
{
    /// <summary>cron runs the watchdog every minute; five missed runs are no accident (DESIGN section 4).</summary>
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    /// <returns>A warning; null where the watchdog runs.</returns>
    public static string? Warning(Inputs inputs) =>
        inputs.State.LastRun is not { } last ? "hold not enforced: no vip-watchdog has run here; is its cron line there?"
        : inputs.Now.Since(last) is var ago && ago > Within ? $"hold not enforced: the last run of vip-watchdog was {ago.TotalMinutes:0} min ago; is its cron line there?"
        : null;
}
