using Tools.Execution;
using Vips.Verdicts;
using Vips.Watchdog;

namespace Vips.Maintenance;

/// <summary>
/// Whether a VIP may be announced now: `-a` asks IPVS first, and waits for no rise, hold-down or damping
/// (DESIGN section 4).
/// </summary>
/// <param name="Why">Why not; null when it may.</param>
/// <param name="Status">What a refusal adds to the exit status.</param>
/// <param name="WhenAgain">When the watchdog will announce it: "when it is up", or "when it can tell".</param>
public sealed record HealthGate(string? Why, ExitStatus Status, string WhenAgain)
{
    private static readonly HealthGate Open = new(null, ExitStatus.Done, "");

    /// <param name="inputs">The table, keepalived and the state.</param>
    /// <param name="subject">The VIP; one that is not managed is let through.</param>
    public static HealthGate Ask(Inputs inputs, Subject? subject)
    {
        if (subject is not { IsManaged: true })
        {
            return Open;
        }

        if (!inputs.Table.IsKnown)
        {
            return CannotTell($"{inputs.Table.Failure}", StatusOf.Failure(inputs.Table.Failure));
        }

        return inputs.Keepalived switch
        {
            KeepalivedState.NotRunning dead => CannotTell($"keepalived is not running ({dead.Words})", ExitStatus.ToolUnusable),
            KeepalivedState.Running running when running.Age < inputs.Policy.KeepalivedGrace => CannotTell(
                $"keepalived started less than {inputs.Policy.KeepalivedGrace.TotalSeconds:0} s ago", ExitStatus.KeptBack),
            _ => AskVerdict(inputs, subject),
        };
    }

    private static HealthGate AskVerdict(Inputs inputs, Subject subject)
    {
        var verdict = new VerdictBook(inputs, inGrace: false).Judge(subject);
        return verdict is not { Level: Verdict.Down } ? Open
            : new(verdict.IsMissing ? "no virtual service" : $"{verdict.Live} realservers", ExitStatus.KeptBack, "when it is up");
    }

    private static HealthGate CannotTell(string why, ExitStatus status) => new(why, status, "when it can tell");
}
