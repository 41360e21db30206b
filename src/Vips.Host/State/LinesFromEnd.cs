using System.Collections;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>
/// The lines of a file from its last to its first, without their line feeds: history asks for the end of a journal that
/// may be years long. A line beyond the bound is not ours and is given empty.
/// </summary>
internal sealed class LinesFromEnd(FileDescriptor file) : IEnumerable<ReadOnlyMemory<byte>>
{
    internal const int LongestLine = 256 * 1024;

    internal const int Chunk = 64 * 1024;

    /// <summary>Of the file, so far.</summary>
    internal long BytesRead { get; private set; }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        var start = file.Status().Size;
        var tail = Array.Empty<byte>();
        var tailIsTooLong = false;
        while (start > 0)
        {
            var length = (int)Math.Min(Chunk, start);
            start -= length;
            byte[] block = [.. ReadWhole(start, length), .. tail];
            var end = block.Length;
            for (var feed = block.AsSpan(0, end).LastIndexOf((byte)'\n'); feed >= 0; feed = block.AsSpan(0, end).LastIndexOf((byte)'\n'))
            {
                yield return tailIsTooLong ? default : block.AsMemory(feed + 1, end - feed - 1);
                tailIsTooLong = false;
                end = feed;
            }

            tailIsTooLong |= end > LongestLine;
            tail = tailIsTooLong ? [] : block[..end];
        }

        yield return tail;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private byte[] ReadWhole(long offset, int length)
    {
        var bytes = new byte[length];
        var done = 0;
        while (done < length)
        {
            var count = file.ReadAt(bytes.AsSpan(done), offset + done);
            if (count == 0)
            {
                // Cut short while we read it; what is missing is no line of ours.
                break;
            }

            done += count;
        }

        BytesRead += done;
        return bytes;
    }
}
