using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Contract.Dns;

/// <summary>
/// A name server that does what no proper one can be made to do: it fails for one family, says nothing, answers one step
/// of a chain at a time, truncates without TCP, sends damaged messages. UDP, and TCP for names that begin with `tcp`.
/// </summary>
public sealed class OddServer : IDisposable
{
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TcpListener _tcp;
    private int _asked;

    public OddServer()
    {
        Port = LoopbackPort.Free();
        _udp.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _tcp = new(IPAddress.Loopback, Port);
        _tcp.Start();
        new Thread(ServeUdp) { IsBackground = true }.Start();
        new Thread(ServeTcp) { IsBackground = true }.Start();
    }

    public int Port { get; }

    /// <summary>How many questions came by UDP.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public void Dispose()
    {
        _udp.Dispose();
        _tcp.Dispose();
    }

    private void ServeUdp()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                EndPoint client = new IPEndPoint(IPAddress.Any, 0);
                var length = _udp.ReceiveFrom(buffer, ref client);
                Interlocked.Increment(ref _asked);
                if (OddAnswer.ByUdp(buffer[..length]) is { } answer)
                    _udp.SendTo(answer, client);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed: the test is over.
        }
    }

    private void ServeTcp()
    {
        try
        {
            while (true)
            {
                using var client = _tcp.AcceptTcpClient();
                Serve(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed: the test is over.
        }
    }

    private static void Serve(NetworkStream stream)
    {
        try
        {
            var length = new byte[2];
            stream.ReadExactly(length);
            var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            stream.ReadExactly(question);
            if (OddAnswer.ByTcp(question) is not { } answer)
                return; // closed without a word

            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
            stream.Write(length);
            stream.Write(answer);
        }
        catch (IOException)
        {
            // The client went away.
        }
    }
}
