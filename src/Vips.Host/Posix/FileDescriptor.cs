using System.Runtime.InteropServices;

namespace Vips.Host.Posix;

/// <summary>
/// An open file. A plain descriptor instead of FileStream: exact error numbers (a full disk is not a missing right),
/// O_NOFOLLOW, and no method compiled at start-up (facts: dotnet.md, "plain descriptors").
/// </summary>
internal sealed class FileDescriptor : IDisposable
{
    private readonly string _path;
    private int _number;

    private FileDescriptor(string path, int number)
    {
        _path = path;
        _number = number;
    }

    /// <exception cref="PosixException">It cannot be opened.</exception>
    internal static FileDescriptor Open(string path, int flags, uint mode = 0)
    {
        int number;
        do
        {
            number = LibC.Open(path, flags, mode);
        }
        while (number < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
        return number >= 0 ? new(path, number) : throw new PosixException(path, "cannot open", Marshal.GetLastPInvokeError());
    }

    /// <summary>One that a call of libc has just returned; below zero it has failed, at what `action` says.</summary>
    internal static FileDescriptor Adopt(int number, string path, string action) =>
        number >= 0 ? new(path, number) : throw new PosixException(path, action, Marshal.GetLastPInvokeError());

    /// <summary>For poll(2).</summary>
    internal int Number => _number;

    internal FileStatus Status() => FileStatus.Of(_number, _path);

    /// <summary>The whole file, at most <paramref name="limit"/> bytes and one: a longer result says "too large".</summary>
    internal byte[] ReadUpTo(int limit)
    {
        var buffer = new byte[Math.Min(limit + 1L, Math.Max(Status().Size + 1, 4096))];
        var length = 0;
        while (true)
        {
            var count = ReadSome(buffer.AsSpan(length));
            if (count == 0 || (length += count) > limit)
            {
                return buffer[..length];
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(limit + 1L, buffer.Length * 2L));
            }
        }
    }

    /// <summary>Bytes from a place, fewer at the end of the file.</summary>
    internal unsafe int ReadAt(Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            return (int)Check(LibC.ReadAt(_number, start, (nuint)buffer.Length, offset), "cannot read");
        }
    }

    /// <summary>Writes all bytes, in one call of write(2) unless the system takes fewer.</summary>
    internal unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint count;
            fixed (byte* start = bytes)
            {
                count = LibC.Write(_number, start, (nuint)bytes.Length);
            }

            if (count >= 0 || Marshal.GetLastPInvokeError() != Errno.Interrupted)
            {
                bytes = bytes[(int)Check(count, "cannot write")..];
            }
        }
    }

    /// <summary>Replaces the content in place.</summary>
    internal unsafe void Overwrite(ReadOnlySpan<byte> bytes)
    {
        Check(LibC.Truncate(_number, 0), "cannot truncate");
        fixed (byte* start = bytes)
        {
            Check(LibC.WriteAt(_number, start, (nuint)bytes.Length, 0), "cannot write");
        }
    }

    /// <summary>Returns when the bytes are on the disk; a full disk may fail only here.</summary>
    internal void Flush() => Check(LibC.Flush(_number), "cannot flush");

    internal void ChangeMode(uint mode) => Check(LibC.ChangeMode(_number, mode), "cannot set the mode");

    /// <summary>False where we may not.</summary>
    internal bool TryChangeGroup(uint group) => LibC.ChangeOwner(_number, uint.MaxValue, group) == 0;

    /// <summary>flock(2), exclusive, without waiting. False: another open file holds it.</summary>
    internal bool TryLock()
    {
        const int ExclusiveNonBlocking = 2 | 4;
        if (LibC.Lock(_number, ExclusiveNonBlocking) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error is Errno.TryAgain or Errno.Interrupted ? false : throw new PosixException(_path, "cannot lock", error);
    }

    public void Dispose()
    {
        if (_number >= 0)
        {
            LibC.Close(_number);
            _number = -1;
        }
    }

    /// <summary>What is there now, of a descriptor that does not block; 0 when there is nothing.</summary>
    internal int ReadWhatIsThere(Span<byte> buffer)
    {
        try
        {
            return ReadSome(buffer);
        }
        catch (PosixException nothing) when (nothing.Error == Errno.TryAgain)
        {
            return 0;
        }
    }

    private unsafe int ReadSome(Span<byte> buffer)
    {
        nint count;
        do
        {
            fixed (byte* start = buffer)
            {
                count = LibC.Read(_number, start, (nuint)buffer.Length);
            }
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
        return (int)Check(count, "cannot read");
    }

    private nint Check(nint result, string action) =>
        result >= 0 ? result : throw new PosixException(_path, action, Marshal.GetLastPInvokeError());
}
