using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Bench;

/// <summary>
/// One connection to bgpd that stays: vtysh's protocol (a command and a null; the answer, three nulls and a status byte). A vtysh
/// a question would take 25 ms, ten times what is to be told apart.
/// </summary>
internal sealed class VtyConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[1 << 16];

    public VtyConnection(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    /// <summary>How many prefixes this bgpd has from its one peer.</summary>
    public int Received()
    {
        const string Field = "\"pfxRcd\":";
        var answer = Ask("show bgp ipv4 unicast summary json");
        var at = answer.IndexOf(Field, StringComparison.Ordinal);
        if (at < 0)
            return 0;
        var digits = answer.AsSpan(at + Field.Length);
        return int.Parse(digits[..digits.IndexOfAnyExceptInRange('0', '9')], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();

    private string Ask(string command)
    {
        _socket.Send(Encoding.ASCII.GetBytes(command + "\0"));
        var length = 0;
        while (length < 4 || !_buffer.AsSpan(length - 4, 3).SequenceEqual("\0\0\0"u8))
            length += _socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None) is var count and > 0 ? count : throw new IOException("bgpd closed the connection");
        return Encoding.UTF8.GetString(_buffer, 0, length - 4);
    }
}
