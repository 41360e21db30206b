using Bgp.Vtysh.Model;
using Tools.Execution;
using Vips.Readings;

namespace Vips.Plans;

/// <summary>
/// Judges changes by what bgpd has afterwards, never by what vtysh said: *configured* and *originated* count,
/// *advertised* is only reported (DESIGN section 7, status 76).
/// </summary>
public static class ReadBackJudge
{
    /// <param name="change">What was planned.</param>
    /// <param name="running">The instance after the batch.</param>
    /// <param name="paths">The prefix's table after polling; null when it could not be read.</param>
    /// <param name="said">What vtysh said of it; null when it said nothing.</param>
    public static ChangeOutcome Judge(PlannedChange change, Reading<RunningInstance> running, BgpPaths? paths, Failure? said)
    {
        if (!running.IsKnown)
        {
            return Unproven(change, $"the read-back failed ({running.Failure})", null, paths, said, isApplied: false);
        }

        var statement = running.Value.Instance.Statements.GetValueOrDefault(change.Prefix);
        var words = change.Kind == ChangeKind.Withdraw
            ? WhyNotWithdrawn(statement, paths, running.Value.Instance)
            : WhyNotAnnounced(change.Statement, statement, paths);
        var isApplied = statement == (change.Kind == ChangeKind.Withdraw ? null : change.Statement);
        return words is null
            ? new(change, null, statement is not null, paths, ExitStatus.Done, isApplied)
            : Unproven(change, words, statement is not null, paths, said, isApplied);
    }

    /// <summary>Proven when the statement is gone **and** nothing of ours originates the prefix (DESIGN section 2).</summary>
    private static string? WhyNotWithdrawn(NetworkStatement? statement, BgpPaths? paths, BgpInstance instance) =>
        statement is not null ? "it is still configured"
        : paths is null ? "it is not configured any more, but the table could not be read"
        : paths.IsSelfOriginated ? $"it is still originated by {SelfOrigin.Describe(paths, instance)}"
        : null;

    private static string? WhyNotAnnounced(NetworkStatement planned, NetworkStatement? statement, BgpPaths? paths) =>
        statement != planned ? (statement is null ? "it is not configured" : $"it is configured as '{statement}'")
        : paths is null ? "it is configured, but the table could not be read"
        : paths.IsOriginated ? null
        : paths.Paths.Count > 0 ? "it is configured but not originated (no valid path of ours: is it in the routing table?)"
        : "it is configured but not originated";

    private static ChangeOutcome Unproven(
        PlannedChange change, string words, bool? configured, BgpPaths? paths, Failure? said, bool isApplied) => new(
        change, said is null ? words : $"{said.Words}; {words}", configured, paths,
        said?.Kind == FailureKind.NotPermitted ? ExitStatus.NotPermitted : ExitStatus.ReadBackDisagrees, isApplied);
}
