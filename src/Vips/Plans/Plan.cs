namespace Vips.Plans;

/// <summary>The changes of a run in the order in which they are made: withdrawals before additions, each a VIP once.</summary>
/// <param name="Changes">Empty when bgpd already has what should be: then nothing is sent.</param>
public sealed record Plan(IReadOnlyList<PlannedChange> Changes)
{
    public static Plan Empty { get; } = new([]);

    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Withdrawals first; within each the order given (numeric for the watchdog, as named for vip-mgmt).</summary>
    public static Plan Of(IEnumerable<PlannedChange> changes)
    {
        var withdrawals = new List<PlannedChange>();
        var additions = new List<PlannedChange>();
        foreach (var change in changes)
        {
            (change.Kind == ChangeKind.Withdraw ? withdrawals : additions).Add(change);
        }

        withdrawals.AddRange(additions);
        return new(withdrawals);
    }
}
