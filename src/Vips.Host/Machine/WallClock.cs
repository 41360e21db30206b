using System.Runtime.InteropServices;
using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.Machine;

/// <summary>What the kernel knows of the wall clock.</summary>
internal static class WallClock
{
    /// <summary>struct timex has 208 bytes on x86-64 and ARM64; all zero, it asks and changes nothing (adjtimex(2)).</summary>
    private const int BufferSize = 512;

    /// <summary>TIME_ERROR: the clock is not synchronised.</summary>
    private const int NotSynchronised = 5;

    internal static unsafe Reading<bool> IsSynchronised()
    {
        var buffer = stackalloc byte[BufferSize];
        new Span<byte>(buffer, BufferSize).Clear();
        var state = LibC.AdjustTime(buffer);
        return state < 0
            ? Reading<bool>.Unknown(new(FailureKind.Unusable, "adjtimex", Errno.Words(Marshal.GetLastPInvokeError())))
            : Reading<bool>.Known(state != NotSynchronised);
    }
}
