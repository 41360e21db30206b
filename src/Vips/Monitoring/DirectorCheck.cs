using Vips.Notices;
using Vips.Watchdog;

namespace Vips.Monitoring;

/// <summary>`status --check`: the whole director in one line. Pure.</summary>
/// <param name="State">The exit status.</param>
/// <param name="Words">What is wrong, the worst first; what is well when nothing is.</param>
/// <param name="Managed">Managed VIPs.</param>
/// <param name="Announced">Of these, configured and originated.</param>
/// <param name="Held">VIPs held.</param>
/// <param name="Down">Managed VIPs that are down.</param>
/// <param name="SinceSuccess">Since the watchdog's last run that knew all its inputs; null when there was none.</param>
public sealed record DirectorCheck(CheckState State, string Words, int Managed, int Announced, int Held, int Down, TimeSpan? SinceSuccess)
{
    /// <summary>cron runs it every minute: the third missed one is no accident.</summary>
    public static readonly TimeSpan SuccessWithin = TimeSpan.FromMinutes(3);

    /// <summary>Most VIPs named in the line.</summary>
    private const int MostNamed = 5;

    public static DirectorCheck Of(Inputs inputs, Judgement judgement)
    {
        var managed = judgement.Decisions.Where(decision => decision.Vip.IsManaged).ToList();
        var serious = judgement.Decisions.Where(decision => TroubleJudge.Judge(decision, inputs) == Trouble.Serious).ToList();
        var held = judgement.Decisions.Count(decision => decision.Vip.Hold is not null);
        var down = managed.Where(decision => decision.Verdict is { Verdict: Verdicts.Verdict.Down }).ToList();
        TimeSpan? since = inputs.State.LastSuccess is { } success ? inputs.Now.Since(success) : null;
        // A status that is not Done always has a notice of severity error beside it (Gates.Shut): First never fails.
        var (state, words) = judgement.Permissions.Status != ExitStatus.Done
                ? (CheckState.Unknown, judgement.Permissions.Notices.First(notice => notice.Severity >= Severity.Error).Text)
            : since is not { } ago ? (CheckState.Critical, "no run of vip-watchdog has succeeded here")
            : ago > SuccessWithin ? (CheckState.Critical, $"the last run of vip-watchdog that succeeded was {TimeText.Age(ago)} ago")
            : serious.Count > 0 ? (CheckState.Critical, Named(serious))
            : Warning(judgement) is { } warning ? (CheckState.Warning, warning)
            : held + down.Count > 0 ? (CheckState.Warning, $"{held} held, {down.Count} down{(down.Count == 0 ? "" : $": {Named(down)}")}")
            : (CheckState.Ok, "");
        var announced = managed.Count(decision => inputs.PathsOf(decision.Vip.Prefix) is { IsOriginated: true });
        return new(state, words, managed.Count, announced, held, down.Count, since);
    }

    /// <summary>A line and performance data: `VIPTOOLS OK - 4 of 4 VIPs announced | vips=4 announced=4 …`.</summary>
    public override string ToString()
    {
        var words = $"{Announced} of {Managed} VIPs announced{(Words.Length == 0 ? "" : $"; {Words}")}";
        var success = SinceSuccess is { } since ? $" since_success={(long)since.TotalSeconds}s;;{(long)SuccessWithin.TotalSeconds}" : "";
        return $"VIPTOOLS {State.ToString().ToUpperInvariant()} - {words.Replace('|', '/')} | vips={Managed} announced={Announced} held={Held} down={Down}{success}";
    }

    /// <summary>Frozen, in the shadow, a damaged hold.</summary>
    private static string? Warning(Judgement judgement) =>
        judgement.Permissions.Notices.FirstOrDefault(notice => notice.Severity >= Severity.Warning)?.Text;

    private static string Named(List<Decision> decisions) =>
        string.Join("; ", decisions.Take(MostNamed).Select(decision => decision.Why)) + (decisions.Count > MostNamed ? $"; and {decisions.Count - MostNamed} more" : "");
}
