using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Vips.Plans;

public enum ChangeKind
{
    Withdraw,
    Announce,

    /// <summary>Issue the statement with the drain route-map.</summary>
    Drain,

    /// <summary>Issue a statement again: the configured one exactly as it is, or the baseline's when a drain is over.</summary>
    Reissue,
}

/// <summary>One change that a run is going to make.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Statement">The statement removed or issued, exactly.</param>
/// <param name="Why">The reason with its sums, for the log and the journal.</param>
/// <param name="Live">The live real servers that decided; null where none were counted.</param>
/// <param name="IsByPerson">A hold's or vip-mgmt's withdrawal: no hold-down follows from it.</param>
/// <param name="KeptAs">What is kept at a withdrawal where the statement carries a drain's route-map; null: the statement itself.</param>
public sealed record PlannedChange(
    ChangeKind Kind, NetworkStatement Statement, string Why, int? Live = null, bool IsByPerson = false, NetworkStatement? KeptAs = null)
{
    public Prefix Prefix => Statement.Prefix;

    /// <summary>The running statement that another route-map takes the place of, for the journal; null where none is replaced.</summary>
    public NetworkStatement? Replaces { get; init; }

    public StatementChange ToStatementChange() =>
        Kind == ChangeKind.Withdraw ? StatementChange.Remove(Prefix) : StatementChange.Issue(Statement);
}
