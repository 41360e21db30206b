using System.Globalization;
using Tools.Execution;
using Vips.Host.Machine;
using Vips.Host.Posix;
using Vips.Host.State;

namespace Vips.Host.Locking;

/// <summary>
/// The lock that both executables share: from reading to remembering only one run changes this director (DESIGN section 3).
/// flock(2), so that the kernel releases it whatever kills the holder, and so that an operator's `flock FILE COMMAND`
/// and ours exclude each other. Not FileStream: its lock keeps others from reading who holds it.
/// </summary>
public abstract class RunLock
{
    private const uint Mode = 0b110_110_000;
    private const int LongestContent = 4096;

    /// <summary>flock(2) has no timeout, and a signal to end it would be one for the whole process.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private RunLock()
    {
    }

    /// <summary>It is ours until this is disposed, or the process ends.</summary>
    public sealed class Taken : RunLock, IDisposable
    {
        private readonly FileDescriptor _file;

        internal Taken(FileDescriptor file) => _file = file;

        public void Dispose()
        {
            TryWrite(_file, []);
            _file.Dispose();
        }
    }

    /// <summary>Another kept it until the timeout.</summary>
    /// <param name="holder">One line: its command and process, as far as known.</param>
    /// <param name="heldFor">How long by its own words; null when it left none.</param>
    public sealed class Busy(string holder, TimeSpan? heldFor) : RunLock
    {
        /// <summary>A run ends within 50 s, and a person waits outside the lock: this one hangs.</summary>
        private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(3);

        public string Holder { get; } = holder;

        public TimeSpan? HeldFor { get; } = heldFor;

        /// <summary>
        /// Why the watchdog goes on without the lock; null while the holder may still be at work. A holder that leaves no
        /// words (an operator's flock(1), ours on a full /run) shows only in that no run of the watchdog ends meanwhile.
        /// </summary>
        /// <param name="sinceLastRun">Since a run of the watchdog has ended; null when none is remembered.</param>
        public string? WhyKeptTooLong(TimeSpan? sinceLastRun) => (HeldFor ?? sinceLastRun) is not { } kept || kept <= TooLong ? null
            : HeldFor is null
                ? string.Create(CultureInfo.InvariantCulture, $"the lock is held by {Holder}, and no run of vip-watchdog has ended for {kept.TotalMinutes:0} min")
                : string.Create(CultureInfo.InvariantCulture, $"the lock has been held by {Holder} for {kept.TotalMinutes:0} min");
    }

    /// <summary>It cannot be made or opened, or others could hold it for ever.</summary>
    public sealed class Unusable(Failure failure) : RunLock
    {
        public Failure Failure { get; } = failure;

        /// <summary>77 or 74.</summary>
        public ExitStatus Status => Failure.Kind == FailureKind.NotPermitted ? ExitStatus.NotPermitted : ExitStatus.StateNotWritable;
    }

    /// <param name="path">Its folder is made when only the folder's parent exists.</param>
    /// <param name="timeout">Zero: one try.</param>
    /// <param name="command">What we are, for those who wait.</param>
    /// <param name="clock">Measures the wait.</param>
    /// <param name="proc">Where procfs is mounted.</param>
    /// <param name="wait">Thread.Sleep, unless a test wants its own.</param>
    public static RunLock TryTake(
        string path, TimeSpan timeout, string command, BootClock clock, string proc = "/proc", Action<TimeSpan>? wait = null)
    {
        try
        {
            if (StateFolder.Prepare(Path.GetDirectoryName(Path.GetFullPath(path))!, followLink: true) is { } unfit)
                return new Unusable(unfit);

            var begin = clock.Now();
            while (true)
            {
                if (TryOnce(path, command, clock) is { } outcome)
                    return outcome;

                var now = clock.Now();
                if (now.Since(begin) is var waited && waited >= timeout)
                    return BusyBy(path, proc, now);

                (wait ?? Thread.Sleep)(TimeSpan.FromTicks(Math.Min(Poll.Ticks, (timeout - waited).Ticks)));
            }
        }
        catch (PosixException failure) when (failure.Error == Errno.TooManyLinks)
        {
            return new Unusable(new(FailureKind.Unusable, path, "is a link; remove it, or set another `lock`"));
        }
        catch (PosixException failure)
        {
            return new Unusable(failure.ToFailure());
        }
    }

    /// <summary>Opened anew each time: whoever removes the file leaves us waiting for one that nobody else sees.</summary>
    /// <returns>Null when another holds it.</returns>
    private static RunLock? TryOnce(string path, string command, BootClock clock)
    {
        FileDescriptor? file = FileDescriptor.Open(
            path, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.NoFollow | OpenFlags.NonBlocking, Mode);
        try
        {
            var status = file.Status();
            if (status.Kind != FileKind.Regular)
                return new Unusable(new(FailureKind.Unusable, path, "is no regular file; remove it, or set another `lock`"));
            if (StateFolder.Judge(path, status) is { } unfit)
                return new Unusable(unfit);
            if (!file.TryLock() || !IsAt(path, status))
                return null;

            Share(file, status);
            TryWrite(file, new LockHolder(Environment.ProcessId, clock.Now(), command).Format());
            var taken = new Taken(file);
            file = null;
            return taken;
        }
        finally
        {
            file?.Dispose();
        }
    }

    private static bool IsAt(string path, FileStatus opened) => FileStatus.Exists(path) && FileStatus.Of(path).Inode == opened.Inode;

    /// <summary>The umask, or an operator's flock(1) that made the file, would shut the other user of the group out.</summary>
    private static void Share(FileDescriptor file, FileStatus status)
    {
        if (status.User == LibC.EffectiveUser() && (status.Group == 0 || status.Group == Accounts.OurGroup()) && status.Mode != Mode)
            file.ChangeMode(Mode);
    }

    /// <summary>A full disk keeps nobody from holding the lock: then those who wait do not learn by whom.</summary>
    private static void TryWrite(FileDescriptor file, ReadOnlySpan<byte> content)
    {
        try
        {
            file.Overwrite(content);
        }
        catch (PosixException)
        {
            // Said above.
        }
    }

    private static Busy BusyBy(string path, string proc, Moment now)
    {
        using var file = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking);
        return LockHolder.Parse(file.ReadUpTo(LongestContent)) is { } holder && holder.IsAlive(proc, now)
            ? new(holder.ToString(), now.Since(holder.Taken))
            : new("another program (lslocks tells which)", null);
    }
}
