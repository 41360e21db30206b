using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Vips.Doctor;

/// <summary>Everything that doctor judges, read once; reading it has changed nothing.</summary>
public sealed record Observed
{
    /// <summary>What the watchdog would decide on now, with bgpd's table for every statement of the instance.</summary>
    public required Inputs Inputs { get; init; }

    /// <summary>Whether bgpd answers at all; which instance of it is the site's stands in the inputs.</summary>
    public required Reading<BgpdSeen> Bgpd { get; init; }

    public required Reading<StartUpSeen> StartUp { get; init; }

    /// <summary>The addresses of this machine, each with its interface.</summary>
    public required Reading<IReadOnlyDictionary<IpAddress, string>> Addresses { get; init; }

    public required Reading<KeepalivedFileSeen> KeepalivedFile { get; init; }

    public required IReadOnlyList<NameSeen> Names { get; init; }

    public required MachineSeen Machine { get; init; }

    public required ScheduleSeen Schedule { get; init; }

    /// <summary>False: what fails may do so for want of a right.</summary>
    public bool IsRoot { get; init; } = true;

    /// <summary>Why watchdog.json could not be read; null when it could, or is not there.</summary>
    public Failure? WatchdogFileFailure { get; init; }

    /// <summary>The VIPs that a run of the watchdog looks at.</summary>
    public IReadOnlyList<WatchedVip> WatchedVips => Vips.WatchedVips.Of(Inputs);

    /// <summary>Why it cannot be told which VIPs are managed; null when it can.</summary>
    public Failure? ManagedFailure =>
        !Inputs.Baseline.IsKnown && Inputs.State.LastBaseline is null ? Inputs.Baseline.Failure
        : !Inputs.Table.IsKnown && !WatchedVips.Any(vip => vip.IsManaged) ? Inputs.Table.Failure
        : null;

    /// <summary>Whether this site may announce the prefix, as far as its configurations say.</summary>
    public bool IsOfThisSite(Prefix prefix) =>
        (Inputs.Running.IsKnown && Inputs.Running.Value.Instance.Statements.ContainsKey(prefix))
        || (Inputs.Baseline.IsKnown && Inputs.Baseline.Value.Statements.ContainsKey(prefix));
}

/// <param name="ImportCheck">Whether the site's instance originates only what is in a route; null when the text does not tell.</param>
public sealed record BgpdSeen(bool? ImportCheck);

/// <summary>The start-up configuration that the baseline is made of.</summary>
/// <param name="Path">The file.</param>
/// <param name="Instance">The site's.</param>
/// <param name="RouteMaps">Defined in the file.</param>
public sealed record StartUpSeen(string Path, BgpInstance Instance, IReadOnlySet<string> RouteMaps);

/// <summary>keepalived's own configuration, includes read too.</summary>
/// <param name="Path">The file that it was started with.</param>
/// <param name="Services">Its virtual_server blocks.</param>
/// <param name="IsWhole">False: macros or conditions stand in it that only keepalived could tell.</param>
public sealed record KeepalivedFileSeen(string Path, IReadOnlyList<KeepalivedService> Services, bool IsWhole);

/// <summary>One virtual_server block.</summary>
/// <param name="Name">As written: `192.0.2.1 80`, `fwmark 7`.</param>
/// <param name="IsAlpha">`alpha`: its real servers are down until their first check.</param>
/// <param name="IsOmega">`omega`: a shutdown of keepalived is told as a failure is.</param>
/// <param name="SorryServer">The server that only says sorry; null without one.</param>
public sealed record KeepalivedService(string Name, bool IsAlpha, bool IsOmega, IpAddress? SorryServer);

/// <summary>A service name and what DNS says of it.</summary>
/// <param name="Name">Without the final dot.</param>
/// <param name="Addresses">Of both families; empty for a definite none. Unknown when one family's answer is.</param>
/// <param name="Entry">The prefixes of the `vips` entry of that name; empty without one.</param>
public sealed record NameSeen(string Name, Reading<IReadOnlyList<IpAddress>> Addresses, IReadOnlyList<Prefix> Entry);
