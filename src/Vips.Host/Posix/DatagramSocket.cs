using System.Runtime.InteropServices;
using System.Text;

namespace Vips.Host.Posix;

/// <summary>What became of a datagram. Everything else is a <see cref="PosixException"/>.</summary>
internal enum SendOutcome
{
    Sent,

    /// <summary>The other side does not read: its queue is full.</summary>
    Full,

    TooLong,

    /// <summary>The other side has closed its socket.</summary>
    PeerGone,
}

/// <summary>A connected Unix datagram socket that never blocks by itself.</summary>
internal sealed class DatagramSocket : IDisposable
{
    private const ushort Unix = 1;
    private const int DatagramCloseOnExecNonBlocking = 2 | 0x80000 | 0x800;
    private const int NoSignal = 0x4000;
    private const short Writable = 4;

    /// <summary>sun_path of unix(7), its closing zero byte included.</summary>
    private const int LongestPath = 108;

    private const int FileNameTooLong = 36;
    private const int BrokenPipe = 32;
    private const int MessageTooLong = 90;
    private const int ConnectionReset = 104;
    private const int NotConnected = 107;
    private const int ConnectionRefused = 111;

    private readonly string _path;
    private int _number;

    private DatagramSocket(string path, int number)
    {
        _path = path;
        _number = number;
    }

    /// <exception cref="PosixException">There is no such socket, or nobody listens there.</exception>
    internal static DatagramSocket Connect(string path)
    {
        var number = LibC.Socket(Unix, DatagramCloseOnExecNonBlocking, 0);
        if (number < 0)
            throw new PosixException(path, "cannot make a socket", Marshal.GetLastPInvokeError());

        var socket = new DatagramSocket(path, number);
        try
        {
            socket.ConnectTo(Encoding.UTF8.GetBytes(path));
            return socket;
        }
        catch (PosixException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="PosixException">It failed in another way than <see cref="SendOutcome"/> knows.</exception>
    internal unsafe SendOutcome Send(ReadOnlySpan<byte> message)
    {
        while (true)
        {
            fixed (byte* start = message)
            {
                if (LibC.Send(_number, start, (nuint)message.Length, NoSignal) >= 0)
                    return SendOutcome.Sent;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Errno.Interrupted:
                    continue;
                case Errno.TryAgain:
                    return SendOutcome.Full;
                case MessageTooLong:
                    return SendOutcome.TooLong;
                case ConnectionRefused or NotConnected or ConnectionReset or BrokenPipe:
                    return SendOutcome.PeerGone;
                case var error:
                    throw new PosixException(_path, "cannot send", error);
            }
        }
    }

    /// <summary>Returns when a datagram fits again, or the time is over, or a signal came.</summary>
    internal unsafe void WaitUntilWritable(TimeSpan most)
    {
        var request = new LibC.PollRequest { Descriptor = _number, Events = Writable };
        _ = LibC.Poll(&request, 1, (int)Math.Ceiling(most.TotalMilliseconds));
    }

    public void Dispose()
    {
        if (_number >= 0)
            LibC.Close(_number);
        _number = -1;
    }

    /// <summary>
    /// sockaddr_un: the family in the machine's byte order, then the path. An abstract name (unix(7)) is written with @ in
    /// place of its leading zero byte, as systemd does, and is as long as the address says: no zero byte ends it.
    /// </summary>
    private unsafe void ConnectTo(ReadOnlySpan<byte> path)
    {
        if (path.Length >= LongestPath)
            throw new PosixException(_path, "cannot connect", FileNameTooLong);

        var isAbstract = path.StartsWith("@"u8);
        var address = stackalloc byte[sizeof(ushort) + LongestPath];
        *(ushort*)address = Unix;
        path.CopyTo(new(address + sizeof(ushort), LongestPath));
        if (isAbstract)
            address[sizeof(ushort)] = 0;
        if (LibC.Connect(_number, address, (uint)(sizeof(ushort) + (isAbstract ? path.Length : LongestPath))) != 0)
            throw new PosixException(_path, "cannot connect", Marshal.GetLastPInvokeError());
    }
}
