using Vips.Readings;
using Vips.Verdicts;

namespace Vips.Maintenance;

/// <summary>
/// Whether a VIP may be announced now: `-a` asks IPVS first, and waits for no rise or hold-down
/// (DESIGN section 4).
/// </summary>
/// <param name="Why">Why not; null when it may.</param>
/// <param name="Status">What a refusal adds to the exit status.</param>
/// <param name="IsDown">It is known to be down; otherwise nobody can tell.</param>
public sealed record HealthGate(string? Why, ExitStatus Status, bool IsDown = false)
{
    /// <summary>Let through, asked or not.</summary>
    public static HealthGate Open { get; } = new(null, ExitStatus.Done);

    /// <param name="inputs">The table, keepalived and the state.</param>
    /// <param name="named">What the site knows of the VIP.</param>
    /// <param name="vip">The VIP; one that is not managed is let through.</param>
    public static HealthGate Ask(Inputs inputs, NamedPrefix named, WatchedVip? vip)
    {
        // Which VIPs of the baseline are managed rests on the table too.
        if (!inputs.Table.IsKnown && named.InBaselineNow is not null && inputs.Policy.HasConfiguredLength(named.Prefix))
        {
            return CannotTell($"{inputs.Table.Failure}", ExitStatuses.Of(inputs.Table.Failure));
        }

        if (vip is not { IsManaged: true } || !inputs.Table.IsKnown)
        {
            return Open;
        }

        return inputs.Keepalived switch
        {
            KeepalivedState.NotRunning dead => CannotTell($"keepalived is not running ({dead.Words})", ExitStatus.ToolUnusable),
            KeepalivedState.Running running when running.Age < inputs.Policy.KeepalivedGrace => CannotTell(
                $"keepalived started less than {inputs.Policy.KeepalivedGrace.TotalSeconds:0} s ago", ExitStatus.KeptBack),
            _ => AskVerdict(inputs, vip),
        };
    }

    private static HealthGate AskVerdict(Inputs inputs, WatchedVip vip)
    {
        var verdict = new VerdictBook(inputs, inGrace: false).Judge(vip);
        return verdict is not { Level: Verdict.Down } ? Open
            : new(verdict.IsMissing ? "no virtual service" : $"{verdict.Live} realservers", ExitStatus.KeptBack, IsDown: true);
    }

    private static HealthGate CannotTell(string why, ExitStatus status) => new(why, status);
}
