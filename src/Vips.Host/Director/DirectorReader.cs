using Bgp.Vtysh;
using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Host.Settings;
using Vips.Host.State;
using Vips.Readings;

namespace Vips.Host.Director;

/// <summary>Reads everything that a decision rests on, once: bgpd, IPVS, keepalived, the baseline and what we keep.</summary>
/// <param name="configuration">Where to look.</param>
/// <param name="vtysh">bgpd's.</param>
/// <param name="ipvsadm">The kernel's table.</param>
/// <param name="source">Everything else.</param>
public sealed class DirectorReader(Configuration configuration, Vtysh vtysh, Ipvsadm ipvsadm, IDirectorSource source)
{
    /// <summary>What a reading that nobody asked for says, should anybody rest on it.</summary>
    private static readonly Failure NotAsked = new(FailureKind.Unusable, "IPVS", "was not asked");

    private readonly InstanceChoice _choice = new(configuration.Bgp.As, configuration.Bgp.Instance);

    /// <param name="kept">Holds, kept statements and state, as the run read them.</param>
    /// <param name="withIpvs">False where no decision rests on IPVS: neither ipvsadm nor /proc is asked.</param>
    /// <param name="withoutLock">Why there is no lock; null when it is ours, or none is needed.</param>
    /// <param name="also">Prefixes that bgpd's table is asked for besides the VIPs that are looked at, given what runs.</param>
    public Inputs Read(StoredState kept, bool withIpvs = true, LockMissing? withoutLock = null, Func<RunningInstance, IEnumerable<Prefix>>? also = null)
    {
        var baseline = ReadBaseline();
        var inputs = new Inputs
        {
            Now = source.Now(),
            Policy = configuration.Policy,
            Running = Reading<RunningInstance>.Unknown(NotAsked),
            Baseline = baseline,
            Table = Reading<IpvsTable>.Unknown(NotAsked),
            Keepalived = new KeepalivedState.NotWatched(),
            Holds = kept.Holds,
            Kept = kept.Statements,
            State = kept.State,
            StateNotWritable = kept.NotWritable,
            Damages = kept.Notices,
            Freeze = kept.Freeze,
            WithoutLock = withoutLock,
            Paths = NoPaths(),
        };
        return ReadTools(inputs, withIpvs, also);
    }

    /// <summary>The same inputs with the tools asked, at first and again for the second reading before a mass withdrawal.</summary>
    public Inputs ReadTools(Inputs inputs, bool withIpvs = true, Func<RunningInstance, IEnumerable<Prefix>>? also = null)
    {
        source.NextReading();

        // ipvsadm beside vtysh: the two know nothing of each other, and a run costs the slower of them.
        var table = inputs.Table;
        var asking = withIpvs ? new Thread(() => table = ipvsadm.ReadTable()) { IsBackground = true } : null;
        asking?.Start();
        var running = InstanceOf(vtysh.ReadRunningConfiguration(), inputs.Baseline.IsKnown ? inputs.Baseline.Value.AsNumber : inputs.State.LastBaseline?.AsNumber);
        asking?.Join();
        var now = source.Now();
        var read = inputs with
        {
            Now = now,
            Running = running,
            Table = table,
            Keepalived = withIpvs ? source.Keepalived(now) : inputs.Keepalived,
        };
        return read with { Paths = ReadPaths(read, also) };
    }

    /// <summary>The site's instance of a running configuration.</summary>
    /// <param name="reading">What bgpd runs.</param>
    /// <param name="baselineAs">The AS that it must have; null when none is known: the one instance of the scope then.</param>
    public Reading<RunningInstance> InstanceOf(Reading<RunningConfiguration> reading, string? baselineAs)
    {
        if (!reading.IsKnown)
        {
            return Reading<RunningInstance>.Unknown(reading.Failure);
        }

        var (instance, why) = _choice.InRunning(reading.Value.Configuration, baselineAs);
        return instance is null
            ? Reading<RunningInstance>.Unknown(new(FailureKind.Unusable, "bgpd", why!))
            : Reading<RunningInstance>.Known(new(reading.Value.Suite, instance, reading.Value.Configuration.RouteMaps));
    }

    /// <summary>The start-up configuration of the site's instance: a file, no tool.</summary>
    public Reading<Baseline> ReadBaseline()
    {
        var file = configuration.Bgp.Baseline is { } path ? BaselineFile.Read(path, source.Startup) : BaselineFile.ReadFirst(BaselineFile.DefaultPaths, source.Startup);
        if (!file.IsKnown)
        {
            return Reading<Baseline>.Unknown(file.Failure);
        }

        var (instance, why) = _choice.InBaseline(file.Value.Configuration);
        return instance is null
            ? Reading<Baseline>.Unknown(new(FailureKind.Unusable, $"baseline {file.Value.Path}", why!))
            : Reading<Baseline>.Known(Baseline.Of(file.Value.Path, instance, configuration.Policy));
    }

    /// <summary>All VIPs that are looked at, in one vtysh.</summary>
    private Reading<IReadOnlyDictionary<Prefix, BgpPaths>> ReadPaths(Inputs inputs, Func<RunningInstance, IEnumerable<Prefix>>? also)
    {
        if (!inputs.Running.IsKnown)
        {
            return NoPaths();
        }

        var prefixes = new List<Prefix>();
        foreach (var vip in WatchedVips.Of(inputs))
        {
            prefixes.Add(vip.Prefix);
        }

        if (also is not null)
        {
            prefixes = [.. new SortedSet<Prefix>(prefixes.Concat(also(inputs.Running.Value)))];
        }

        return prefixes.Count == 0 ? NoPaths() : vtysh.ReadPaths(inputs.Running.Value.Suite, inputs.Running.Value.Instance, prefixes);
    }

    private static Reading<IReadOnlyDictionary<Prefix, BgpPaths>> NoPaths() =>
        Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Known(new Dictionary<Prefix, BgpPaths>());
}
