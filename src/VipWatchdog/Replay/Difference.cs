using Net.Prefixes;
using Vips.Plans;

namespace VipWatchdog.Replay;

/// <summary>A change that only one of two configurations makes in a recorded run.</summary>
/// <param name="Time">Of the run.</param>
/// <param name="Change">What the one makes.</param>
/// <param name="IsAdded">Made by the new configuration alone; else avoided by it.</param>
/// <param name="Instead">What the other decides about the VIP, and why.</param>
internal sealed record Difference(DateTimeOffset Time, PlannedChange Change, bool IsAdded, string Instead)
{
    /// <summary>The changes of one run that the new configuration avoids, then those that it adds.</summary>
    internal static IEnumerable<Difference> Between(ReplayedBundle then, ReplayedBundle instead) =>
        Only(then, instead, isAdded: false).Concat(Only(instead, then, isAdded: true));

    private static IEnumerable<Difference> Only(ReplayedBundle one, ReplayedBundle other, bool isAdded)
    {
        var known = other.Plan.Changes.Select(Key).ToHashSet();
        return one.Plan.Changes.Where(change => !known.Contains(Key(change))).Select(change => new Difference(one.Time, change, isAdded, SaidBy(other, change.Prefix)));
    }

    private static (Prefix Prefix, ChangeKind Kind, string Statement) Key(PlannedChange change) => (change.Prefix, change.Kind, change.Statement.ToString());

    private static string SaidBy(ReplayedBundle run, Prefix prefix) =>
        run.Last.Assessment.Decisions.FirstOrDefault(decision => decision.Vip.Prefix == prefix)?.Why ?? "not looked at";
}
