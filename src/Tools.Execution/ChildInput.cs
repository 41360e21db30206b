using System.Runtime.InteropServices;

namespace Tools.Execution;

/// <summary>Gives a tool its standard input and closes it, so that no tool waits for a person.</summary>
internal sealed class ChildInput : IDisposable
{
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const int WouldBlock = 11;

    private ReadOnlyMemory<byte> _rest;

    /// <param name="descriptor">Our end of the pipe, ours to close; -1 where there is nothing to give.</param>
    /// <param name="bytes">All of it.</param>
    internal ChildInput(int descriptor, ReadOnlyMemory<byte> bytes)
    {
        (Descriptor, _rest) = (descriptor, bytes);
        if (descriptor >= 0) // a tool that does not read would block us for ever once the pipe is full
            _ = LibC.Control(descriptor, SetFlags, NonBlocking);
    }

    /// <summary>-1 once it is closed.</summary>
    internal int Descriptor { get; private set; }

    /// <summary>Gives as much as the tool takes now.</summary>
    internal unsafe void Write()
    {
        nint count;
        fixed (byte* start = _rest.Span)
        {
            count = LibC.Write(Descriptor, start, (nuint)_rest.Length);
        }

        if (count >= 0)
            _rest = _rest[(int)count..];

        // The tool ended, or closed its input, before it had read all of it: its status says whether that matters.
        if (_rest.IsEmpty || (count < 0 && Marshal.GetLastPInvokeError() is not (LibC.Interrupted or WouldBlock)))
            Dispose();
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
            LibC.Close(Descriptor);
        Descriptor = -1;
    }
}
