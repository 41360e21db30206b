using System.Buffers;

namespace Vips.Host.Posix;

/// <summary>Where a piece goes.</summary>
internal delegate void PieceSink(ReadOnlySpan<byte> piece);

/// <summary>Hands on what is written in pieces of 64 KiB: however long it grows, no more of it is in memory.</summary>
/// <param name="sink">Takes each piece; it may fail.</param>
internal sealed class PieceWriter(PieceSink sink) : IBufferWriter<byte>
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _used < Math.Max(sizeHint, 1))
        {
            Finish();
            _buffer = _buffer.Length < sizeHint ? new byte[sizeHint] : _buffer;
        }

        return _buffer.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Hands on what is left.</summary>
    internal void Finish()
    {
        sink(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
