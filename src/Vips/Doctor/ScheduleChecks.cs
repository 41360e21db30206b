using Vips.Monitoring;

namespace Vips.Doctor;

/// <summary>Whether the watchdog runs, by whom it is started, and whether the ancestor's still is.</summary>
internal static class ScheduleChecks
{
    internal static Finding LastRun(Observed seen)
    {
        const string check = "watchdog";
        if (seen.WatchdogFileFailure is { } failure)
        {
            return Finding.Unknown(check, $"{failure}", "see state");
        }

        var (state, now) = (seen.Inputs.State, seen.Inputs.Now);
        if (state.LastSuccess is not { } success)
        {
            return Finding.Critical(check, state.LastRun is null ? "no run of vip-watchdog is recorded here" : "no run of vip-watchdog has succeeded here", "see schedule; by hand: vip-watchdog --dry-run --verbose");
        }

        var age = now.Since(success);
        return age > DirectorCheck.SuccessWithin
            ? Finding.Critical(check, $"the last run of vip-watchdog that succeeded was {TimeText.Age(age)} ago", "by hand: vip-watchdog --dry-run --verbose says what keeps it; see schedule")
            : seen.Inputs.Freeze is { } freeze && freeze.IsInForce(now.Wall)
                ? Finding.Warning(check, $"{freeze}: nothing is changed but holds", "vip-mgmt thaw, when the work is done")
            : seen.Inputs.Policy.Shadow
                ? Finding.Warning(check, "shadow: true: it says what it would do, and changes nothing", "take `shadow` out of the configuration when the ancestor's entry is gone")
            : Finding.Ok(check, $"its last run succeeded {(long)age.TotalSeconds} s ago");
    }

    /// <summary>Exactly one of cron and timer, every minute, and running; a resident one beside it is welcome.</summary>
    internal static Finding Schedule(Observed seen)
    {
        const string check = "schedule";
        const string one = "keep exactly one: the line of /etc/cron.d/viptools, every minute, or viptools-watchdog.timer";
        var schedule = seen.Schedule;
        var entries = schedule.Entries.Where(entry => entry is { IsOnce: false, Whose: WatchdogProgram.Ours }).ToList();
        var timers = schedule.Units.Where(unit => unit is { IsResident: false, IsEnabled: true }).ToList();
        string[] starters = [.. entries.Select(entry => $"cron ({entry.Place})"), .. timers.Select(timer => timer.Name)];
        var found = string.Join(" and ", starters);
        var faults = new Faults(check);
        if (starters.Length > 1)
        {
            faults.Add(Health.Warning, $"it is started by {found}: twice a minute");
        }

        foreach (var entry in entries.Where(entry => !entry.EveryMinute))
        {
            faults.Add(Health.Warning, $"{entry.Place} does not run it every minute");
        }

        foreach (var unit in schedule.Units.Where(unit => unit is { IsEnabled: true, IsActive: false }))
        {
            faults.Add(Health.Critical, $"{unit.Name} is enabled, and not active");
        }

        if (entries.Count > 0 && schedule.CronRuns == false)
        {
            faults.Add(Health.Critical, $"{entries[0].Place}: no cron daemon runs");
        }

        if (schedule.Entries.FirstOrDefault(entry => entry is { Whose: WatchdogProgram.Missing, IsOnce: false }) is { } missing)
        {
            faults.Add(Health.Warning, $"{missing.Place} starts {missing.Program}, which is not there");
        }

        if (starters.Length == 0 && schedule.Unread.Count == 0)
        {
            faults.Add(
                IsResident(schedule) ? Health.Warning : Health.Critical,
                $"neither cron nor a timer starts vip-watchdog{(IsResident(schedule) ? $"{Resident(schedule)}: nothing does its work when that one hangs" : "")}");
        }
        else if (schedule.Unread.Count > 0)
        {
            faults.Add(Health.Unknown, $"{(starters.Length == 0 ? "no entry was found" : $"{found} was found")}, but not all could be looked into: {schedule.Unread[0]}");
        }
        else if (timers.Any(timer => timer.IsActive is null) || (entries.Count > 0 && schedule.CronRuns is null))
        {
            faults.Add(Health.Unknown, $"{found} was found; whether it runs could not be told");
        }

        return faults.Told($"{found}{Resident(schedule)}", worst => worst == Health.Unknown ? BgpdChecks.AsRoot : one);
    }

    internal static Finding Ancestor(Observed seen)
    {
        const string check = "ancestor";
        var ancestors = seen.Schedule.Entries.Where(entry => entry.Whose == WatchdogProgram.Ancestors).ToList();
        return ancestors.Count > 0
            ? seen.Inputs.Policy.Shadow
                ? Finding.Ok(check, $"{ancestors[0].Place} still runs {ancestors[0].Program}, beside ours in the shadow")
                : Finding.Critical(check, $"{ancestors[0].Place} still runs {ancestors[0].Program}: it announces within a minute what a hold withdraws", $"remove that entry ({ancestors[0].Place})")
            : seen.Schedule.Unread.Count > 0
                ? Finding.Unknown(check, $"no entry was found, but not all could be looked into: {seen.Schedule.Unread[0]}", BgpdChecks.AsRoot)
            : Finding.Ok(check, "no entry of cron starts the ancestor's vip_watchdog");
    }

    private static bool IsResident(ScheduleSeen schedule) => schedule.Units.Any(unit => unit.IsResident && unit.IsEnabled && unit.IsActive == true);

    private static string Resident(ScheduleSeen schedule) =>
        schedule.Units.FirstOrDefault(unit => unit is { IsResident: true, IsEnabled: true }) is { } resident ? $", beside {resident.Name}" : "";
}
