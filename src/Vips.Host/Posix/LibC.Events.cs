using System.Runtime.InteropServices;

namespace Vips.Host.Posix;

/// <summary>What a process that stays needs to be woken: a FIFO of its own making, and a counter that a signal's thread can raise.</summary>
internal static partial class LibC
{
    [LibraryImport(Library, EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeFifo(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventCounter(uint start, int flags);
}
