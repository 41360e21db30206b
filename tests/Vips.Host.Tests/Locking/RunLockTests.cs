using System.Diagnostics;
using System.Globalization;
using Testing;
using Tools.Execution;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.Tests.Machine;

namespace Vips.Host.Tests.Locking;

public sealed class RunLockTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeProc _proc = new();
    private readonly BootClock _clock = new(TimeProvider.System);

    private string LockPath => _folder.Of("lock");

    public void Dispose()
    {
        _folder.Dispose();
        _proc.Dispose();
    }

    [Fact]
    public void A_free_lock_is_taken_and_says_by_whom_while_it_is_held()
    {
        using (Taken(Take()))
        {
            Assert.StartsWith($"command test\npid {Environment.ProcessId}\n", Shell.Run("cat", LockPath), StringComparison.Ordinal);
        }

        Assert.Equal("", Shell.Run("cat", LockPath));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(LockPath) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite));
    }

    [Fact]
    public void A_second_run_is_busy_with_the_first_until_it_ends()
    {
        using (Taken(Take()))
        {
            var busy = Assert.IsType<RunLock.Busy>(Take());
            Assert.Equal($"test (pid {Environment.ProcessId})", busy.Holder);
            Assert.InRange(busy.HeldFor!.Value, TimeSpan.Zero, Patience);
            Assert.Null(busy.WhyKeptTooLong(TimeSpan.FromHours(1)));
        }

        // A child that another test starts at that moment has the open file until it executes its program.
        Taken(RunLock.TryTake(LockPath, Patience, "test", _clock)).Dispose();
    }

    [Fact]
    public void Flock_is_excluded_by_it()
    {
        using (Taken(Take()))
            Assert.Equal(1, Status("flock", "-n", LockPath, "true"));

        Assert.Equal(0, Status("flock", "-n", LockPath, "true"));
    }

    [Fact]
    public void It_is_excluded_by_flock_and_taken_when_that_is_killed()
    {
        using var holder = Flock(_folder.Path, LockPath);
        Assert.Equal("another program (lslocks tells which)", Assert.IsType<RunLock.Busy>(Take()).Holder);

        holder.Kill();
        Taken(Take(Patience)).Dispose();
        holder.WaitForExit();
    }

    [Fact]
    public void It_waits_for_the_end_of_a_holder()
    {
        using var holder = Flock(_folder.Path, LockPath);
        var waits = 0;

        using (Taken(Take(Patience, wait: Wait)))
            Assert.True(waits >= 3, $"{waits}"); // more where the kernel takes its time to end the killed holder

        void Wait(TimeSpan time)
        {
            Assert.InRange(time, TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(50));
            if (++waits < 3)
                return;
            holder.Kill();
            holder.WaitForExit();
        }
    }

    [Fact]
    public void It_gives_up_at_the_timeout_and_not_before()
    {
        using var held = Taken(Take());
        _proc.File("sys/kernel/random/boot_id", Guid.NewGuid().ToString()).File("uptime", "100.00 1.00\n");
        var waited = TimeSpan.Zero;

        var outcome = RunLock.TryTake(LockPath, TimeSpan.FromSeconds(20), "late", new(TimeProvider.System, _proc.Path), wait: Wait);

        Assert.Equal(TimeSpan.FromSeconds(20), waited);
        Assert.Null(Assert.IsType<RunLock.Busy>(outcome).HeldFor);

        void Wait(TimeSpan time)
        {
            waited += time;
            _proc.File("uptime", string.Create(CultureInfo.InvariantCulture, $"{100 + waited.TotalSeconds:0.00} 1.00\n"));
        }
    }

    [Fact]
    public void Without_a_timeout_it_tries_once()
    {
        using var held = Taken(Take());

        Assert.IsType<RunLock.Busy>(Take(wait: _ => Assert.Fail("it waited")));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(180, null)]
    [InlineData(181, "the lock is held by another program, and no run of vip-watchdog has ended for 3 min")]
    public void A_holder_without_words_shows_in_that_no_run_ends(int? seconds, string? why) =>
        Assert.Equal(why, new RunLock.Busy("another program", null).WhyKeptTooLong(seconds is { } known ? TimeSpan.FromSeconds(known) : null));

    [Theory]
    [InlineData(820, false)]
    [InlineData(819, true)]
    public void A_holder_of_more_than_three_minutes_keeps_it_too_long(int taken, bool tooLong)
    {
        var bootId = Guid.NewGuid().ToString();
        _proc.File("sys/kernel/random/boot_id", bootId).File("uptime", "1000.00 1.00\n").Process(42, "vip-mgmt", started: 700);
        File.WriteAllBytes(LockPath, new LockHolder(42, new(bootId, TimeSpan.FromSeconds(taken), default), "vip-mgmt -d a.tld").Format());
        File.SetUnixFileMode(LockPath, Mine);
        using var holder = Flock(_folder.Path, LockPath);

        var busy = Assert.IsType<RunLock.Busy>(RunLock.TryTake(LockPath, TimeSpan.Zero, "late", new(TimeProvider.System, _proc.Path), _proc.Path));

        Assert.Equal(("vip-mgmt -d a.tld (pid 42)", TimeSpan.FromSeconds(1000 - taken)), (busy.Holder, busy.HeldFor));
        Assert.Equal(tooLong ? "the lock has been held by vip-mgmt -d a.tld (pid 42) for 3 min" : null, busy.WhyKeptTooLong(TimeSpan.FromHours(1)));
        holder.Kill();
        holder.WaitForExit();
    }

    [Fact]
    public void Words_of_one_that_was_killed_are_not_taken_for_the_holders()
    {
        File.WriteAllBytes(LockPath, new LockHolder(int.MaxValue, _clock.Now(), "dead").Format());
        File.SetUnixFileMode(LockPath, Mine);
        using (var holder = Flock(_folder.Path, LockPath))
        {
            Assert.DoesNotContain("dead", Assert.IsType<RunLock.Busy>(Take()).Holder, StringComparison.Ordinal);
            holder.Kill();
            holder.WaitForExit();
        }

        using var taken = Taken(Take(Patience));
        Assert.DoesNotContain("dead", Shell.Run("cat", LockPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_does_not_inherit_it()
    {
        Process child;
        using (Taken(Take()))
            child = Shell.Start("sleep", "60");

        using (child)
        {
            Taken(Take()).Dispose();
            Assert.DoesNotContain(LockPath, Shell.Run("ls", "-l", $"/proc/{child.Id}/fd"), StringComparison.Ordinal);
            child.Kill();
            child.WaitForExit();
        }
    }

    [Fact]
    public void A_lock_file_that_was_removed_while_we_waited_is_not_waited_for()
    {
        using var holder = Flock(_folder.Path, LockPath);

        using (Taken(Take(Patience, wait: _ => File.Delete(LockPath))))
            Assert.IsType<RunLock.Busy>(Take());

        holder.Kill();
        holder.WaitForExit();
    }

    [Fact]
    public void Of_many_at_once_one_holds_it()
    {
        var inside = 0;
        var turns = 0;
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(TakeTurns)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(40, turns);

        void TakeTurns()
        {
            for (var turn = 0; turn < 10; turn++)
            {
                if (Take(Patience, wait: _ => Thread.Yield()) is not RunLock.Taken taken)
                    return;
                using (taken)
                {
                    if (Interlocked.Increment(ref inside) == 1)
                        turns++;
                    Interlocked.Decrement(ref inside);
                }
            }
        }
    }

    [Fact]
    public void Its_folder_is_made_when_the_parent_exists()
    {
        using (Taken(Take(path: _folder.Of("viptools/lock"))))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.Of("viptools")) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute));

        Assert.Equal(_folder.Of("x/y"), Refused(_folder.Of("x/y/lock")).Subject);
    }

    [Fact]
    public void A_file_that_everybody_can_write_is_refused() =>
        Assert.Contains("writable by everybody", Refused(_folder.Write("lock", "", Mine | UnixFileMode.OtherWrite)).Words, StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_everybody_can_write_is_refused()
    {
        Directory.CreateDirectory(_folder.Of("open"));
        File.SetUnixFileMode(_folder.Of("open"), (UnixFileMode)0b001_111_111_111);

        Assert.Contains("writable by everybody", Refused(_folder.Of("open/lock")).Words, StringComparison.Ordinal);
    }

    [RootFact]
    public void A_file_that_another_group_can_write_is_refused()
    {
        Shell.Run("chgrp", "54321", _folder.Write("lock", ""));
        File.SetUnixFileMode(LockPath, Mine | UnixFileMode.GroupWrite);

        Assert.Contains("writable by group 54321", Refused(LockPath).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_refused()
    {
        File.CreateSymbolicLink(LockPath, _folder.Write("other", ""));

        Assert.StartsWith("is a link", Refused(LockPath).Words, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(_folder.Of("other")));
    }

    [Fact]
    public void A_pipe_or_a_folder_is_refused_at_once()
    {
        Shell.Run("mkfifo", "-m", "600", LockPath);
        Directory.CreateDirectory(_folder.Of("folder"));

        Assert.StartsWith("is no regular file", Refused(LockPath).Words, StringComparison.Ordinal);
        Assert.Contains("Is a directory", Refused(_folder.Of("folder")).Words, StringComparison.Ordinal);
    }

    private RunLock Take(TimeSpan timeout = default, string? path = null, Action<TimeSpan>? wait = null) =>
        RunLock.TryTake(path ?? LockPath, timeout, "test", _clock, wait: wait);

    private Failure Refused(string path) => Assert.IsType<RunLock.Unusable>(Take(path: path)).Failure;

    private static RunLock.Taken Taken(RunLock outcome) => Assert.IsType<RunLock.Taken>(outcome);

    private static int Status(string program, params string[] arguments)
    {
        using var process = Shell.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>util-linux, as operators' scripts use it; --no-fork: the one that is killed is the one that holds it.</summary>
    private static Process Flock(string folder, string path)
    {
        var mark = Path.Combine(folder, "held");
        var holder = Shell.Start("flock", "--no-fork", path, "sh", "-c", $"touch '{mark}'; exec sleep 60");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(mark), Patience));
        File.SetUnixFileMode(path, Mine);
        return holder;
    }
}
