using Tools.Execution;

namespace Vips.Doctor;

/// <summary>syslog, the state directory, the lock and the clock.</summary>
internal static class MachineChecks
{
    /// <summary>Below it a hold, a kept statement or the observations may not be written.</summary>
    private const long LeastFree = 16 * 1024 * 1024;

    /// <summary>A run ends within 50 s, and a person waits outside the lock: longer is a holder that hangs (DESIGN section 3).</summary>
    private static readonly TimeSpan LongestHeld = TimeSpan.FromMinutes(3);

    internal static Finding Syslog(Observed seen) => seen.Machine.SyslogFailure is { } failure
        ? failure.Kind == FailureKind.NotPermitted ? Finding.Unknown("syslog", $"{failure}", BgpdChecks.AsRoot)
        : Finding.Warning("syslog", $"{failure}", "start the syslog daemon, or set syslog.socket; until then its lines go to standard error")
        : Finding.Ok("syslog", $"a daemon listens on {seen.Machine.SyslogSocket}");

    internal static Finding State(Observed seen)
    {
        const string check = "state";
        var state = seen.Machine.State;
        if ((state.Unfit ?? seen.WatchdogFileFailure ?? seen.Inputs.Holds.Failure) is { } failure)
        {
            return failure.Kind == FailureKind.NotPermitted
                ? Finding.Unknown(check, $"{failure}", BgpdChecks.AsRoot)
                : Finding.Critical(check, $"{failure}", "set it right as it says; until then no hold can be written, and nothing that needs a count is done");
        }

        if (!state.IsThere)
        {
            return Finding.Warning(check, $"{state.Path} is not there yet", "the first run of vip-watchdog makes it; its parent must exist");
        }

        var faults = new Faults(check);
        foreach (var stranger in seen.Inputs.Holds.Value.Strangers)
        {
            faults.Add(Health.Critical, $"{Lines.Stranger(stranger)}; nothing is announced while it is there");
        }

        foreach (var hold in seen.Inputs.Holds.Value.ByPrefix.Values.Where(hold => hold.Damage is not null).OrderBy(hold => hold.Prefix))
        {
            faults.Add(Health.Warning, $"the hold of {hold.Prefix} cannot be read ({hold.Damage}): it is one without end, until vip-mgmt -a {hold.Prefix}");
        }

        foreach (var damage in seen.Inputs.Damages)
        {
            faults.Add(Health.Warning, damage.Text);
        }

        if (state.Unwritable is { } unwritable)
        {
            faults.Add(unwritable.Kind == FailureKind.NotPermitted ? Health.Unknown : Health.Critical, $"{unwritable}");
        }

        if (state.FreeBytes is { } free && free < LeastFree)
        {
            faults.Add(free == 0 ? Health.Critical : Health.Warning, $"{state.Path}: {free / 1024} KiB left on its file system");
        }

        return faults.Told(
            $"{state.Path}: {seen.Inputs.Holds.Value.ByPrefix.Count} holds",
            worst => worst == Health.Unknown ? BgpdChecks.AsRoot : "make room, or move away or mend the file that is named");
    }

    internal static Finding Lock(Observed seen)
    {
        const string check = "lock";
        var held = seen.Machine.Lock;
        if (held.Unfit is { } failure)
        {
            return failure.Kind == FailureKind.NotPermitted
                ? Finding.Unknown(check, $"{failure}", BgpdChecks.AsRoot)
                : Finding.Critical(check, $"{failure}", "set it right as it says, or set another `lock`");
        }

        if (held.Holder is null)
        {
            return Finding.Ok(check, $"{held.Path} is free");
        }

        // One that leaves no words (an operator's flock(1)) shows only in that no run of the watchdog ends meanwhile.
        var since = held.HeldFor ?? (seen.Inputs.State.LastRun is { } last ? seen.Inputs.Now.Since(last) : null);
        var words = $"{held.Path} is held by {held.Holder}{(held.HeldFor is { } time ? $" for {(long)time.TotalSeconds} s" : "")}";
        return since > LongestHeld
            ? Finding.Critical(check, $"{words}{(held.HeldFor is null ? $", and no run of vip-watchdog has ended for {TimeText.Age(since.Value)}" : "")}", "the named process works, or hangs: end it")
            : Finding.Ok(check, words);
    }

    /// <summary>Intervals are measured by the boot clock; `until` of a hold and the journal's times are wall time.</summary>
    internal static Finding Clock(Observed seen)
    {
        const string check = "clock";
        if (seen.Inputs.State.LastRun is { } last && last.Wall > seen.Inputs.Now.Wall)
        {
            return Finding.Warning(check, $"the last run of vip-watchdog is dated {TimeText.Of(last.Wall)}, later than now ({TimeText.Of(seen.Inputs.Now.Wall)})", "the clock was set back: set it right; holds with an end last longer than meant");
        }

        var synchronised = seen.Machine.ClockIsSynchronised;
        return !synchronised.IsKnown ? Finding.Unknown(check, $"{synchronised.Failure}", "timedatectl, or chronyc tracking")
            : synchronised.Value ? Finding.Ok(check, "synchronised")
            : Finding.Warning(check, "not synchronised with any time server", "run chrony, ntpsec or systemd-timesyncd: the end of a hold, and the times of journal and syslog, are wall time");
    }
}
