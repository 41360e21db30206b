using System.Runtime.InteropServices;
using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>A folder of ours: made with the right owner and mode, refused when others may write to it.</summary>
internal static class StateFolder
{
    /// <summary>2770: what is made inside belongs to the group too.</summary>
    private const uint SharedMode = 0b010_111_111_000;

    private const uint OwnMode = 0b111_000_000;

    /// <summary>Makes the folder when only its parent exists, then judges it.</summary>
    /// <exception cref="PosixException">It cannot be made or opened.</exception>
    internal static Failure? Prepare(string path, bool followLink = false)
    {
        if (LibC.MakeDirectory(path, OwnMode) == 0)
        {
            Share(path);
        }
        else if (Marshal.GetLastPInvokeError() is var error and not Errno.Exists)
        {
            throw new PosixException(path, error == Errno.NoEntry ? "cannot make it, its parent must exist" : "cannot make it", error);
        }

        using var folder = Open(path, followLink);
        return Judge(path, folder.Status());
    }

    /// <exception cref="PosixException">It cannot be opened, or a link on the way is another user's, who could lead it elsewhere.</exception>
    internal static FileDescriptor Open(string path, bool followLink = false)
    {
        if (followLink && ForeignLink.On(path, LibC.EffectiveUser()) is not null && ForeignLink.On(path, LibC.EffectiveUser(), Accounts.OurUser() ?? 0) is { } foreign)
        {
            throw new PosixException(path, foreign);
        }

        return FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory | (followLink ? 0 : OpenFlags.NoFollow));
    }

    /// <summary>Why the folder is not fit: what we read from it could be another's order (DESIGN section 9).</summary>
    internal static Failure? Judge(string path, FileStatus status)
    {
        if (status.IsWorldWritable)
        {
            return Refused(path, "writable by everybody; chmod o-w");
        }

        if (status.IsGroupWritable && status.Group != 0 && status.Group != Accounts.OurGroup())
        {
            return Refused(path, $"writable by group {status.Group}, which is not {Accounts.Ours}; chgrp {Accounts.Ours}, or chmod g-w");
        }

        return status.User == 0 || status.User == LibC.EffectiveUser() || status.User == Accounts.OurUser()
            ? null
            : Refused(path, $"owned by user {status.User}, who is neither root, nor {Accounts.Ours}, nor who runs this; chown root");
    }

    /// <summary>The group where the package made it; without it root's group for root, and nobody for others.</summary>
    private static void Share(string path)
    {
        using var folder = Open(path);
        var isRoot = LibC.EffectiveUser() == 0;
        if (Accounts.OurGroup() is { } group && folder.TryChangeGroup(group))
        {
            folder.ChangeMode(SharedMode);
        }
        else if (isRoot)
        {
            folder.ChangeMode(SharedMode);
        }
    }

    private static Failure Refused(string path, string words) => new(FailureKind.Unusable, path, words);
}
