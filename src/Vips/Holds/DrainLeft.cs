using Net.Prefixes;

namespace Vips.Holds;

/// <summary>Whether the route-map of a drain that is over may still be on a VIP: as long as it may, the hold's file stays.</summary>
internal static class DrainLeft
{
    /// <summary>True also while bgpd, or every baseline, is unknown: what is not known is not off.</summary>
    internal static bool MayBe(Inputs inputs, Prefix prefix)
    {
        if (!inputs.Running.IsKnown)
        {
            return true;
        }

        if (inputs.Running.Value.Instance.Statements.GetValueOrDefault(prefix) is not { } statement || !inputs.Policy.IsDrained(statement))
        {
            return false;
        }

        return inputs.BaselineStatements.GetValueOrDefault(prefix) is { } undrained ? undrained != statement
            : !inputs.Baseline.IsKnown && inputs.State.LastBaseline is null;
    }
}
