using System.Text.Json;
using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>Tests of the executables at the first site: what they say, and what the router sees of it.</summary>
public abstract class DirectorTests : IDisposable
{
    protected DirectorTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot)
    {
        (Bed, Syslog) = (bed, syslog);
        if (DirectorFactAttribute.WhyNot is not null)
            return;
        bed.Reset();
        Director = new(bed.Dc1, syslog, knot);
    }

    /// <summary>IPv4 prefixes that each site announces when the test bed is as it was made.</summary>
    protected const int ByTheTestBed = 2;

    protected BgpTestBed Bed { get; }

    protected SyslogDaemon Syslog { get; }

    private protected Director Director { get; } = null!;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Director?.Dispose();

    /// <summary>Waits until the router has this AS path through the first site; null: none.</summary>
    protected void RouterReaches(string prefix, string? path) => Poll.Until(() => Bed.RouterSees(prefix, Bed.Dc1), seen => seen == path);

    /// <summary>So many VIPs more, in bgpd, in the baseline and in the table, each with one service of so many real servers.</summary>
    protected string[] Serve(int count, int realServers = 1)
    {
        string[] vips = [.. Enumerable.Range(0, count).Select(i => $"198.18.{i / 250}.{i % 250}")];
        string[] statements = [.. vips.Select(vip => $"network {vip}/32 route-map BGP1")];
        foreach (var chunk in statements.Chunk(1000))
            Bed.Dc1.Configure("ipv4", chunk);
        Director.AddToBaseline(statements);
        Director.Table.Add(realServers, vips);
        return vips;
    }

    /// <summary>IPv4 prefixes that the router has from the first site.</summary>
    protected int RouterCount()
    {
        using var summary = JsonDocument.Parse(Bed.Router.Ask("show bgp ipv4 unicast summary json"));
        return summary.RootElement.GetProperty("peers").GetProperty("10.1.0.1").GetProperty("pfxRcd").GetInt32();
    }

    /// <summary>A shell command that does to the first site's bgpd what an operator does at another terminal.</summary>
    private protected string AtAnotherTerminal(params string[] commands) =>
        $"{BgpTestBed.VtyshProgram} {string.Join(' ', Bed.Dc1.VtyshOptions)} -d bgpd -c 'configure terminal' -c 'router bgp 64699' "
        + string.Join(' ', commands.Select(command => $"-c '{command}'"));
}

/// <summary>A fact that needs FRR, rsyslogd, dig and knotd, and root for the network namespaces.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DirectorFactAttribute : FactAttribute
{
    public DirectorFactAttribute() => Skip = WhyNot;

    internal static string? WhyNot { get; } = BgpTestBed.WhyNot ?? SyslogDaemon.WhyNot ?? DnsFactAttribute.WhyNot;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class DirectorTheoryAttribute : TheoryAttribute
{
    public DirectorTheoryAttribute() => Skip = DirectorFactAttribute.WhyNot;
}
