using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Testing;

namespace Contract.Dns;

/// <summary>A knotd of our own on a free port of the loopback, authoritative for example.net and example.org.</summary>
public sealed class KnotServer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("knot-");
    private readonly Daemon? _knotd;

    public KnotServer()
    {
        if (DnsFactAttribute.WhyNot is not null)
            return;

        Port = LoopbackPort.Free();
        var configuration = Write("knot.conf", Configuration());
        Write("example.net.zone", Zone());
        Write("example.org.zone", "$ORIGIN example.org.\n@ 300 SOA ns hostmaster 1 3600 600 86400 300\n@ 300 NS ns\n"
            + "ns 300 A 127.0.0.1\nwww 300 CNAME vip\nvip 300 A 192.0.2.80\nvip 300 AAAA 2001:db8::80\n");
        _knotd = new Daemon("knotd", ["-c", configuration], Path.Combine(_folder.FullName, "log"));
        Poll.Until(() => _knotd.Throws() || Answers());
    }

    public int Port { get; }

    public void Dispose()
    {
        _knotd?.Dispose();
        _folder.Delete(recursive: true);
    }

    private bool Answers()
    {
        var result = RealDig.Run("-r", "@127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "+time=1", "+tries=1", "+short", "-q", "ns.example.net", "-t", "A");
        return Encoding.UTF8.GetString(result.StandardOutput) == "127.0.0.1\n";
    }

    /// <summary>broken.example has no zone file: knot answers SERVFAIL for it, and REFUSED for zones that it does not have.</summary>
    private string Configuration() => $"""
        server:
            listen: 127.0.0.1@{Port}
            rundir: "{_folder.FullName}"
        log:
          - target: stderr
            any: info
        database:
            storage: "{_folder.FullName}/db"
        template:
          - id: default
            storage: "{_folder.FullName}"
        zone:
          - domain: example.net
            file: example.net.zone
          - domain: example.org
            file: example.org.zone
          - domain: broken.example
            file: absent.zone

        """;

    private static string Zone()
    {
        var zone = new StringBuilder(File.ReadAllText(Path.Combine(Repository.Root(), "tests", "Contract", "Dns", "example.net.zone")));
        for (var n = 0; n < 300; n++)
            zone.Append(CultureInfo.InvariantCulture, $"many A 198.18.{n / 250}.{n % 250}\n");
        for (var n = 0; n < 30; n++)
            zone.Append(CultureInfo.InvariantCulture, $"deep{n} CNAME deep{n + 1}\n");
        return zone.Append("deep30 A 192.0.2.30\n").ToString();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}

internal static class LoopbackPort
{
    private const int First = 20_000;
    private const int Last = 29_999;

    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>
    /// A port of 127.0.0.1 that was free for UDP and TCP a moment ago, and below those that the kernel gives away by itself
    /// (32768 and more): dig's own questions took one of them between this look and the server's bind.
    /// </summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % (Last - First));
            try
            {
                using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
                using var tcp = new TcpListener(IPAddress.Loopback, port);
                tcp.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has that port: try the next.
            }
        }
    }
}
