using Tools.Execution;
using Vips.Doctor;
using Vips.Notices;
using static Vips.Tests.World;

namespace Vips.Tests.Doctor;

/// <summary>syslog, state, lock, clock, and who starts the watchdog.</summary>
public class MachineRows
{
    [Fact]
    public void Syslog() => DoctorRow.Verify("syslog",
    [
        new("it listens", Seen.Well, Health.Ok, "a daemon listens on /dev/log"),
        new("nobody listens", Seen.Well.WithMachine(machine => machine with { SyslogFailure = Failed("/dev/log", "cannot connect: Connection refused") }), Health.Warning, "Connection refused"),
        new("we may not", Seen.Well.WithMachine(machine => machine with { SyslogFailure = Seen.Denied("/dev/log") }), Health.Unknown, "permission denied"),
    ]);

    [Fact]
    public void State() => DoctorRow.Verify("state",
    [
        new("all is well", Seen.Well, Health.Ok, "/var/lib/viptools: 0 holds"),
        new("not there yet", Seen.Well.WithState(state => state with { IsThere = false }), Health.Warning, "is not there yet"),
        new("writable by everybody", Seen.Well.WithState(state => state with { Unfit = Failed("/var/lib/viptools", "writable by everybody; chmod o-w") }), Health.Critical, "writable by everybody"),
        new("we may not look", Seen.Well.WithState(state => state with { Unfit = Seen.Denied("/var/lib/viptools") }), Health.Unknown, "permission denied"),
        new("we may not write", Seen.Well.WithState(state => state with { Unwritable = Seen.Denied("/var/lib/viptools") }), Health.Unknown, "permission denied"),
        new("nobody can write", Seen.Well.WithState(state => state with { Unwritable = Failed("/var/lib/viptools", "cannot be written: Read-only file system") }), Health.Critical, "Read-only file system"),
        new("the disk is full", Seen.Well.WithState(state => state with { FreeBytes = 0 }), Health.Critical, "0 KiB left"),
        new("the disk is nearly full", Seen.Well.WithState(state => state with { FreeBytes = (16 * 1024 * 1024) - 1 }), Health.Warning, "16383 KiB left"),
        new("just enough", Seen.Well.WithState(state => state with { FreeBytes = 16 * 1024 * 1024 }), Health.Ok, "0 holds"),
        new("room unknown", Seen.Well.WithState(state => state with { FreeBytes = null }), Health.Ok, "0 holds"),
        new("holds cannot be read", Seen.Of(Seen.World.HoldsFail()), Health.Critical, "Input/output error"),
        new("a note in holds", Seen.Of(Seen.World with { Strangers = ["notes.txt"] }), Health.Critical, "'notes.txt' is named for no prefix"),
        new("a damaged hold", Seen.Of(Seen.World with { Holds = [new(Vip, [new(null, "nobody", default, null, null)], "not JSON")] }), Health.Warning, "the hold of 192.0.2.1/32 cannot be read (not JSON)"),
        new("a hold", Seen.Of(Seen.World.Held()), Health.Ok, "1 holds"),
        new("damage", Damaged, Health.Warning, "watchdog.json: damaged"),
        new("watchdog.json cannot be read", Seen.Well with { WatchdogFileFailure = Seen.Denied("watchdog.json") }, Health.Unknown, "watchdog.json"),
    ]);

    [Fact]
    public void Lock()
    {
        Observed Held(TimeSpan? time, World? world = null) => Seen.Of(world ?? Seen.World).WithLock(held => held with { Holder = "vip-mgmt (pid 4711)", HeldFor = time });
        DoctorRow.Verify("lock",
        [
            new("free", Seen.Well, Health.Ok, "/run/viptools/lock is free"),
            new("at work", Held(TimeSpan.FromSeconds(3)), Health.Ok, "is held by vip-mgmt (pid 4711) for 3 s"),
            new("hangs", Held(TimeSpan.FromSeconds(181)), Health.Critical, "is held by vip-mgmt (pid 4711) for 181 s"),
            new("without words, runs go on", Held(null), Health.Ok, "is held by vip-mgmt (pid 4711)"),
            new("without words, and no run ever ended", Held(null, Seen.World with { State = new() }), Health.Ok, "is held by vip-mgmt (pid 4711)"),
            new("without words, no run ends", Held(null, Ran(TimeSpan.FromMinutes(4))), Health.Critical, "no run of vip-watchdog has ended for 4 min"),
            new("unfit", Seen.Well.WithLock(held => held with { Unfit = Failed("/run/viptools/lock", "is no regular file") }), Health.Critical, "is no regular file"),
            new("we may not look", Seen.Well.WithLock(held => held with { Unfit = Seen.Denied("/run/viptools") }), Health.Unknown, "permission denied"),
        ]);
    }

