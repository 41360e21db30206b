using Bgp.Vtysh.Model;

namespace Vips.Plans;

/// <summary>What the read-back says of one change.</summary>
/// <param name="Change">What was planned.</param>
/// <param name="Words">Why it is not proven; null when the read-back proves it.</param>
/// <param name="Configured">Whether the statement is in the running configuration; null when that could not be read.</param>
/// <param name="Paths">bgpd's table for the prefix; null when it could not be read.</param>
/// <param name="Status">Done, 76, or 77.</param>
/// <param name="IsApplied">
/// The running configuration is as planned, whatever the table says: sending the same again would change nothing.
/// </param>
public sealed record ChangeOutcome(
    PlannedChange Change, string? Words, bool? Configured, BgpPaths? Paths, ExitStatus Status, bool IsApplied)
{
    public bool IsProven => Words is null;
}
