using System.Diagnostics;
using Vips.Host.Posix;

namespace Vips.Host.Syslog;

/// <summary>
/// The way to the daemon. syslog(3) of libc blocks for ever when the daemon lives but does not read (facts: dotnet.md);
/// here one budget bounds what a whole run can lose, whatever it sends.
/// </summary>
/// <param name="path">/dev/log.</param>
/// <param name="budget">200 ms, for all messages together.</param>
internal sealed class SyslogConnection(string path, TimeSpan budget) : IDisposable
{
    /// <summary>What RFC 3164 section 4.1 lets every receiver take.</summary>
    private const int ShortMessage = 1024;

    private DatagramSocket? _socket;
    private TimeSpan _spent;

    /// <summary>Why nothing is sent any more in this run; null while it works.</summary>
    internal string? GaveUp { get; private set; }

    /// <returns>False: not delivered, see <see cref="GaveUp"/>.</returns>
    internal bool Send(byte[] message)
    {
        if (GaveUp is not null)
            return false;

        var begin = Stopwatch.GetTimestamp();
        try
        {
            Deliver(message, begin);
        }
        catch (PosixException failure)
        {
            GaveUp = failure.Message;
            Dispose();
        }

        _spent += Stopwatch.GetElapsedTime(begin);
        return GaveUp is null;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private void Deliver(byte[] message, long begin)
    {
        var mayReconnect = _socket is not null;
        while (true)
        {
            _socket ??= DatagramSocket.Connect(path);
            switch (_socket.Send(message))
            {
                case SendOutcome.Sent:
                    return;
                case SendOutcome.Full:
                    Wait(_socket, begin);
                    break;
                case SendOutcome.TooLong when message.Length > ShortMessage:
                    message = SyslogMessage.Cut(message, ShortMessage);
                    break;
                case SendOutcome.PeerGone when mayReconnect:
                    // The daemon was restarted: its new socket has the same path.
                    mayReconnect = false;
                    Dispose();
                    break;
                default:
                    throw new PosixException(path, "the daemon takes no message");
            }
        }
    }

    private void Wait(DatagramSocket socket, long begin)
    {
        var left = budget - _spent - Stopwatch.GetElapsedTime(begin);
        if (left <= TimeSpan.Zero)
            throw new PosixException(path, "the daemon does not read");
        socket.WaitUntilWritable(left);
    }
}
