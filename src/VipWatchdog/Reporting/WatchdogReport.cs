using Vips;
using Vips.Host.Reporting;
using Vips.Notices;
using Vips.Plans;
using Vips.State;
using Vips.Watchdog;
using VipWatchdog.Assessing;

namespace VipWatchdog.Reporting;

/// <summary>
/// What a run says: lines on standard output and in syslog for changes, lasting conditions when they begin, change or are
/// due again, and with `--json` one document.
/// </summary>
/// <param name="log">Where the lines go.</param>
/// <param name="output">Standard output, for the document.</param>
/// <param name="options">--verbose, --json, --dry-run.</param>
/// <param name="isTerminal">A person reads standard error: lasting conditions are shown each time.</param>
public sealed class WatchdogReport(OperatorLog log, TextWriter output, WatchdogOptions options, bool isTerminal)
{
    /// <summary>
    /// Why routes are about to change, all of them before the batch. A change that failed at the last run is a lasting
    /// condition: cron would mail it every minute.
    /// </summary>
    public void TellReasons(Plan plan, Inputs inputs)
    {
        foreach (var change in plan.Changes)
        {
            var failed = inputs.State.Notices.GetValueOrDefault(KeyOf(change));
            if (isTerminal || failed is null)
            {
                log.Tell(SyslogTags.Watchdog, Lines.Planned(change));
            }
            else if (inputs.Now.Since(failed.LastLogged) >= inputs.Policy.RepeatErrors)
            {
                log.Note(SyslogTags.Watchdog, new(KeyOf(change), Severity.Notice, Lines.Planned(change)));
            }
        }
    }

    /// <summary>What has been read back, in plan order.</summary>
    /// <returns>What is remembered of the changes that failed.</returns>
    public IReadOnlyDictionary<string, NoticeHistory> TellOutcomes(IReadOnlyList<ChangeOutcome> outcomes, Inputs inputs)
    {
        var failures = new Dictionary<string, Notice>();
        foreach (var outcome in outcomes)
        {
            if (outcome.Words is not null)
            {
                failures[KeyOf(outcome.Change)] = new(KeyOf(outcome.Change), Severity.Error, Lines.Failed(outcome.Change, outcome.Words));
            }
        }

        var filtered = NoticeFilter.Apply([.. failures.Values], inputs.State.Notices, inputs.Now, inputs.Policy.RepeatErrors);
        foreach (var outcome in outcomes)
        {
            if (failures.GetValueOrDefault(KeyOf(outcome.Change)) is not { } failure)
            {
                log.Tell(SyslogTags.Route, Lines.Changed(outcome.Change));
                continue;
            }

            if (filtered.ForSyslog.Contains(failure))
            {
                log.Note(SyslogTags.Route, failure);
            }

            if (isTerminal || filtered.ForStderr.Contains(failure))
            {
                log.Complain($"{SyslogTags.Route}: {failure.Text}");
            }
        }

        return filtered.History;
    }

    /// <summary>Lasting conditions: before the batch all that are known then, after it what could not be written.</summary>
    /// <returns>What is remembered of them.</returns>
    public IReadOnlyDictionary<string, NoticeHistory> TellConditions(IReadOnlyList<Notice> notices, Inputs inputs)
    {
        var filtered = NoticeFilter.Apply(notices, inputs.State.Notices, inputs.Now, inputs.Policy.RepeatErrors);
        foreach (var notice in filtered.ForSyslog)
        {
            log.Note(SyslogTags.Watchdog, notice);
        }

        foreach (var notice in isTerminal ? notices : filtered.ForStderr)
        {
            log.Complain($"{SyslogTags.Watchdog}: {notice.Text}");
        }

        return filtered.History;
    }

    /// <summary>What ended by itself: an event, told once.</summary>
    public void TellEnded(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            log.Tell(SyslogTags.Watchdog, line);
        }
    }

    /// <summary>The plan and the exact commands, in place of doing them.</summary>
    public void TellDryRun(Assessment assessment, Plan plan)
    {
        foreach (var notice in assessment.Conditions())
        {
            log.Complain($"{SyslogTags.Watchdog}: {notice.Text}");
        }

        foreach (var decision in assessment.Decisions)
        {
            if (decision.Action == DecisionAction.Hold)
            {
                log.Print($"would hold {decision.Vip.Prefix}: {decision.Why}");
            }
            else if (decision.Rule == DecisionRule.SecondLook)
            {
                log.Print($"would look again, and then delete route to {decision.Vip.Prefix}: {decision.Why}");
            }
        }

        foreach (var line in PlanText.Changes(plan))
        {
            log.Print(line);
        }

        foreach (var command in RunDocument.Commands(assessment, plan))
        {
            log.Print(PlanText.Line(command));
        }
    }

    /// <summary>With --verbose every VIP that was looked at; with --json the document.</summary>
    public void TellDecisions(Assessment assessment, Plan plan, IReadOnlyList<ChangeOutcome> outcomes, ExitStatus status)
    {
        if (options.Verbose)
        {
            foreach (var decision in assessment.Decisions)
            {
                log.Print($"{decision.Vip.Prefix}: {JsonWords.Kebab(decision.Rule.ToString())}: {decision.Why}");
            }
        }

        if (options.Json)
        {
            WriteDocument(assessment, plan, outcomes, status);
        }
    }

    private static string KeyOf(PlannedChange change) => $"{change.Prefix} change";

    private void WriteDocument(Assessment assessment, Plan plan, IReadOnlyList<ChangeOutcome> outcomes, ExitStatus status) =>
        JsonDocumentText.Write(output, json =>
        {
            json.WriteString("tool", ProgramNames.Watchdog);
            RunDocument.Write(json, assessment, plan, outcomes, status, options.DryRun);
        });
}
