using System.Net.Sockets;

namespace Faults.Tests;

/// <summary>A syslog daemon that lives and reads nothing: its queue is full.</summary>
internal sealed class DeafSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public DeafSocket(string path)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        sender.Connect(new UnixDomainSocketEndPoint(path));
        try
        {
            while (true)
                sender.Send("full"u8);
        }
        catch (SocketException full) when (full.SocketErrorCode == SocketError.WouldBlock)
        {
            // As wanted.
        }
    }

    public void Dispose() => _socket.Dispose();
}
