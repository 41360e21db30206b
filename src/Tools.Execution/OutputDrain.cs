using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Tools.Execution;

/// <summary>Reads one output of a tool to its end on a thread of its own, up to a limit.</summary>
internal sealed class OutputDrain
{
    private readonly Stream _pipe;
    private readonly SafePipeHandle _handle;
    private readonly int _limit;
    private readonly Action _onOverflow;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private byte[] _buffer = new byte[4096];
    private int _length;
    private volatile bool _overflowed;

    /// <param name="pipe">Ours to close.</param>
    /// <param name="limit">Most bytes kept.</param>
    /// <param name="onOverflow">Called once, on the thread, when there is more than that.</param>
    public OutputDrain(Stream pipe, int limit, Action onOverflow)
    {
        _pipe = pipe;
        _handle = ((PipeStream)pipe).SafePipeHandle; // the property throws once the stream is closed
        _limit = limit;
        _onOverflow = onOverflow;
        // In the background: a reader of a pipe that is never closed must not keep the program alive.
        _thread = new Thread(Read) { IsBackground = true };
        _thread.Start();
    }

    public bool Overflowed => _overflowed;

    public bool Ended => !_thread.IsAlive;

    /// <summary>What was read so far: everything, once it has ended without overflow.</summary>
    public byte[] Bytes()
    {
        lock (_lock)
        {
            return _buffer[..Math.Min(_length, _limit)];
        }
    }

    /// <summary>Whether both ended within the time given to both together.</summary>
    public static bool WaitForAll(OutputDrain one, OutputDrain other, TimeSpan patience)
    {
        var end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        return one._thread.Join(patience)
            && other._thread.Join((int)Math.Max(0, end - Environment.TickCount64));
    }

    /// <summary>The pipe as /proc/PID/fd shows it (`pipe:[12345]`); null once it is closed.</summary>
    public string? PipeName()
    {
        var held = false;
        try
        {
            _handle.DangerousAddRef(ref held);
            return new FileInfo($"/proc/self/fd/{_handle.DangerousGetHandle()}").LinkTarget;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            if (held)
                _handle.DangerousRelease();
        }
    }

    private void Read()
    {
        while (ReadMore())
        {
        }

        _pipe.Dispose();
    }

    private bool ReadMore()
    {
        if (_length == _buffer.Length)
        {
            lock (_lock)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }

        var count = PipeRead.Some(_handle, _buffer.AsSpan(_length));
        lock (_lock)
        {
            _length += count;
        }

        if (_length <= _limit)
            return count > 0;

        _overflowed = true;
        _onOverflow();
        return false;
    }
}
