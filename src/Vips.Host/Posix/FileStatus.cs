using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Vips.Host.Posix;

internal enum FileKind
{
    Regular,
    Directory,
    Link,
    Fifo,
    Other,
}

/// <summary>
/// What statx(2) says of a file. statx and not stat: its structure is the same on every architecture
/// (uapi/linux/stat.h: uid at byte 20, gid 24, mode 28, inode 32, size 40, mtime 112).
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The permission bits, with set-id and sticky.</param>
/// <param name="Changed">When its content was last written, to the second.</param>
internal readonly record struct FileStatus(FileKind Kind, uint Mode, uint User, uint Group, ulong Inode, long Size, DateTimeOffset Changed)
{
    private const int Buffer = 256;
    private const uint BasicFields = 0x7ff;
    private const int EmptyPath = 0x1000;
    private const int NoFollowLink = 0x100;
    private const int CurrentFolder = -100;

    internal bool IsGroupWritable => (Mode & 0b010_000) != 0;

    internal bool IsWorldWritable => (Mode & 0b010) != 0;

    /// <summary>Of the open file.</summary>
    internal static FileStatus Of(int descriptor, string path) => Ask(descriptor, "", EmptyPath, path);

    /// <summary>Of the path itself: a link is a link.</summary>
    /// <exception cref="PosixException">There is none, or it cannot be asked.</exception>
    internal static FileStatus Of(string path) => Ask(CurrentFolder, path, NoFollowLink, path);

    /// <summary>Whether anything stands there, also a link to nothing.</summary>
    internal static bool Exists(string path)
    {
        try
        {
            Of(path);
            return true;
        }
        catch (PosixException failure) when (failure.IsAbsence)
        {
            return false;
        }
    }

    private static unsafe FileStatus Ask(int folder, string name, int flags, string path)
    {
        var bytes = stackalloc byte[Buffer];
        if (LibC.Statx(folder, name, flags, BasicFields, bytes) != 0)
        {
            throw new PosixException(path, "cannot look at it", Marshal.GetLastPInvokeError());
        }

        var field = new ReadOnlySpan<byte>(bytes, Buffer);
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(field[28..]);
        return new(
            KindOf(mode),
            mode & 0xfffu,
            BinaryPrimitives.ReadUInt32LittleEndian(field[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(field[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(field[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(field[40..]),
            Seconds(BinaryPrimitives.ReadInt64LittleEndian(field[112..])));
    }

    /// <summary>A file system can hold times that a DateTimeOffset cannot.</summary>
    private static DateTimeOffset Seconds(long sinceEpoch) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(sinceEpoch, 0, 253_402_300_799));

    private static FileKind KindOf(int mode) => (mode & 0xf000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Directory,
        0xa000 => FileKind.Link,
        0x1000 => FileKind.Fifo,
        _ => FileKind.Other,
    };
}
