using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.State;

namespace Vips.Maintenance;

/// <summary>What is known of one prefix that a command names, be it a managed VIP or not.</summary>
public sealed class NamedPrefix(Inputs inputs, Prefix prefix)
{
    public Prefix Prefix => prefix;

    /// <summary>The running statement; null also when bgpd is unknown.</summary>
    public NetworkStatement? Configured { get; } =
        inputs.Running.IsKnown ? inputs.Running.Value.Instance.Statements.GetValueOrDefault(prefix) : null;

    /// <summary>The baseline's statement as it stands now, which alone may be announced; null also when the baseline is unknown.</summary>
    public NetworkStatement? InBaselineNow { get; } =
        inputs.Baseline.IsKnown ? inputs.Baseline.Value.Statements.GetValueOrDefault(prefix) : null;

    /// <summary>The same, of the last good baseline while it is unknown: what a drain's route-map stands in place of.</summary>
    public NetworkStatement? InLastBaseline { get; } = inputs.BaselineStatements.GetValueOrDefault(prefix);

    public Failure? BaselineFailure => inputs.Baseline.Failure;

    public KeptStatement? Kept { get; } = inputs.Kept.GetValueOrDefault(prefix);

    /// <summary>The hold's file, whether its claims are in force or not.</summary>
    public Hold? HoldFile { get; } = inputs.Holds.IsKnown ? inputs.Holds.Value.ByPrefix.GetValueOrDefault(prefix) : null;

    /// <summary>Of this site: configured, in the baseline, or withdrawn or held by us before.</summary>
    public bool IsOfThisSite => Configured is not null || InBaselineNow is not null || Kept is not null || HoldFile is not null;

    /// <summary>A VIP that the baseline lacks: skipped, unless bgpd cannot be read and may have it all the same.</summary>
    public MaintenanceDecision OutsideBaseline(string name) => inputs.Running.IsKnown
        ? new(prefix, name) { Line = Lines.NotOfThisSite(prefix), IsOfThisSite = false }
        : CannotTellWhetherOfThisSite(name, inputs.Running.Failure);

    /// <param name="name">The NAME that it was reached by.</param>
    /// <param name="done">`deleted`, `added`.</param>
    public MaintenanceDecision NotOursToWrite(string name, string done) => new(prefix, name)
    {
        Line = $"Route {prefix} not {done}: '{Configured}' has words that are not ours to write",
        Status = ExitStatus.KeptBack,
    };

    public MaintenanceDecision CannotTellWhetherOfThisSite(string name, Failure failure) => new(prefix, name)
    {
        Line = $"Route {prefix}: cannot tell whether it is of this site ({failure})",
        Status = ExitStatuses.Of(failure),
    };
}
