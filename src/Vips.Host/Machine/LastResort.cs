using Vips.Host.Posix;

namespace Vips.Host.Machine;

/// <summary>
/// The kernel ends a process that hangs in spite of every deadline (SIGALRM): a runtime that starves of threads, a
/// standard output that nobody reads. Whatever lock it had is free then.
/// </summary>
public static class LastResort
{
    /// <param name="limit">From now; whole seconds, rounded up.</param>
    public static void EndAfter(TimeSpan limit) => _ = LibC.Alarm((uint)Math.Ceiling(limit.TotalSeconds));

    /// <summary>What was limited has ended: a process that stays sets a limit for each of its runs alone.</summary>
    /// <returns>What was left of the limit; zero without one.</returns>
    public static TimeSpan CallOff() => TimeSpan.FromSeconds(LibC.Alarm(0));
}
