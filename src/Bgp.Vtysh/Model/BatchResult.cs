using Tools.Execution;

namespace Bgp.Vtysh.Model;

/// <summary>What became of a batch, as far as vtysh tells; only reading again says what bgpd has.</summary>
public enum BatchOutcome
{
    /// <summary>Every command was taken without a word, and bgpd answered after the last.</summary>
    Applied,

    /// <summary>
    /// Some commands were refused. FRR stops at the first, Quagga at the first that it cannot parse; what stood before
    /// is kept.
    /// </summary>
    Refused,

    /// <summary>Somebody else kept the configuration locked until the deadline.</summary>
    Locked,

    /// <summary>vtysh hung, or lost bgpd: any part of the batch may have been applied.</summary>
    Unknown,
}

/// <param name="Command">As it was sent.</param>
/// <param name="Change">The change that it was to make; null for `router bgp …` and the like.</param>
/// <param name="Failure">The command and what bgpd said of it.</param>
public sealed record RefusedCommand(string Command, StatementChange? Change, Failure Failure);

/// <param name="Outcome">The worst that happened.</param>
/// <param name="Refused">In the order sent.</param>
/// <param name="Failure">What to tell the operator; null when applied.</param>
public sealed record BatchResult(BatchOutcome Outcome, IReadOnlyList<RefusedCommand> Refused, Failure? Failure)
{
    public static BatchResult Applied { get; } = new(BatchOutcome.Applied, [], null);

    /// <summary>
    /// What vtysh said that concerns this change: of itself, of the way to it, or of the whole batch; null when nothing.
    /// </summary>
    public Failure? About(StatementChange change)
    {
        foreach (var refused in Refused)
        {
            if (refused.Change is null || refused.Change == change)
                return refused.Failure;
        }

        return Outcome == BatchOutcome.Refused ? null : Failure;
    }
}
