using Ipvs.Ipvsadm.Model;
using Vips.Policies;
using Vips.State;

namespace Vips.Verdicts;

/// <summary>Judges one virtual service against its thresholds and what is remembered of it.</summary>
public static class ServiceJudge
{
    private static readonly ServiceHistory Unknown = new(SeenAboveDrop: false, Low: null, High: null, Missing: null);

    /// <summary>A service of the table with so many live real servers.</summary>
    public static (ServiceVerdict Verdict, ServiceHistory History) Judge(
        ServiceKey key, int live, Rules rules, ServiceHistory? known, Counting counting)
    {
        var history = Observe(live, rules, known ?? Unknown, counting);
        var (level, streak, needed) = live <= rules.Drop ? (Verdict.Down, history.Low, rules.Fall)
            : live >= rules.Restore ? (Verdict.Up, history.High, rules.Rise)
            : (Verdict.Unchanged, null, 0);
        var observations = streak?.Count ?? 0;
        var verdict = observations >= needed ? level : Verdict.Unchanged;
        return (new(key, verdict, level, live, observations, needed, IsMissing: false, history.SeenAboveDrop), history);
    }

    /// <summary>A listed service that is not in the table, while its VIP has others.</summary>
    public static (ServiceVerdict Verdict, ServiceHistory History) JudgeMissing(
        ServiceKey key, Rules rules, ServiceHistory? known, Counting counting)
    {
        var history = Absent(known ?? Unknown) with { Missing = counting.Observe(known?.Missing) };
        var observations = history.Missing!.Count;
        var verdict = observations >= rules.MissingFall ? Verdict.Down : Verdict.Unchanged;
        return (new(key, verdict, Verdict.Down, 0, observations, rules.MissingFall, IsMissing: true, history.SeenAboveDrop), history);
    }

    /// <summary>What stays known of a service that is not in the table: that it was alive once, no streak.</summary>
    public static ServiceHistory Absent(ServiceHistory known) => new(known.SeenAboveDrop, Low: null, High: null, Missing: null);

    private static ServiceHistory Observe(int live, Rules rules, ServiceHistory known, Counting counting) => new(
        known.SeenAboveDrop || (live > rules.Drop && !counting.InGrace),
        Low: live <= rules.Drop ? counting.Observe(known.Low) : null,
        High: live >= rules.Restore && !counting.InGrace ? counting.Observe(known.High) : null,
        Missing: null);
}
