using Net.Prefixes;
using Vips.Plans;

namespace VipWatchdog.Replay;

/// <summary>A recorded run, decided again.</summary>
/// <param name="Passes">One, and another where a second was wanted.</param>
/// <param name="Differs">VIPs about which the recorded run decided otherwise: another version's rules.</param>
/// <param name="Lacks">What was asked for and not recorded; null when all was there.</param>
internal sealed record ReplayedBundle(IReadOnlyList<ReplayedPass> Passes, IReadOnlyList<Prefix> Differs, string? Lacks)
{
    public DateTimeOffset Time => Passes[0].Assessment.Inputs.Now.Wall;

    public ReplayedPass Last => Passes[^1];

    /// <summary>What the whole run would send.</summary>
    public Plan Plan => Passes.Count == 1 ? Last.Plan : new([.. Passes.SelectMany(pass => pass.Plan.Changes)]);
}
