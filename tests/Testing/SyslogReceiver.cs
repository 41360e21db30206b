using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Testing;

/// <summary>A syslog daemon's end of /dev/log: reads at once and keeps every line.</summary>
public sealed class SyslogReceiver : IDisposable
{
    private static readonly string[] Severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly List<string> _messages = [];
    private readonly Lock _reading = new();
    private readonly Thread _reader;
    private volatile bool _isClosing;

    public SyslogReceiver(string path)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _socket.Blocking = false;
        _reader = new(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>Everything sent so far, as it came: `&lt;13&gt;Nov 20 22:21:14 bgp_mgt: TEXT`.</summary>
    public IReadOnlyList<string> Messages()
    {
        Drain();
        lock (_reading)
            return [.. _messages];
    }

    /// <summary>Everything sent so far as `severity tag: text`, e.g. `notice bgp_mgt: Adding route to 192.0.2.1/32`.</summary>
    public IReadOnlyList<string> Lines() => Messages().Select(Line).ToList();

    /// <summary>Forgets what came so far.</summary>
    public void Clear()
    {
        Drain();
        lock (_reading)
            _messages.Clear();
    }

    public void Dispose()
    {
        _isClosing = true;
        _reader.Join();
        _socket.Dispose();
    }

    /// <summary>A daemon that is never full: the kernel keeps only some ten datagrams for one that does not read.</summary>
    private void Read()
    {
        while (!_isClosing)
        {
            if (_socket.Poll(20_000, SelectMode.SelectRead))
                Drain();
        }
    }

    private void Drain()
    {
        var buffer = new byte[65536];
        lock (_reading)
        {
            while (_socket.Poll(0, SelectMode.SelectRead))
                _messages.Add(Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer)));
        }
    }

    private static string Line(string message)
    {
        var end = message.IndexOf('>', StringComparison.Ordinal);
        var priority = int.Parse(message.AsSpan(1, end - 1), CultureInfo.InvariantCulture);
        return $"{Severities[priority % 8]} {message[(end + "Nov 20 22:21:14 ".Length + 1)..]}";
    }
}
