using System.Runtime.InteropServices;
using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.Following;

/// <summary>Gets one line, without its line feed.</summary>
public delegate void NotifiedLine(ReadOnlySpan<byte> line);

/// <summary>
/// The reading end of keepalived's `lvs_notify_fifo`. Opened for reading and writing (fifo(7)): so there is always a
/// writer, and no end of file when keepalived goes. keepalived removes a FIFO at its end that it has made itself, and
/// makes another one at its start: so the path is compared with what is open, and opened anew.
/// </summary>
public sealed class NotifyFifo : IDisposable
{
    private const uint Mode = 0b110_000_000;

    /// <summary>No line of keepalived comes near; a longer one is handed on in its first part, once.</summary>
    private const int LongestLine = 4096;

    /// <summary>Of one reading: a writer that never stops must not keep us from anything else.</summary>
    private const int MostAtOnce = 1 << 20;

    private readonly string _path;
    private readonly byte[] _buffer = new byte[LongestLine * 16];
    private FileDescriptor? _file;
    private ulong _inode;
    private int _kept;
    private bool _skips;

    private NotifyFifo(string path) => _path = path;

    /// <summary>For poll(2); -1 while it is lost.</summary>
    internal int Descriptor => _file?.Number ?? -1;

    /// <summary>Opens it, made where nothing has that name.</summary>
    public static Reading<NotifyFifo> Open(string path)
    {
        NotifyFifo? fifo = new(path);
        try
        {
            if (fifo.TryOpen() is { } failure)
                return Reading<NotifyFifo>.Unknown(failure);

            var opened = Reading<NotifyFifo>.Known(fifo);
            fifo = null;
            return opened;
        }
        finally
        {
            fifo?.Dispose();
        }
    }

    /// <summary>Whether the path still leads to what is open.</summary>
    public bool IsInPlace()
    {
        try
        {
            return _file is not null && FileStatus.Of(_path) is { Kind: FileKind.Fifo } now && now.Inode == _inode;
        }
        catch (PosixException)
        {
            return false;
        }
    }

    /// <summary>Opens what has the name now, or makes it. What was in the old one is lost: a run is due anyway.</summary>
    /// <returns>Why that cannot be done; null when it is.</returns>
    public Failure? OpenAnew()
    {
        Dispose();
        (_kept, _skips) = (0, false);
        return TryOpen();
    }

    /// <summary>Hands on every whole line that is there.</summary>
    public void Read(NotifiedLine line)
    {
        for (var total = 0; _file is not null && total < MostAtOnce;)
        {
            var count = _file.ReadWhatIsThere(_buffer.AsSpan(_kept));
            if (count == 0)
                return;

            total += count;
            HandOn(_buffer.AsSpan(0, _kept + count), line);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void HandOn(Span<byte> read, NotifiedLine line)
    {
        while (read.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (!_skips)
                line(read[..end]);
            _skips = false;
            read = read[(end + 1)..];
        }

        if (read.Length > LongestLine)
        {
            if (!_skips)
                line(read[..LongestLine]);
            _skips = true;
            read = [];
        }

        read.CopyTo(_buffer);
        _kept = read.Length;
    }

    private Failure? TryOpen()
    {
        try
        {
            // Whoever else makes it at the same moment makes the same.
            if (LibC.MakeFifo(_path, Mode) != 0 && Marshal.GetLastPInvokeError() is not Errno.Exists and var error)
                throw new PosixException(_path, "cannot be made", error);

            // Looked at before it is opened: opening a device can do something.
            if (FileStatus.Of(_path).Kind != FileKind.Fifo)
                return new(FailureKind.Unusable, _path, "is no FIFO");

            _file = FileDescriptor.Open(_path, OpenFlags.ReadWrite | OpenFlags.NonBlocking | OpenFlags.NoFollow);
            var status = _file.Status();
            _inode = status.Inode;
            if (status.Kind == FileKind.Fifo && !status.IsWorldWritable)
                return null;

            Dispose();
            return new(FailureKind.Unusable, _path, status.Kind == FileKind.Fifo ? "everybody can write to it: chmod o-w" : "is no FIFO");
        }
        catch (PosixException failure)
        {
            Dispose();
            return failure.ToFailure();
        }
    }
}
