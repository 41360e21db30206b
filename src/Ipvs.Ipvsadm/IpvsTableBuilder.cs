using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Ipvs.Ipvsadm;

/// <summary>Gathers the table line by line. Each Add returns the fault of its line, or null.</summary>
internal sealed class IpvsTableBuilder
{
    private static readonly string[] Schedulers =
        ["rr", "wrr", "lc", "wlc", "sh", "mh", "dh", "sed", "nq", "lblc", "lblcr", "fo", "ovf", "twos"];

    private static readonly string[] Forwards = ["Masq", "Route", "Tunnel", "Local"];

    private readonly List<VirtualService> _services = [];
    private readonly HashSet<ServiceKey> _keys = new();
    private readonly List<RealServer> _realServers = [];
    private ServiceKey? _key;
    private string _scheduler = "";

    /// <param name="protocol">The first word of the line.</param>
    /// <param name="rest">What follows it.</param>
    public string? AddService(IpvsProtocol protocol, ReadOnlySpan<byte> rest) =>
        ServiceKeyField.Read(protocol, ref rest, out var key) ?? Open(key, rest);

    public string? AddRealServer(ReadOnlySpan<byte> rest)
    {
        if (_key is null)
        {
            return "is a real server before any virtual service";
        }

        var word = Fields.Next(ref rest);
        if (!Fields.TryEndpoint(word, out var address, out var port))
        {
            return $"holds no real server's ADDRESS:PORT in numbers: '{Fields.Show(word)}'";
        }

        // ipvsadm sorts the real servers of a service, so twins stand together. A table that changes while it is
        // read can show one twice, which would count as two live ones.
        if (_realServers.Count > 0 && _realServers[^1] is var last && last.Address == address && last.Port == port)
        {
            return $"repeats real server '{Fields.Show(word)}'";
        }

        return AddRealServer(address, port, rest);
    }

    public IpvsTable Build()
    {
        Close();
        return new(_services);
    }

    private string? AddRealServer(IpAddress address, int port, ReadOnlySpan<byte> rest)
    {
        var word = Fields.Next(ref rest);
        if (Known(Forwards, word) is not { } forward)
        {
            return $"holds no known forwarding method: '{Fields.Show(word)}'";
        }

        word = Fields.Next(ref rest);
        if (!Fields.TryNumber(word, int.MaxValue, out var weight))
        {
            return $"holds no weight of 0 to {int.MaxValue}: '{Fields.Show(word)}'";
        }

        var counters = rest;
        if (!Fields.TryNumber(Fields.Next(ref rest), uint.MaxValue, out var active)
            || !Fields.TryNumber(Fields.Next(ref rest), uint.MaxValue, out var inactive)
            || !Fields.Next(ref rest).IsEmpty)
        {
            return $"holds no two counts of connections: '{Fields.Show(counters.Trim((byte)' '))}'";
        }

        _realServers.Add(new(address, port, forward, (int)weight, active, inactive));
        return null;
    }

    /// <summary>Words after the scheduler are flags, persistence and the like: they change no count.</summary>
    private string? Open(ServiceKey key, ReadOnlySpan<byte> rest)
    {
        var word = Fields.Next(ref rest);
        if (word.IsEmpty || !char.IsAsciiLetterLower((char)word[0]))
        {
            return $"holds no scheduler: '{Fields.Show(word)}'";
        }

        if (!_keys.Add(key))
        {
            return $"repeats virtual service {key}";
        }

        Close();
        _key = key;
        _scheduler = Known(Schedulers, word) ?? Fields.Show(word);
        return null;
    }

    private void Close()
    {
        if (_key is { } key)
        {
            _services.Add(new(key, _scheduler, _realServers.ToArray()));
            _realServers.Clear();
        }
    }

    /// <summary>One string for the whole table in place of one a line.</summary>
    private static string? Known(string[] words, ReadOnlySpan<byte> word)
    {
        foreach (var known in words)
        {
            if (System.Text.Ascii.Equals(word, known))
            {
                return known;
            }
        }

        return null;
    }
}
