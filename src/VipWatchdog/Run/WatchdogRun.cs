using Net.Prefixes;
using Vips;
using Vips.Host.Director;
using Vips.Host.Machine;
using Vips.Host.Recording;
using Vips.Notices;
using Vips.Plans;
using Vips.Watchdog;
using VipWatchdog.Assessing;
using VipWatchdog.Keeping;
using VipWatchdog.Reporting;

namespace VipWatchdog.Run;

/// <summary>
/// One run: read, parse, decide, plan, apply, read back, report, remember (DESIGN section 3). A dry run stops after plan.
/// It goes through the line a second time when VIPs that still serve in part wait for a second pass.
/// </summary>
/// <param name="assessor">Reads and decides.</param>
/// <param name="applier">Sends the plan and reads back.</param>
/// <param name="keeping">Writes the state.</param>
/// <param name="report">What is said.</param>
/// <param name="clock">What time it is.</param>
/// <param name="recorder">Is told what was decided.</param>
/// <param name="splay">How long this host waits before the second pass.</param>
/// <param name="wait">Sleeps.</param>
public sealed class WatchdogRun(
    Assessor assessor, PlanApplier applier, StateKeeping keeping, WatchdogReport report, BootClock clock, RunRecorder recorder, TimeSpan splay,
    Action<TimeSpan> wait)
{
    /// <param name="scope">What it is for.</param>
    /// <param name="isDry">Change, count and log nothing.</param>
    /// <param name="withoutLock">Why there is no lock; null when it is ours.</param>
    public ExitStatus Run(RunScope scope, bool isDry, LockMissing? withoutLock)
    {
        var first = Pass(scope, isDry, withoutLock, new HashSet<Prefix>());
        var waiting = first.Assessment.Judgement.ForSecondPass;
        if (isDry || waiting.Count == 0)
        {
            return Close(scope, first);
        }

        wait(splay);
        var second = Pass(scope, isDry, withoutLock, waiting.ToHashSet());
        var status = ExitStatuses.Combine(ExitStatuses.Combine(WatchdogStatus.Of(first.Outcomes), first.Remembered), second.Status);
        return Close(scope, second with { Plan = new([.. first.Plan.Changes, .. second.Plan.Changes]), Outcomes = [.. first.Outcomes, .. second.Outcomes], Status = status });
    }

    /// <summary>A run for holds alone knows nothing of the VIPs' servers, and leaves the metrics of the run before it.</summary>
    private ExitStatus Close(RunScope scope, PassResult pass)
    {
        if (scope == RunScope.Whole && pass.State is { } state)
        {
            keeping.WriteMetrics(pass, state);
        }

        report.TellDecisions(pass.Assessment, pass.Plan, pass.Outcomes, pass.Status);
        return pass.Status;
    }

    /// <summary>The straight line once.</summary>
    private PassResult Pass(RunScope scope, bool isDry, LockMissing? withoutLock, IReadOnlySet<Prefix> leftByFirstPass)
    {
        var assessment = assessor.Assess(clock.Now().Wall, scope, withoutLock, leftByFirstPass);
        var plan = Judgement.PlanOf(assessment.Decisions);
        var status = WatchdogStatus.Of(assessment.Judgement.Permissions, assessment.Decisions);
        recorder.Decided(assessment.Decisions, status, Noteworthy.Is(assessment, plan, status));
        if (isDry)
        {
            report.TellDryRun(assessment, plan);
            return new(assessment, plan, [], status);
        }

        var unwritten = keeping.WriteBefore(assessment, plan);
        var said = report.TellConditions([.. assessment.Conditions(), .. unwritten], assessment.Inputs);
        report.TellReasons(plan, assessment.Inputs);
        IReadOnlyList<ChangeOutcome> outcomes = plan.IsEmpty ? [] : applier.Apply(plan, assessment.Inputs.Running.Value);
        var failures = report.TellOutcomes(outcomes, assessment.Inputs);
        status = ExitStatuses.Combine(status, WatchdogStatus.Of(outcomes));
        var (remembered, state) = keeping.WriteAfter(assessment, outcomes, status, unwritten, NoticesSaid.Together(said, failures), scope);
        return new(assessment, plan, outcomes, ExitStatuses.Combine(status, remembered)) { Remembered = remembered, State = state };
    }
}
