using Bgp.Vtysh.Model;
using Vips.Notices;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>What is to be done about one VIP.</summary>
public enum DecisionAction
{
    None,
    Withdraw,
    Announce,

    /// <summary>Issue the statement with the drain route-map.</summary>
    Drain,

    /// <summary>Issue a statement again: the configured one exactly as it is, or the baseline's when a drain is over.</summary>
    Reissue,

    /// <summary>First run: write a nameless hold for a VIP that was found withdrawn.</summary>
    Hold,
}

/// <summary>The row of DESIGN section 5 that matched.</summary>
public enum DecisionRule
{
    /// <summary>The table is unknown: nothing is decided but holds.</summary>
    NotJudged,

    /// <summary>Only listed, by `status`: the watchdog never touches it.</summary>
    NotManaged,
    NotOurStatement,
    Held,

    /// <summary>Held by a drain alone: announced with the drain route-map.</summary>
    Draining,

    /// <summary>A drain's hold is over: the baseline's route-map comes back.</summary>
    DrainOver,
    Missing,
    Down,

    /// <summary>Down and serving in part; nobody knows of another site's path: withdrawn after a second look, a second pass of the run.</summary>
    SecondLook,

    /// <summary>Down and serving in part, with no other site's path: kept, or announced again.</summary>
    LastExit,

    /// <summary>Announced as the last exit a short while ago.</summary>
    Pinned,
    StillOriginated,
    NotInBaseline,
    GoneFromBaseline,
    FoundAtFirstRun,
    InGrace,
    HoldDown,

    /// <summary>Up, and not restored yet since it flaps.</summary>
    Damped,
    Restore,
    RouteMapUndefined,
    NotOriginated,
    OtherRouteMap,

    /// <summary>Between the thresholds, or `fall`/`rise` not reached: left as it is.</summary>
    Unchanged,

    /// <summary>As it should be.</summary>
    InOrder,
}

/// <summary>What a run decides about one VIP, with the sums and the reason: log line, dry run and test read this value.</summary>
/// <param name="Vip">What it rests on.</param>
/// <param name="Verdict">Null when the table is unknown, or the VIP is only held.</param>
/// <param name="Rule">The row that matched first.</param>
/// <param name="Action">What that row asks for; none where a gate, a freeze or <see cref="MassReview"/> keeps it back.</param>
/// <param name="Why">In the words of the log line, without `&gt; delete route`.</param>
public sealed record Decision(WatchedVip Vip, VipVerdict? Verdict, DecisionRule Rule, DecisionAction Action, string Why)
{
    /// <summary>What is issued, by <see cref="DecisionAction.Announce"/>, <see cref="DecisionAction.Drain"/> and <see cref="DecisionAction.Reissue"/>.</summary>
    public NetworkStatement? Statement { get; init; }

    public IReadOnlyList<Notice> Notices { get; init; } = [];

    public ExitStatus Status { get; init; } = ExitStatus.Done;

    /// <summary>The witness was not asked yet, and its answer may decide otherwise.</summary>
    public bool AsksWitness { get; init; }

    /// <summary>Since when it is announced as the last exit; null when it is not.</summary>
    public Moment? PinnedAt { get; init; }

    /// <summary>Holds neither count nor wait (DESIGN section 5, last paragraph).</summary>
    public bool IsByHold => Rule == DecisionRule.Held;
}
