using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace Vips.Host.Posix;

/// <summary>
/// The calls of libc that .NET does not offer: opening without following a link, the owner of an open file, flock
/// that leaves a file readable, fsync of a folder. "libc.so.6" exactly: one dlopen, and never a file beside ours.
/// </summary>
internal static partial class LibC
{
    private const string Library = "libc.so.6";

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint Read(int descriptor, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static unsafe partial nint ReadAt(int descriptor, byte* buffer, nuint length, long offset);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint Write(int descriptor, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    internal static unsafe partial nint WriteAt(int descriptor, byte* buffer, nuint length, long offset);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int Truncate(int descriptor, long length);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Flush(int descriptor);

    [LibraryImport(Library, EntryPoint = "alarm")]
    internal static partial uint Alarm(uint seconds);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int descriptor, int operation);

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(string from, string to);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    [LibraryImport(Library, EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RemoveFolder(string path);

    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeDirectory(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    internal static partial int ChangeOwner(int descriptor, uint user, uint group);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);

    [LibraryImport(Library, EntryPoint = "readlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial nint ReadLink(string path, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    [LibraryImport(Library, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Access(string path, int mode);

    [LibraryImport(Library, EntryPoint = "adjtimex", SetLastError = true)]
    internal static unsafe partial int AdjustTime(byte* buffer);
}
