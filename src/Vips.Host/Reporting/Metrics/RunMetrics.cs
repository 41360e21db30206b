using Vips.Notices;
using Vips.Plans;

namespace Vips.Host.Reporting.Metrics;

/// <summary>The figures of a run as metrics; their names and labels are a promise (docs/monitoring.md).</summary>
public static class RunMetrics
{
    public static string Of(RunFigures run)
    {
        var text = new PrometheusText();
        OfTheRun(text, run);
        OfTheChanges(text, run);
        VipMetrics.Write(text, run);
        return text.ToString();
    }

    private static void OfTheRun(PrometheusText text, RunFigures run)
    {
        text.Family("viptools_watchdog_last_run_timestamp_seconds", "When the last run of vip-watchdog read its tools.");
        text.Sample(run.Inputs.Now.Wall);
        text.Family("viptools_watchdog_last_success_timestamp_seconds", "When a run last knew all its inputs and did what it decided; absent before the first.");
        if (run.State.LastSuccess is { } success)
        {
            text.Sample(success.Wall);
        }

        text.Family("viptools_watchdog_exit_status", "Exit status of the last run (README, exit statuses).");
        text.Sample((int)run.Status);
        text.Family("viptools_watchdog_frozen", "1: frozen by a person (vip-mgmt freeze), so that nothing but holds is changed.");
        text.Sample(run.Inputs.Freeze?.IsInForce(run.Inputs.Now.Wall) == true);
        text.Family("viptools_watchdog_run_duration_seconds", "How long the last run took, until this file was written.");
        text.Sample(run.Duration.TotalSeconds);
        text.Family("viptools_watchdog_tool_duration_seconds", "How long the last run waited for each tool, all its calls together.");
        foreach (var (tool, time) in run.Tools.OrderBy(tool => tool.Key, StringComparer.Ordinal))
        {
            text.Sample(time.Duration.TotalSeconds, ("tool", tool));
        }

        text.Family("viptools_watchdog_tool_runs", "How often the last run started each tool.");
        foreach (var (tool, time) in run.Tools.OrderBy(tool => tool.Key, StringComparer.Ordinal))
        {
            text.Sample(time.Runs, ("tool", tool));
        }
    }

    private static void OfTheChanges(PrometheusText text, RunFigures run)
    {
        text.Family("viptools_watchdog_conditions", "Lasting conditions that the last run told of, by severity.");
        foreach (var severity in Enum.GetValues<Severity>())
        {
            text.Sample(run.Notices.Count(notice => notice.Severity == severity), ("severity", JsonWords.Kebab(severity.ToString())));
        }

        text.Family("viptools_watchdog_changes", "Changes of the last run: done is read back from bgpd, failed is not.");
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            foreach (var isProven in (bool[])[true, false])
            {
                text.Sample(
                    run.Outcomes.Count(outcome => outcome.Change.Kind == kind && outcome.IsProven == isProven),
                    ("change", ChangeWords.Of(kind).Name), ("result", isProven ? "done" : "failed"));
            }
        }
    }
}
