using Tools.Execution;

namespace Vips.Doctor;

/// <summary>What of this machine our programs lean on.</summary>
/// <param name="SyslogSocket">Its path.</param>
/// <param name="SyslogFailure">Why nobody listens there; null when a daemon does.</param>
/// <param name="State">The state directory.</param>
/// <param name="Lock">The lock.</param>
/// <param name="ClockIsSynchronised">As the kernel was told by an NTP daemon.</param>
public sealed record MachineSeen(string SyslogSocket, Failure? SyslogFailure, StateSeen State, LockSeen Lock, Reading<bool> ClockIsSynchronised);

/// <param name="Path">The folder.</param>
/// <param name="IsThere">False before the first run.</param>
/// <param name="Unfit">Why what is in it must not be believed, or may not be seen.</param>
/// <param name="Unwritable">Why this user cannot write there; null when he can.</param>
/// <param name="FreeBytes">Of its file system; null when that is not known.</param>
public sealed record StateSeen(string Path, bool IsThere, Failure? Unfit, Failure? Unwritable, long? FreeBytes);

/// <param name="Path">The file.</param>
/// <param name="Unfit">Why it could not be taken; null when it could, or is not there yet.</param>
/// <param name="Holder">Who has it, as far as known; null when nobody has.</param>
/// <param name="HeldFor">By the holder's own words; null when it left none.</param>
public sealed record LockSeen(string Path, Failure? Unfit, string? Holder, TimeSpan? HeldFor);

/// <summary>Who starts the watchdog, and who starts the ancestor.</summary>
/// <param name="Entries">Lines of crontabs.</param>
/// <param name="CronRuns">Whether a cron daemon lives; null when that cannot be told.</param>
/// <param name="Units">systemd's units that start vip-watchdog.</param>
/// <param name="Unread">What could not be looked into.</param>
public sealed record ScheduleSeen(
    IReadOnlyList<CronEntry> Entries, bool? CronRuns, IReadOnlyList<WatchdogUnit> Units, IReadOnlyList<Failure> Unread);

/// <summary>Whose program an entry starts. The ancestor's watchdog and a link to ours bear the same name.</summary>
public enum WatchdogProgram
{
    Ours,
    Ancestors,

    /// <summary>There is no such file.</summary>
    Missing,
}

/// <summary>One line of a crontab that starts a watchdog.</summary>
/// <param name="Place">`/etc/cron.d/vip-watchdog:3`.</param>
/// <param name="Program">As written.</param>
/// <param name="Whose">What stands at that path.</param>
/// <param name="EveryMinute">False for any other schedule.</param>
/// <param name="IsOnce">`@reboot`, `--boot`, `--dry-run`: does not do the minute's work.</param>
public sealed record CronEntry(string Place, string Program, WatchdogProgram Whose, bool EveryMinute, bool IsOnce);

/// <summary>A systemd unit that starts vip-watchdog.</summary>
/// <param name="Name">`viptools-watchdog.timer`, or the service of a resident one.</param>
/// <param name="IsResident">`--follow`: stays, and needs cron or a timer beside it.</param>
/// <param name="IsEnabled">Wanted by another unit.</param>
/// <param name="IsActive">As systemctl says; null when it could not be asked.</param>
public sealed record WatchdogUnit(string Name, bool IsResident, bool IsEnabled, bool? IsActive);
