using System.Runtime.InteropServices;
using Vips.Host.Posix;

namespace Vips.Host.Following;

/// <summary>The sleep of a process that stays: until a line comes, the time is over, or another thread wakes it (a signal's).</summary>
public sealed class WakeUp : IDisposable
{
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;
    private const short Readable = 1;

    private static readonly TimeSpan Unable = TimeSpan.FromMilliseconds(100);

    private readonly FileDescriptor _counter = FileDescriptor.Adopt(LibC.EventCounter(0, CloseOnExecNonBlocking), "eventfd", "cannot be made");

    /// <summary>From any thread. Before the sleep it makes the sleep end at once.</summary>
    public void Now()
    {
        Span<byte> one = stackalloc byte[sizeof(ulong)];
        MemoryMarshal.Write(one, 1UL);
        _counter.Write(one);
    }

    /// <summary>Returns at the latest after that time; a time below a millisecond is one.</summary>
    public unsafe void Sleep(NotifyFifo fifo, TimeSpan most)
    {
        var requests = stackalloc LibC.PollRequest[]
        {
            new() { Descriptor = _counter.Number, Events = Readable },
            new() { Descriptor = fifo.Descriptor, Events = Readable }, // poll(2) leaves a negative one out
        };
        var ready = LibC.Poll(requests, 2, (int)Math.Clamp(Math.Ceiling(most.TotalMilliseconds), 1, int.MaxValue));
        if (ready < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted)
            Thread.Sleep(Unable); // out of memory, or forbidden by a filter: not to be asked again and again without a pause

        _counter.ReadWhatIsThere(stackalloc byte[sizeof(ulong)]);
    }

    public void Dispose() => _counter.Dispose();
}
