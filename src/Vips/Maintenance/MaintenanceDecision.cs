using Net.Prefixes;
using Vips.Holds;
using Vips.Plans;

namespace Vips.Maintenance;

/// <summary>What vip-mgmt does about one VIP.</summary>
/// <param name="Prefix">The VIP.</param>
/// <param name="Name">The NAME that it was reached by first.</param>
public sealed record MaintenanceDecision(Prefix Prefix, string Name)
{
    /// <summary>What is sent to bgpd; null for nothing.</summary>
    public PlannedChange? Change { get; init; }

    /// <summary>What becomes of the hold; null where it is not touched.</summary>
    public HoldChange? Hold { get; init; }

    /// <summary>For the operator when nothing is sent; with a change, the read-back decides the line.</summary>
    public string? Line { get; init; }

    /// <summary>What it adds to the exit status.</summary>
    public ExitStatus Status { get; init; } = ExitStatus.Done;

    /// <summary>Said beside, on stderr; null for none.</summary>
    public string? Warning { get; init; }

    /// <summary>False: skipped; the status is 1 only when no VIP is left.</summary>
    public bool IsOfThisSite { get; init; } = true;

    /// <summary>At the end of a drain: it is not withdrawn, and its draining claim stands.</summary>
    public bool StaysDrained { get; init; }
}
