namespace Vips;

/// <summary>A run of the watchdog without the lock.</summary>
/// <param name="Words">Who has kept it for how long, or why it cannot be taken.</param>
/// <param name="Status">75, 74 or 77.</param>
public sealed record LockMissing(string Words, ExitStatus Status);
