using System.Runtime.InteropServices;
using Vips.Host.Posix;

namespace Vips.Host.Ending;

/// <summary>
/// A standard stream by its descriptor itself. The console's own stream wants a duplicate of it: a process that has no
/// descriptor left would end with its exit status and not a word (docs/faults.md, *descriptors run out*).
/// </summary>
/// <param name="number">1 or 2; stays open.</param>
internal sealed class BareDescriptor(int number) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The console's stream where there can be one, else the descriptor.</summary>
    internal static Stream Or(Func<Stream> console, int number)
    {
        try
        {
            return console();
        }
        catch (IOException)
        {
            return new BareDescriptor(number);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="IOException">Some of it could not be written.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            fixed (byte* start = buffer)
            {
                var count = LibC.Write(number, start, (nuint)buffer.Length);
                if (count >= 0)
                {
                    buffer = buffer[(int)count..];
                }
                else if (Marshal.GetLastPInvokeError() is var error and not Errno.Interrupted)
                {
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error));
                }
            }
        }
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
