using System.Diagnostics.CodeAnalysis;
using Tools.Execution;

namespace Vips.Host.Outcome;

/// <summary>
/// The outermost frame of both programs. Everything expected is a value by now; an exception that comes this far is a
/// bug in us: a trace on stderr for its report, one line for people and syslog, exit status 70.
/// </summary>
public static class Guard
{
    /// <param name="program">`vip-mgmt` or `vip-watchdog`.</param>
    /// <param name="run">The whole program.</param>
    /// <param name="log">Writes the one line to syslog as an error; null where there is none yet. May fail.</param>
    /// <returns>The exit status of the process.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The one place where every exception ends; none is swallowed.")]
    public static int Run(string program, Func<ExitStatus> run, Action<string>? log = null)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, other) =>
        {
            // Another thread of ours: without this the process would end with SIGABRT and a core dump.
            Report(program, other.ExceptionObject as Exception, log);
            Environment.Exit((int)ExitStatus.Bug);
        };

        try
        {
            return (int)run();
        }
        catch (Exception bug)
        {
            Report(program, bug, log);
            return (int)ExitStatus.Bug;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A syslog that fails must not hide the bug that is being reported.")]
    private static void Report(string program, Exception? bug, Action<string>? log)
    {
        var line = PlainText.Line($"bug, please report it with the trace: {bug?.GetType().Name ?? "unknown"}: {bug?.Message}", 1000);
        FailureLine.ToStandardError($"{bug}");
        FailureLine.Write(program, line);
        try
        {
            log?.Invoke(line);
        }
        catch (Exception failure)
        {
            FailureLine.Write(program, $"and syslog failed too: {failure.Message}");
        }
    }
}
