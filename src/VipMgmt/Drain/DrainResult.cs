using Vips.Maintenance;

namespace VipMgmt.Drain;

/// <summary>How a drain's wait ended.</summary>
/// <param name="IsGone">Below the threshold; false at the limit.</param>
/// <param name="AtStart">The first sample.</param>
/// <param name="AtEnd">The last sample.</param>
/// <param name="Took">How long it was waited.</param>
public sealed record DrainResult(bool IsGone, Traffic AtStart, Traffic AtEnd, TimeSpan Took);
