using System.Diagnostics.CodeAnalysis;
using Tools.Execution;

namespace Vips.Host.Ending;

/// <summary>
/// The outermost frame of both programs. Everything expected is a value by now; an exception that comes this far is a
/// bug in us: a trace on stderr for its report, one line for people and syslog, exit status 70. Standard streams that fail
/// are no bug and stop nothing: the run ends as it would, with 74 where nothing worse is to be said.
/// </summary>
public static class BugTrap
{
    /// <param name="program">`vip-mgmt` or `vip-watchdog`.</param>
    /// <param name="run">The whole program.</param>
    /// <param name="log">Writes the one line to syslog as an error; null where there is none yet. May fail.</param>
    /// <returns>The exit status of the process.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The one place where every exception ends; none is swallowed.")]
    public static int Run(string program, Func<ExitStatus> run, Action<string>? log = null)
    {
        ToolRunner.TakeChildSignal();
        AppDomain.CurrentDomain.UnhandledException += (_, other) =>
        {
            // Another thread of ours: without this the process would end with SIGABRT and a core dump.
            Report(program, other.ExceptionObject as Exception, log);
            Environment.Exit((int)ExitStatus.Bug);
        };

        using var lenientOutput = new LenientWriter(() => BareDescriptor.Or(Console.OpenStandardOutput, 1));
        using var lenientError = new LenientWriter(() => BareDescriptor.Or(Console.OpenStandardError, 2));
        Console.SetOut(lenientOutput);
        Console.SetError(lenientError);
        try
        {
            var status = run();
            return (int)Unwritten(program, status, lenientOutput.Failure, lenientError.Failure);
        }
        catch (Exception bug)
        {
            Report(program, bug, log);
            return (int)ExitStatus.Bug;
        }
    }

    /// <summary>Half a report must not look like a whole one.</summary>
    private static ExitStatus Unwritten(string program, ExitStatus status, string? output, string? error)
    {
        if (output is not null)
        {
            FailureLine.Write(program, $"standard output cannot be written ({output}): what it should hold is lost, changes are in syslog and in the journal");
        }

        return output is null && error is null ? status : ExitStatuses.Combine(status, ExitStatus.StateNotWritable);
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
