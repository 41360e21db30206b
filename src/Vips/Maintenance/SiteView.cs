using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Vips.Maintenance;

/// <summary>What is known of one prefix at this site.</summary>
public sealed class SiteView(Inputs inputs, Prefix prefix)
{
    public Prefix Prefix => prefix;

    /// <summary>The running statement; null also when bgpd is unknown.</summary>
    public NetworkStatement? Configured { get; } =
        inputs.Running.IsKnown ? inputs.Running.Value.Instance.Statements.GetValueOrDefault(prefix) : null;

    /// <summary>The baseline's statement; null also when the baseline is unknown.</summary>
    public NetworkStatement? InBaseline { get; } =
        inputs.Baseline.IsKnown ? inputs.Baseline.Value.Statements.GetValueOrDefault(prefix) : null;

    public Failure? BaselineFailure => inputs.Baseline.Failure;

    public KeptStatement? Kept { get; } = inputs.Kept.GetValueOrDefault(prefix);

    /// <summary>The hold's file, whether its claims are in force or not.</summary>
    public Hold? Hold { get; } = inputs.Holds.IsKnown ? inputs.Holds.Value.ByPrefix.GetValueOrDefault(prefix) : null;

    /// <summary>Of this site: configured, in the baseline, or withdrawn or held by us before.</summary>
    public bool IsOfThisSite => Configured is not null || InBaseline is not null || Kept is not null || Hold is not null;

    /// <summary>A VIP that the baseline lacks: skipped, unless bgpd cannot be read and may have it all the same.</summary>
    public MaintenanceDecision OutsideBaseline(string name) => inputs.Running.IsKnown
        ? new(prefix, name, null, null, Lines.NotOfThisSite(prefix), IsOfThisSite: false)
        : CannotTellWhetherOfThisSite(name, inputs.Running.Failure);

    /// <param name="name">The NAME that it was reached by.</param>
    /// <param name="done">`deleted`, `added`.</param>
    public MaintenanceDecision NotOursToWrite(string name, string done) => new(
        prefix, name, null, null, $"Route {prefix} not {done}: '{Configured}' has words that are not ours to write", ExitStatus.KeptBack);

    public MaintenanceDecision CannotTellWhetherOfThisSite(string name, Failure failure) => new(
        prefix, name, null, null, $"Route {prefix}: cannot tell whether it is of this site ({failure})", ExitStatuses.Of(failure));
}
