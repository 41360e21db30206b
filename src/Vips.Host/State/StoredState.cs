using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.Notices;
using Vips.State;

namespace Vips.Host.State;

/// <summary>What the state directory held when a run read it; under the lock, where the run takes one.</summary>
/// <param name="Holds">Unknown when holds/ cannot be read.</param>
/// <param name="Statements">The kept statements of withdrawn VIPs.</param>
/// <param name="State">watchdog.json, or an empty one.</param>
/// <param name="NotWritable">Why nothing can be written; null when it can, and for a run that writes nothing.</param>
/// <param name="Notices">What was found damaged.</param>
/// <param name="Freeze">The standing order to change nothing but holds; null without one.</param>
public sealed record StoredState(
    Reading<HoldSet> Holds, IReadOnlyDictionary<Prefix, KeptStatement> Statements, WatchdogState State, string? NotWritable,
    IReadOnlyList<Notice> Notices, Freeze? Freeze = null)
{
    /// <summary>What speaks against the state directory as a whole; part of <see cref="NotWritable"/>.</summary>
    public Failure? Unfit { get; init; }
}
