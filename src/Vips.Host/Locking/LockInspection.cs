using System.Globalization;
using Tools.Execution;
using Vips.Doctor;
using Vips.Host.Machine;
using Vips.Host.Posix;
using Vips.Host.State;

namespace Vips.Host.Locking;

/// <summary>The lock looked at and not taken, not even for a moment: a run could meet it.</summary>
internal static class LockInspection
{
    private const int LongestContent = 4096;

    internal static LockSeen Of(string path, string proc, Moment now)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            if (!FileStatus.Exists(folder))
            {
                return FileStatus.Exists(Path.GetDirectoryName(folder) ?? "/")
                    ? new(path, null, null, null)
                    : new(path, new(FailureKind.Unusable, folder, "cannot be made, its parent must exist"), null, null);
            }

            using (var opened = StateFolder.Open(folder, followLink: true))
            {
                if (StateFolder.Judge(folder, opened.Status()) is { } unfit)
                {
                    return new(path, unfit, null, null);
                }
            }

            if (!FileStatus.Exists(path))
            {
                return new(path, null, null, null);
            }

            var status = FileStatus.Of(path);
            return status.Kind != FileKind.Regular
                ? new(path, new(FailureKind.Unusable, path, "is no regular file; remove it, or set another `lock`"), null, null)
                : StateFolder.Judge(path, status) is { } fault ? new(path, fault, null, null)
                : IsHeld(status, proc) ? HeldBy(path, proc, now)
                : new(path, null, null, null);
        }
        catch (PosixException failure)
        {
            return new(path, failure.ToFailure(), null, null);
        }
    }

    /// <summary>`1: FLOCK ADVISORY WRITE 4711 08:01:262145 0 EOF` of /proc/locks, by the inode.</summary>
    private static bool IsHeld(FileStatus status, string proc)
    {
        var inode = $":{status.Inode.ToString(CultureInfo.InvariantCulture)}";
        foreach (var line in SystemFile.Read($"{proc}/locks").Split('\n'))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 5 && fields[1] == "FLOCK" && fields[5].EndsWith(inode, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static LockSeen HeldBy(string path, string proc, Moment now)
    {
        using var file = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking);
        return LockHolder.Parse(file.ReadUpTo(LongestContent)) is { } holder && holder.IsAlive(proc, now)
            ? new(path, null, holder.ToString(), now.Since(holder.Taken))
            : new(path, null, "another program (lslocks tells which)", null);
    }
}
