using Net.Prefixes;
using Vips.State;

namespace Vips.Watchdog;

/// <summary>
/// Differences that no run of ours made: an operator's hand, a bgpd that restarted. They are journalled `found`
/// (DESIGN section 8), so that the history of a VIP has no holes. A kept statement tells of a withdrawal by a run of ours
/// that could not write its state; a run that cannot write it either would tell of the same difference again. In the shadow another watchdog makes them, every minute.
/// </summary>
public static class Found
{
    public static IReadOnlyList<JournalEntry> Differences(Inputs inputs, IReadOnlyList<Decision> decisions)
    {
        var entries = new List<JournalEntry>();
        if (!inputs.Running.IsKnown || !inputs.CanRemember || inputs.Policy.Shadow)
        {
            return entries;
        }

        foreach (var decision in decisions)
        {
            var vip = decision.Vip;
            var isConfigured = vip.Configured is not null;
            var isOurs = !isConfigured && vip.Kept is not null;
            if (isOurs || vip.History?.Configured is not { } was || was == isConfigured)
            {
                continue;
            }

            entries.Add(new(
                inputs.Now.Wall, ProgramNames.Watchdog, vip.Prefix, JournalEntry.Found,
                isConfigured ? "announced by another hand, or by a restart of bgpd" : "withdrawn by another hand, or by a restart of bgpd",
                isConfigured ? null : vip.InBaseline?.ToString(), vip.Configured?.ToString(), JournalEntry.Done));
        }

        return entries;
    }

    /// <summary>VIPs that somebody announced again after we had withdrawn them: what we kept of them is needed no more.</summary>
    public static IEnumerable<Prefix> Announced(IReadOnlyList<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            if (decision.Vip is { Configured: not null, Kept: not null })
            {
                yield return decision.Vip.Prefix;
            }
        }
    }
}
