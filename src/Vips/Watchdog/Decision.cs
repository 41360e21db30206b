using Bgp.Vtysh.Model;
using Vips.Verdicts;

namespace Vips.Watchdog;

/// <summary>What is to be done about one VIP.</summary>
public enum DecisionAction
{
    None,
    Withdraw,
    Announce,

    /// <summary>Issue the configured statement again, exactly as it is.</summary>
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
    Missing,
    Down,
    StillOriginated,
    NotInBaseline,
    GoneFromBaseline,
    FoundAtFirstRun,
    InGrace,
    HoldDown,
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
/// <param name="Subject">What it rests on.</param>
/// <param name="Verdict">Null when the table is unknown, or the VIP is only held.</param>
/// <param name="Rule">The row that matched first.</param>
/// <param name="Action">What that row asks for, before permissions and <see cref="MassWithdrawal"/>.</param>
/// <param name="Why">In the words of the log line, without `&gt; delete route`.</param>
public sealed record Decision(Subject Subject, VipVerdict? Verdict, DecisionRule Rule, DecisionAction Action, string Why)
{
    /// <summary>What is issued, by <see cref="DecisionAction.Announce"/> and <see cref="DecisionAction.Reissue"/>.</summary>
    public NetworkStatement? Statement { get; init; }

    public IReadOnlyList<Notice> Notices { get; init; } = [];

    public ExitStatus Status { get; init; } = ExitStatus.Done;

    /// <summary>Holds neither count nor wait (DESIGN section 5, last paragraph).</summary>
    public bool IsByHold => Rule == DecisionRule.Held;
}