    [Fact]
    public void Clock() => DoctorRow.Verify("clock",
    [
        new("synchronised", Seen.Well, Health.Ok, "synchronised"),
        new("not", Seen.Well.WithMachine(machine => machine with { ClockIsSynchronised = Reading<bool>.Known(false) }), Health.Warning, "not synchronised"),
        new("unknown", Seen.Well.WithMachine(machine => machine with { ClockIsSynchronised = Reading<bool>.Unknown(Failed("adjtimex")) }), Health.Unknown, "adjtimex"),
        new("set back", Seen.Of(Ran(TimeSpan.FromHours(-1))), Health.Warning, "dated 2026-03-01T13:00:00Z, later than now (2026-03-01T12:00:00Z)"),
    ]);

    [Fact]
    public void Watchdog() => DoctorRow.Verify("watchdog",
    [
        new("it works", Seen.Well, Health.Ok, "its last run succeeded 30 s ago"),
        new("three minutes", Seen.Of(Ran(TimeSpan.FromMinutes(3))), Health.Ok, "180 s ago"),
        new("more", Seen.Of(Ran(TimeSpan.FromSeconds(181))), Health.Critical, "the last run of vip-watchdog that succeeded was 3 min ago"),
        new("never", Seen.Of(Seen.World with { State = new() }), Health.Critical, "no run of vip-watchdog is recorded here"),
        new("never well", Seen.Of(Seen.World with { State = new() { LastRun = Seen.World.Now } }), Health.Critical, "no run of vip-watchdog has succeeded here"),
        new("frozen", Seen.Of(Seen.World.Frozen()), Health.Warning, "frozen by alice (new switches)"),
        new("frozen before", Seen.Of(Seen.World.Frozen(TimeSpan.FromMinutes(-1))), Health.Ok, "30 s ago"),
        new("in the shadow", Seen.Of(Shadow), Health.Warning, "shadow: true"),
        new("file unread", Seen.Well with { WatchdogFileFailure = Seen.Denied("watchdog.json") }, Health.Unknown, "watchdog.json"),
    ]);

