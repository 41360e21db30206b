using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace Tools.Execution;

/// <summary>
/// read(2) on a tool's output. Not the stream of Process: that one goes through a socket engine, which loads
/// System.Net.Sockets and starts an epoll thread at every run (docs/performance.md).
/// </summary>
internal static partial class PipeRead
{
    private const int EINTR = 4;

    /// <returns>Bytes read; 0 at the end, and where the pipe cannot be read any more.</returns>
    internal static unsafe int Some(SafePipeHandle pipe, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do
            {
                count = Read((int)pipe.DangerousGetHandle(), start, (nuint)buffer.Length);
            }
            while (count < 0 && Marshal.GetLastPInvokeError() == EINTR);
            return (int)Math.Max(count, 0);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int descriptor, byte* buffer, nuint length);
}
