using System.Globalization;
using System.Runtime.InteropServices;

namespace Tools.Execution;

/// <summary>One output of a tool, read up to a limit.</summary>
/// <param name="descriptor">Our end of the pipe, ours to close.</param>
/// <param name="limit">Most bytes kept; one more is read, to know of it.</param>
internal sealed class ChildStream(int descriptor, int limit) : IDisposable
{
    /// <summary>Where the machine has 64 MiB, a second copy of a flood is what ends us (docs/faults.md).</summary>
    private const int KeptOfFlood = 64 * 1024;

    private byte[] _buffer = new byte[8192];
    private int _length;

    /// <summary>-1 once it is at its end.</summary>
    internal int Descriptor { get; private set; } = descriptor;

    internal bool Ended => Descriptor < 0;

    /// <summary>There was more than the limit; nothing is read any more.</summary>
    internal bool Overflowed => _length > limit;

    /// <summary>What was read so far: everything, once it has ended without overflow; of a flood its beginning.</summary>
    internal byte[] Bytes() => _buffer[..(Overflowed ? Math.Min(limit, KeptOfFlood) : _length)];

    /// <summary>The pipe as /proc/PID/fd shows it (`pipe:[12345]`); null once it is closed.</summary>
    internal string? PipeName() => Ended ? null : new FileInfo($"/proc/self/fd/{Descriptor.ToString(CultureInfo.InvariantCulture)}").LinkTarget;

    /// <summary>Takes what is there, when something is.</summary>
    internal unsafe void Read()
    {
        if (_length == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, limit + 1L));

        nint count;
        fixed (byte* start = &_buffer[_length])
        {
            count = LibC.Read(Descriptor, start, (nuint)(_buffer.Length - _length));
        }

        if (count > 0)
            _length += (int)count;
        if (count == 0 || (count < 0 && Marshal.GetLastPInvokeError() != LibC.Interrupted) || Overflowed)
            Dispose();
    }

    public void Dispose()
    {
        if (!Ended)
            _ = LibC.Close(Descriptor);
        Descriptor = -1;
    }
}