    [Fact]
    public void Schedule()
    {
        static Observed Runs(IReadOnlyList<CronEntry> entries, IReadOnlyList<WatchdogUnit>? units = null, bool? cron = true, params IReadOnlyList<Failure> unread) =>
            Seen.Well.WithSchedule(_ => new(entries, cron, units ?? [], unread));
        WatchdogUnit Timer(bool? isActive = true, bool isEnabled = true) => new("vip-watchdog.timer", IsResident: false, isEnabled, isActive);
        WatchdogUnit resident = new("vip-watchdog-follow.service", IsResident: true, IsEnabled: true, IsActive: true);
        DoctorRow.Verify("schedule",
        [
            new("cron", Seen.Well, Health.Ok, "cron (/etc/cron.d/vip-watchdog:1)"),
            new("a timer", Runs([], [Timer()]), Health.Ok, "vip-watchdog.timer"),
            new("cron beside a resident one", Runs([Seen.Cron()], [resident]), Health.Ok, "cron (/etc/cron.d/vip-watchdog:1), beside vip-watchdog-follow.service"),
            new("a timer that is not enabled", Runs([Seen.Cron()], [Timer(isEnabled: false, isActive: false)]), Health.Ok, "cron"),
            new("both", Runs([Seen.Cron()], [Timer()]), Health.Warning, "started by cron (/etc/cron.d/vip-watchdog:1) and vip-watchdog.timer"),
            new("twice by cron", Runs([Seen.Cron(), Seen.Cron("/etc/crontab:9")]), Health.Warning, "and cron (/etc/crontab:9)"),
            new("neither", Runs([]), Health.Critical, "neither cron nor a timer"),
            new("a resident one alone", Runs([], [resident]), Health.Warning, "neither cron nor a timer starts vip-watchdog, beside vip-watchdog-follow.service: nothing does its work when that one hangs"),
            new("a resident one that is dead", Runs([Seen.Cron()], [resident with { IsActive = false }]), Health.Critical, "vip-watchdog-follow.service is enabled, and not active"),
            new("a dead resident one alone", Runs([], [resident with { IsActive = false }]), Health.Critical, "neither cron nor a timer"),
            new("a timer that nobody enabled", Runs([], [Timer(isEnabled: false)]), Health.Critical, "neither cron nor a timer"),
            new("a resident one that nobody enabled", Runs([], [resident with { IsEnabled = false }]), Health.Critical, "neither cron nor a timer"),
            new("a resident one alone, and systemctl does not answer", Runs([], [resident with { IsActive = null }]), Health.Critical, "neither cron nor a timer"),
            new("at boot alone", Runs([Seen.Cron(isOnce: true)]), Health.Critical, "neither cron nor a timer"),
            new("at boot besides", Runs([Seen.Cron(), Seen.Cron("/etc/cron.d/viptools-boot:2", isOnce: true)]), Health.Ok, "cron (/etc/cron.d/vip-watchdog:1)"),
            new("every five minutes", Runs([Seen.Cron(everyMinute: false)]), Health.Warning, "/etc/cron.d/vip-watchdog:1 does not run it every minute"),
            new("no cron daemon", Runs([Seen.Cron()], cron: false), Health.Critical, "no cron daemon runs"),
            new("a timer needs none", Runs([], [Timer()], cron: false), Health.Ok, "vip-watchdog.timer"),
            new("enabled, not active", Runs([], [Timer(isActive: false)]), Health.Critical, "vip-watchdog.timer is enabled, and not active"),
            new("the program is gone", Runs([Seen.Cron(), Seen.Cron("/etc/crontab:9", WatchdogProgram.Missing)]), Health.Warning, "/etc/crontab:9 starts /usr/local/bin/vip-watchdog, which is not there"),
            new("the ancestor's is none of ours", Runs([Seen.Cron(whose: WatchdogProgram.Ancestors)]), Health.Critical, "neither cron nor a timer"),
            new("none found, not all seen", Runs([], null, true, Seen.Denied("/var/spool/cron/crontabs")), Health.Unknown, "no entry was found, but not all could be looked into"),
            new("one found, not all seen", Runs([Seen.Cron()], null, true, Seen.Denied("/var/spool/cron/crontabs")), Health.Unknown, "cron (/etc/cron.d/vip-watchdog:1) was found, but not all"),
            new("whether cron runs is hidden", Runs([Seen.Cron()], cron: null), Health.Unknown, "whether it runs could not be told"),
            new("systemctl does not answer", Runs([], [Timer(isActive: null)]), Health.Unknown, "whether it runs could not be told"),
        ]);
    }

    [Fact]
    public void Ancestor()
    {
        static Observed Still(World world) => Seen.Of(world).WithSchedule(schedule => schedule with { Entries = [Seen.Cron(), Seen.Cron("/etc/cron.d/vip_watchdog:1", WatchdogProgram.Ancestors)] });
        DoctorRow.Verify("ancestor",
        [
            new("gone", Seen.Well, Health.Ok, "no entry of cron starts"),
            new("still there", Still(Seen.World), Health.Critical, "/etc/cron.d/vip_watchdog:1 still runs /usr/local/bin/vip_watchdog"),
            new("still there, ours in the shadow", Still(Shadow), Health.Ok, "beside ours in the shadow"),
            new("not all seen", Seen.Well.WithSchedule(schedule => schedule with { Unread = [Seen.Denied("/var/spool/cron/crontabs")] }), Health.Unknown, "not all could be looked into"),
        ]);
    }

    private static readonly World Shadow = Seen.World with { Policy = Seen.World.Policy with { Shadow = true } };

    private static Observed Damaged => Seen.Well with { Inputs = Seen.Well.Inputs with { Damages = [new("state damaged", Severity.Error, "watchdog.json: damaged (not JSON)")] } };

    private static World Ran(TimeSpan ago) => Seen.World with { State = Seen.World.State with { LastRun = Seen.World.Before(ago), LastSuccess = Seen.World.Before(ago) } };
}
