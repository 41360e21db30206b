using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Notices;
using Vips.Policies;
using Vips.Readings;
using Vips.State;

namespace Vips;

/// <summary>Everything that one run decides on, read once; the watchdog, vip-mgmt and status rest on the same.</summary>
public sealed record Inputs
{
    private static readonly Dictionary<Prefix, NetworkStatement> NoStatements = [];

    public required Moment Now { get; init; }

    public required Policy Policy { get; init; }

    public required Reading<RunningInstance> Running { get; init; }

    public required Reading<Baseline> Baseline { get; init; }

    /// <summary>The statements of the baseline, of the last good one while it cannot be read; empty without either.</summary>
    public IReadOnlyDictionary<Prefix, NetworkStatement> BaselineStatements =>
        (Baseline.IsKnown ? Baseline.Value : State.LastBaseline)?.Statements ?? NoStatements;

    public required Reading<IpvsTable> Table { get; init; }

    public required KeepalivedState Keepalived { get; init; }

    public required Reading<HoldSet> Holds { get; init; }

    /// <summary>The withdrawn/ statements: what we withdrew and have not announced since.</summary>
    public required IReadOnlyDictionary<Prefix, KeptStatement> Kept { get; init; }

    public required WatchdogState State { get; init; }

    /// <summary>The standing order to change nothing but holds; null without one.</summary>
    public Freeze? Freeze { get; init; }

    /// <summary>What the witness said, of the prefixes that it was asked for.</summary>
    public IReadOnlyDictionary<Prefix, OtherSite> Witness { get; init; } = new Dictionary<Prefix, OtherSite>();

    /// <summary>VIPs that the first pass of this run would have withdrawn, had one pass been enough; empty at the first.</summary>
    public IReadOnlySet<Prefix> LeftByFirstPass { get; init; } = new HashSet<Prefix>();

    /// <summary>Why the state cannot be written; null when it can.</summary>
    public string? StateNotWritable { get; init; }

    /// <summary>What was found damaged in our own files.</summary>
    public IReadOnlyList<Notice> Damages { get; init; } = [];

    /// <summary>Why the watchdog goes on without the lock; null when the lock is ours, or none is needed.</summary>
    public LockMissing? WithoutLock { get; init; }

    /// <summary>Whether this run may count observations: what it counts must be written.</summary>
    public bool CanRemember => StateNotWritable is null && WithoutLock is null;

    /// <summary>bgpd's table for the prefixes of <see cref="WatchedVips"/>.</summary>
    public required Reading<IReadOnlyDictionary<Prefix, BgpPaths>> Paths { get; init; }

    /// <summary>bgpd's table for one prefix; null when it is not known.</summary>
    public BgpPaths? PathsOf(Prefix prefix) =>
        Running.IsKnown && Paths.IsKnown ? Paths.Value.GetValueOrDefault(prefix) : null;

    /// <summary>
    /// Whether the route-map of a drain that is over may still be on the VIP: as long as it may, the hold's file stays. True
    /// also while bgpd, or every baseline, is unknown: what is not known is not off.
    /// </summary>
    public bool MayBeDrained(Prefix prefix)
    {
        if (!Running.IsKnown)
        {
            return true;
        }

        if (Running.Value.Instance.Statements.GetValueOrDefault(prefix) is not { } statement || !Policy.IsDrained(statement))
        {
            return false;
        }

        return BaselineStatements.GetValueOrDefault(prefix) is { } undrained ? undrained != statement
            : !Baseline.IsKnown && State.LastBaseline is null;
    }
}
