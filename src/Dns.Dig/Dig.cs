using System.Diagnostics;
using Dns.Dig.Model;
using Tools.Execution;

namespace Dns.Dig;

/// <summary>Resolves names with dig.</summary>
public sealed class Dig(ToolRunner runner, DigSettings settings)
{
    /// <summary>Asks for A and AAAA at the same time and follows the CNAME chain.</summary>
    /// <returns>
    /// Each family's answer, also when a server failed or did not answer. Unknown only when dig itself cannot be used, or
    /// prints what is not understood.
    /// </returns>
    public Reading<Resolution> Resolve(DnsName name, Families families = Families.Both)
    {
        var clock = Stopwatch.StartNew();
        var resolution = ResolveOnce(name, families, clock);
        // The zone may have changed between the two questions: look once more before calling it inconsistent.
        return resolution is { IsKnown: true, Value.IPv4.Status: AnswerStatus.Inconsistent }
            ? ResolveOnce(name, families, clock)
            : resolution;
    }

    private Reading<Resolution> ResolveOnce(DnsName name, Families families, Stopwatch clock)
    {
        TimeSpan Left() => settings.Timeout - clock.Elapsed;
        FamilyLookup Lookup(bool isIPv6) => new(runner, settings, name, isIPv6, Left);

        // A thread of its own, so that a server that hangs costs the timeout once; what goes wrong in it surfaces in Wait.
        var six = families == Families.IPv4 ? null
            : Task.Factory.StartNew(Lookup(isIPv6: true).Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var ipv4 = families == Families.IPv6 ? null : Lookup(isIPv6: false).Run();
        var ipv6 = six?.GetAwaiter().GetResult();

        return (ipv4?.Failure ?? ipv6?.Failure) is { } failure
            ? Reading<Resolution>.Unknown(failure)
            : Reading<Resolution>.Known(Resolution.Of(name, ipv4?.Value, ipv6?.Value));
    }
}
