using System.Net.Sockets;
using System.Text;

namespace Vips.Host.Tests.Syslog;

/// <summary>A daemon's end of /dev/log, which reads only when the test wants it to.</summary>
public sealed class Receiver : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public Receiver(string path)
    {
        // .NET removes the path that it was bound to; a daemon that was killed leaves its own behind.
        _socket.Bind(new UnixDomainSocketEndPoint(path + ".new"));
        File.Move(path + ".new", path);
        _socket.ReceiveTimeout = 10_000;
    }

    public string Next()
    {
        var buffer = new byte[65536];
        return Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer));
    }

    public List<string> All()
    {
        var messages = new List<string>();
        while (_socket.Available > 0)
            messages.Add(Next());
        return messages;
    }

    public void Dispose() => _socket.Dispose();
}
