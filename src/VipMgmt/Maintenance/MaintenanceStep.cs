using Net.Prefixes;
using Vips;
using Vips.Maintenance;

namespace VipMgmt.Maintenance;

/// <summary>What is done in one go under the lock.</summary>
/// <param name="Decide">On each VIP that the targets stand for.</param>
/// <param name="Targets">What is acted on, when the director has been read.</param>
/// <param name="Also">Prefixes that bgpd's table is asked for besides the VIPs that a run looks at.</param>
/// <param name="IsDeletion">It takes announcements away: asked for other sites' paths, and for a yes.</param>
/// <param name="WritesHolds">Nothing is done where no hold can be written.</param>
/// <param name="Reason">For the journal of the holds; null without.</param>
public sealed record MaintenanceStep(
    Func<Inputs, IReadOnlyList<Target>, IReadOnlyList<MaintenanceDecision>> Decide, Func<Inputs, IReadOnlyList<Target>> Targets,
    IEnumerable<Prefix> Also, bool IsDeletion, bool WritesHolds, string? Reason)
{
    /// <summary>Nobody need be asked, however much goes.</summary>
    public const int Everything = int.MaxValue;

    /// <summary>Somebody has said yes to so many VIPs going.</summary>
    public int Confirmed { get; init; }
}

/// <summary>What came of a step.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Decisions">Empty when nothing was looked at.</param>
/// <param name="Unconfirmed">More than half would go: nothing is done before somebody says yes; null otherwise.</param>
public sealed record MaintenanceResult(ExitStatus Status, IReadOnlyList<MaintenanceDecision> Decisions, AnnouncedShare? Unconfirmed = null);
