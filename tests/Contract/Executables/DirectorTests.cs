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
