using Testing;

namespace Contract.Executables;

/// <summary>
/// What `ipvsadm -L -n` printed under a real keepalived with every real server up (two VIPs of each family, ports 80 and
/// 443), with VIPs failed and added as keepalived does it: a server that fails its check leaves the table.
/// </summary>
internal sealed class ReplayedTable
{
    private const int HeaderLines = 3;

    private readonly string _file;
    private readonly List<string> _lines;
    private readonly HashSet<string> _failed = [];

    /// <param name="file">What the replayer prints.</param>
    public ReplayedTable(string file)
    {
        _file = file;
        _lines = [.. Repository.Fixture("ipvsadm/1.31/keepalived-nominal.list").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Write();
    }

    /// <summary>All real servers of these VIPs (addresses), or of these services of theirs (`192.0.2.1:443`), fail.</summary>
    public void Fail(params IEnumerable<string> vips)
    {
        _failed.UnionWith(vips);
        Write();
    }

    public void Recover(params IEnumerable<string> vips)
    {
        _failed.ExceptWith(vips);
        Write();
    }

    /// <summary>IPv4 VIPs with one service of one real server each.</summary>
    public void Add(params IEnumerable<string> vips) => Add(1, vips);

    /// <summary>IPv4 VIPs with one service of so many real servers each.</summary>
    public void Add(int realServers, IEnumerable<string> vips)
    {
        foreach (var vip in vips)
        {
            _lines.Add($"TCP  {vip}:80 rr");
            for (var server = 11; server < 11 + realServers; server++)
                _lines.Add($"  -> 10.1.0.{server}:80                 Tunnel  1      0          0         ");
        }

        Write();
    }

    /// <summary>ipvsadm prints nothing and exits with 1, until the table changes.</summary>
    public void Break() => File.Delete(_file);

    private void Write()
    {
        using var file = new StreamWriter(_file);
        var isFailed = false;
        for (var i = 0; i < _lines.Count; i++)
        {
            var isServer = _lines[i].StartsWith("  ->", StringComparison.Ordinal);
            isFailed = isServer ? isFailed : i >= HeaderLines && (_failed.Contains(VipOf(_lines[i])) || _failed.Contains(PlaceOf(_lines[i])));
            if (!(isServer && isFailed))
                file.Write(_lines[i] + "\n");
        }
    }

    /// <summary>`TCP  [2001:db8::1]:80 rr`: 2001:db8::1.</summary>
    private static string VipOf(string service)
    {
        var place = PlaceOf(service);
        return place[..place.LastIndexOf(':')].Trim('[', ']');
    }

    private static string PlaceOf(string service) => service.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
}
