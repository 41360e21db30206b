using Tools.Execution;
using Vips.Doctor;
using Vips.Host.Diagnosis;
using Vips.Host.Tests.Machine;

namespace Vips.Host.Tests.Diagnosis;

/// <summary>Who starts a watchdog: crontabs, systemd's units, and whose program it is.</summary>
public sealed class SchedulesTests : IDisposable
{
    private readonly FakeProc _machine = new();

    public SchedulesTests() => _machine.Process(1, "init").Process(9, "cron").File("usr/local/bin/vip-watchdog", "\x7f" + "ELF");

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("* * * * *   root    /usr/local/bin/vip-watchdog", "/usr/local/bin/vip-watchdog", true, false)]
    [InlineData("*/1 * * * * root /usr/local/bin/vip-watchdog > /dev/null 2>&1", "/usr/local/bin/vip-watchdog", true, false)]
    [InlineData("*/5 * * * * root /usr/local/bin/vip-watchdog", "/usr/local/bin/vip-watchdog", false, false)]
    [InlineData("* * * * * cd /; flock -n /run/x vip-watchdog --config /etc/x.yaml", "vip-watchdog", true, false)]
    [InlineData("* * * * * user /path/vip_watchdog > /dev/null 2>&1", "/path/vip_watchdog", true, false)]
    [InlineData("@reboot root /usr/local/bin/vip-watchdog --boot", "/usr/local/bin/vip-watchdog", false, true)]
    [InlineData("* * * * * root /usr/local/bin/vip-watchdog --dry-run", "/usr/local/bin/vip-watchdog", true, true)]
    public void A_line_that_starts_one(string line, string program, bool everyMinute, bool isOnce) =>
        Assert.Equal([new CronLine(3, program, everyMinute, isOnce)], CrontabParser.Parse($"# a comment\nPATH=/usr/bin\n{line}\n"));

    [Theory]
    [InlineData("# * * * * * root /usr/local/bin/vip-watchdog")]
    [InlineData("MAILTO=vip-watchdog")]
    [InlineData("* * * * * root /usr/local/bin/vip-watchdog-report")]
    [InlineData("0 3 * * * root logrotate /etc/logrotate.d/vip-watchdog.conf")]
    [InlineData("")]
    public void A_line_that_starts_none(string line) => Assert.Empty(CrontabParser.Parse(line));

    [Fact]
    public void Crontabs_are_read_where_cron_reads_them()
    {
        _machine.File("etc/crontab", "* * * * * root vip-watchdog\n")
            .File("etc/cron.d/vip-watchdog", "* * * * * root /usr/local/bin/vip-watchdog\n")
            .File("etc/cron.d/vip-watchdog.disabled", "* * * * * root /usr/local/bin/vip-watchdog\n")
            .File("var/spool/cron/crontabs/root", "* * * * * /usr/local/bin/vip-watchdog\n");

        var seen = Read();

        Assert.Equal(["/etc/crontab:1", "/etc/cron.d/vip-watchdog:1", "/var/spool/cron/crontabs/root:1"], seen.Entries.Select(entry => entry.Place));
        Assert.All(seen.Entries, entry => Assert.Equal(WatchdogProgram.Ours, entry.Whose));
        Assert.Equal(true, seen.CronRuns);
        Assert.Empty(seen.Unread);
    }

    [Theory]
    [InlineData("#!/bin/bash\n. /usr/local/bin/scripts/bgp.inc.sh\n", WatchdogProgram.Ancestors)]
    [InlineData("\x7f" + "ELF", WatchdogProgram.Ours)]
    [InlineData(null, WatchdogProgram.Missing)]
    public void The_ancestors_name_may_be_its_script_our_program_or_nothing(string? text, WatchdogProgram whose)
    {
        _machine.File("etc/cron.d/vip_watchdog", "* * * * * root /path/vip_watchdog\n");
        if (text is not null)
        {
            _machine.File("path/vip_watchdog", text);
        }

        Assert.Equal(whose, Read().Entries.Single().Whose);
    }

    [Fact]
    public void A_link_to_ours_under_the_ancestors_name_is_ours()
    {
        _machine.File("etc/cron.d/vip_watchdog", "* * * * * root vip_watchdog\n");
        File.CreateSymbolicLink(_machine.Of("usr/local/bin/vip_watchdog"), "vip-watchdog");

        Assert.Equal(WatchdogProgram.Ours, Read().Entries.Single().Whose);
    }

    [Theory]
    [InlineData("exit 0", true)]
    [InlineData("exit 3", false)]
    [InlineData("exit 1", null)]
    public void A_timer_that_is_enabled_is_asked_whether_it_is_active(string answer, bool? isActive)
    {
        AddUnits("ExecStart=/usr/local/bin/vip-watchdog", "[Timer]\nOnCalendar=minutely\n", isEnabled: true);
        _machine.File("usr/bin/systemctl", $"#!/bin/sh\n{answer}\n").File("run/systemd/system/.keep", "");
        File.SetUnixFileMode(_machine.Of("usr/bin/systemctl"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal([new("vip-watchdog.timer", IsResident: false, IsEnabled: true, isActive)], Read().Units);
    }

    [Theory]
    [InlineData("ExecStart=/usr/local/bin/vip-watchdog", "[Timer]\n", "vip-watchdog.timer False False")]
    [InlineData("ExecStart=/usr/local/bin/vip-watchdog --follow /run/fifo", "[Timer]\n", "vip-watchdog.service True False")]
    [InlineData("ExecStart=/usr/local/bin/vip-watchdog", "[Timer]\nUnit=other.service\n", "")]
    [InlineData("ExecStart=/usr/bin/other", "[Timer]\n", "")]
    public void Units_are_told_by_what_they_start(string exec, string timer, string unit)
    {
        AddUnits(exec, timer, isEnabled: false);

        Assert.Equal(unit, string.Join(", ", Read().Units.Select(one => $"{one.Name} {one.IsResident} {one.IsEnabled}")));
    }

    [Fact]
    public void A_masked_unit_is_none()
    {
        AddUnits("ExecStart=/usr/local/bin/vip-watchdog", "[Timer]\n", isEnabled: true);
        Directory.CreateDirectory(_machine.Of("etc/systemd/system"));
        File.CreateSymbolicLink(_machine.Of("etc/systemd/system/vip-watchdog.service"), "/dev/null");

        Assert.Empty(Read().Units);
    }

    [Fact]
    public void Without_cron_or_the_sight_of_other_processes()
    {
        Directory.Delete(_machine.Of("9"), recursive: true);
        Assert.Equal(false, Read().CronRuns);
        Directory.Delete(_machine.Of("1"), recursive: true);
        Assert.Null(Read().CronRuns);
    }

    private ScheduleSeen Read() => new Schedules(new ToolRunner(), new(_machine.Path, _machine.Path)).Read();

    private void AddUnits(string exec, string timer, bool isEnabled)
    {
        _machine.File("usr/lib/systemd/system/vip-watchdog.service", $"[Service]\n{exec}\n").File("usr/lib/systemd/system/vip-watchdog.timer", timer);
        if (isEnabled)
        {
            _machine.File("etc/systemd/system/timers.target.wants/vip-watchdog.timer", timer);
        }
    }
}
