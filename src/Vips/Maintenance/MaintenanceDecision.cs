using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>What vip-mgmt does about one VIP.</summary>
/// <param name="Prefix">The VIP.</param>
/// <param name="Name">The NAME that it was reached by first.</param>
/// <param name="Change">What is sent to bgpd; null for nothing.</param>
/// <param name="Hold">What becomes of the hold; null where it is not touched.</param>
/// <param name="Line">The line for the operator when nothing is sent (with a change, the read-back decides the line).</param>
/// <param name="Status">What it adds to the exit status.</param>
/// <param name="Warning">Said beside, on stderr; null for none.</param>
/// <param name="IsOfThisSite">False: skipped; the status is 1 only when no VIP is left.</param>
public sealed record MaintenanceDecision(
    Prefix Prefix, string Name, PlannedChange? Change, HoldChange? Hold, string? Line,
    ExitStatus Status = ExitStatus.Done, string? Warning = null, bool IsOfThisSite = true)
{
    /// <summary>At the end of a drain: it is not withdrawn, and its draining claim stands.</summary>
    public bool StaysDrained { get; init; }
}
