using Bgp.Vtysh;
using Bgp.Vtysh.Model;
using Vips.Plans;

namespace Vips.Host.Reporting;

/// <summary>What a dry run prints: the plan, and the exact commands that vtysh would get.</summary>
public static class PlanText
{
    /// <summary>One line a change: `would delete route to 192.0.2.1/32: 0 realservers available behind 192.0.2.1`.</summary>
    public static IEnumerable<string> Changes(Plan plan)
    {
        foreach (var change in plan.Changes)
        {
            yield return $"would {ChangeWords.Of(change.Kind).Would} route to {change.Prefix}: {change.Why}";
        }
    }

    /// <summary>The commands as an operator would type them, batch by batch.</summary>
    public static IEnumerable<string> Commands(Plan plan, BgpInstance instance)
    {
        var changes = new List<StatementChange>(plan.Changes.Count);
        foreach (var change in plan.Changes)
        {
            changes.Add(change.ToStatementChange());
        }

        foreach (var batch in Batch.Chunks(instance, changes))
        {
            foreach (var command in batch.Commands)
            {
                yield return command.Text;
            }
        }
    }

    /// <summary>A command as a dry run prints it.</summary>
    public static string Line(string command) =>
        command == ProofOfLife.Question ? $"vtysh: {command} (changes nothing: the answer proves that bgpd lived to the end)" : $"vtysh: {command}";
}
