using System.Diagnostics;
using Testing;
using Vips.Host.Diagnosis;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.State;
using Vips.Host.Syslog;

namespace Vips.Host.Tests.Diagnosis;

/// <summary>The lock, the state directory, syslog, addresses and the clock looked at, and left as they are.</summary>
public sealed class InspectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BootClock _clock = new(TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lock_is_seen_free_held_and_free_again()
    {
        Assert.Equal((null, null), Looked());
        using (var taken = RunLock.TryTake(_folder.Of("run/lock"), TimeSpan.Zero, "vip-mgmt", _clock) as RunLock.Taken)
        {
            Assert.NotNull(taken);
            Assert.Equal((null, $"vip-mgmt (pid {Environment.ProcessId})"), Looked());
            Assert.InRange(Lock().HeldFor!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        }

        Assert.Equal((null, null), Looked());
    }

    [Fact]
    public void A_lock_of_flock_1_is_held_by_somebody()
    {
        Directory.CreateDirectory(_folder.Of("run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var other = Shell.Start("flock", _folder.Of("run/lock"), "sh", "-c", "echo locked; read _");
        try
        {
            Assert.Equal("locked", other.StandardOutput.ReadLine());
            Assert.Equal((null, "another program (lslocks tells which)"), Looked());
            Assert.Null(Lock().HeldFor);
        }
        finally
        {
            other.StandardInput.Close();
            other.WaitForExit();
        }
    }

    [Theory]
    [InlineData("mkdir -m 700 run; mkdir run/lock", "is no regular file; remove it, or set another `lock`")]
    [InlineData("mkdir -m 700 run; ln -s x run/lock", "is no regular file; remove it, or set another `lock`")]
    [InlineData("mkdir -m 777 run; touch run/lock", "writable by everybody; chmod o-w")]
    [InlineData("mkdir -m 700 run; touch run/lock; chmod 666 run/lock", "writable by everybody; chmod o-w")]
    public void What_could_not_be_taken_is_unfit(string shell, string words)
    {
        Shell.Run("sh", "-c", $"cd {_folder.Path}; umask 0; {shell}");

        Assert.Equal((words, null), Looked());
    }

    [Fact]
    public void A_lock_whose_folder_has_no_parent_cannot_be_made() =>
        Assert.Equal("cannot be made, its parent must exist", LockInspection.Of(_folder.Of("a/b/lock"), "/proc", _clock.Now()).Unfit?.Words);

    [Fact]
    public void A_state_directory_is_seen_and_not_made()
    {
        var state = new StateDirectory(_folder.Of("state"));
        Assert.False(StateInspection.Of(state).IsThere);
        Assert.False(Directory.Exists(state.Path));

        state.Prepare(DateTimeOffset.UnixEpoch);
        var seen = StateInspection.Of(state);
        Assert.Equal((true, null, null), (seen.IsThere, seen.Unfit, seen.Unwritable));
        Assert.True(seen.FreeBytes > 0);
    }

    [MountFact]
    public void A_disk_that_is_read_only_is_seen_without_writing()
    {
        using var mount = new Mount(_folder.Of("state"));
        mount.MakeReadOnly();

        Assert.Equal("cannot be written: Read-only file system", StateInspection.Of(new(_folder.Of("state"))).Unwritable?.Words);
    }

    /// <summary>What an ordinary user may not see is told apart from what is not there.</summary>
    [RootFact]
    [Trait("Coverage", "apart")]
    public void To_nobody_it_is_a_matter_of_rights()
    {
        Shell.Run("sh", "-c", $"cd {_folder.Path}; chmod 711 .; mkdir -p -m 755 site/var/spool/cron; mkdir -m 730 site/var/spool/cron/crontabs; mkdir -m 700 closed");

        Assert.Equal(
            "state NotPermitted cannot be written: Permission denied; lock  ; schedule /var/spool/cron/crontabs: cannot be listed",
            Shell.RunChildAsNobody("inspect", _folder.Of("site")));
        Assert.Contains("lock NotPermitted cannot open: Permission denied;", Shell.RunChildAsNobody("inspect", _folder.Of("closed")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_syslog_daemon_is_reached_and_told_nothing()
    {
        Assert.Equal("cannot connect: No such file or directory", SyslogReach.Of(new() { Socket = _folder.Of("log") })?.Words);
        using var daemon = new SyslogReceiver(_folder.Of("log"));

        Assert.Null(SyslogReach.Of(new() { Socket = _folder.Of("log") }));
        Assert.Empty(daemon.Messages());
    }

    [Fact]
    public void The_loopback_address_is_one_of_lo() => Assert.Equal("lo", LocalAddresses.Read().Value[Net.Prefixes.IpAddress.Parse("127.0.0.1")]);

    /// <summary>Whatever it says here; where the kernel may not be asked it is a failure, and no answer.</summary>
    [Fact]
    public void The_kernel_is_asked_of_the_clock()
    {
        var before = Stopwatch.GetTimestamp();
        var seen = WallClock.IsSynchronised();

        Assert.True(seen.IsKnown || seen.Failure.Subject == "adjtimex");
        Assert.True(Stopwatch.GetElapsedTime(before) < TimeSpan.FromSeconds(1));
    }

    private Vips.Doctor.LockSeen Lock() => LockInspection.Of(_folder.Of("run/lock"), "/proc", _clock.Now());

    private (string? Unfit, string? Holder) Looked() => (Lock().Unfit?.Words, Lock().Holder);
}
