using System.ComponentModel;
using System.Diagnostics;

namespace Tools.Execution;

/// <summary>
/// Starts an outside tool and waits for its end: the only place in the house that starts a process. Synchronous, because
/// there is nothing else to do meanwhile and async machinery costs start-up time (facts/dotnet.md "Start-up, taken apart").
/// </summary>
/// <param name="remaining">
/// What is left of the whole run, asked at each start: no tool gets more than that, so that one deadline bounds them all
/// (DESIGN section 3: a watchdog run ends within 50 s). Without it every tool has its own deadline alone.
/// </param>
/// <param name="ended">Told of every tool that was started, in the thread that ran it.</param>
public sealed class ToolRunner(Func<TimeSpan>? remaining = null, Action<ToolResult>? ended = null)
{
    /// <summary>
    /// What a child of the tool that has kept the tool's output open gets after the tool itself has ended. The last bytes
    /// of a tool that ended are in the pipe already, so a tool without such a child never waits for this.
    /// </summary>
    private static readonly TimeSpan PipeGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the tool to its end, or to its deadline.</summary>
    /// <returns>
    /// What it did, with the command as it was really run; at the latest about two seconds after the deadline, whatever hangs. A tool that cannot be started,
    /// fails or hangs is a result and no exception. With no time left it is not started at all (TimedOut).
    /// </returns>
    /// <exception cref="ArgumentException">The program is no absolute path: a bug of the caller.</exception>
    public ToolResult Run(ToolCommand command)
    {
        var result = RunToItsEnd(command);
        ended?.Invoke(result);
        return result;
    }

    private ToolResult RunToItsEnd(ToolCommand command)
    {
        if (!Path.IsPathFullyQualified(command.Program))
            throw new ArgumentException($"'{command.Program}' is no absolute path", nameof(command));

        if (remaining?.Invoke() is { } left && left < command.Deadline)
            command = command with { Deadline = left > TimeSpan.Zero ? left : TimeSpan.Zero };
        if (command.Deadline <= TimeSpan.Zero)
            return new(command, ToolEnding.TimedOut, 0, [], [], TimeSpan.Zero);

        var clock = Stopwatch.StartNew();
        using var process = new Process { StartInfo = StartInfo(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception refused)
        {
            return StartFailure.Result(command, refused.NativeErrorCode, clock.Elapsed);
        }

        StandardInput.Feed(process, command.StandardInput);
        var output = new OutputDrain(process.StandardOutput.BaseStream, command.OutputLimit, () => ProcessTree.Kill(process));
        var error = new OutputDrain(process.StandardError.BaseStream, command.OutputLimit, () => ProcessTree.Kill(process));
        return Await(command, process, output, error, clock);
    }

    private static ToolResult Await(
        ToolCommand command, Process process, OutputDrain output, OutputDrain error, Stopwatch clock)
    {
        var ended = process.WaitForExit(Remaining(command.Deadline, clock));
        var inTime = ended && OutputDrain.WaitForAll(output, error, PipeGrace);
        List<int>? holders = null;
        if (ended && !inTime)
        {
            // On a busy machine (seen at a load of 20 on two cores) the grace also passes before our own readers have run,
            // or while another tool of ours, between fork and exec, holds the pipes. The answer is whole in a moment then.
            holders = PipeHolders.Find([output.PipeName(), error.PipeName()]);
            inTime = holders.Count == 0 && OutputDrain.WaitForAll(output, error, TimeSpan.FromMilliseconds(Remaining(command.Deadline, clock)));
        }

        var tooLarge = output.Overflowed || error.Overflowed;
        var leftBehind = inTime && !tooLarge ? null : ProcessTree.End(process, output, error, holders);

        var (ending, status) = tooLarge ? (ToolEnding.OutputTooLarge, 0)
            : inTime ? Ending(process.ExitCode)
            : (ToolEnding.TimedOut, 0);
        return new(command, ending, status, output.Bytes(), error.Bytes(), clock.Elapsed) { LeftBehind = leftBehind };
    }

    /// <summary>
    /// Process gives 128 + n for a process that died of signal n, so a tool that exits with 137 by itself reads as killed.
    /// That is good enough: both are failures, a shell reports it in the same way, and none of our tools exits with such
    /// a status (ipvsadm's -1 is 255, above the last signal, 64).
    /// </summary>
    private static (ToolEnding Ending, int Status) Ending(int exitCode) =>
        exitCode is > 128 and <= 128 + 64 ? (ToolEnding.Signalled, exitCode - 128) : (ToolEnding.Exited, exitCode);

    private static ProcessStartInfo StartInfo(ToolCommand command)
    {
        var start = new ProcessStartInfo(command.Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // ours may be deleted or unreadable, which would read as a missing program
        };
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);

        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C";
        if (command.Environment.Count > 0) // an empty one's enumerator is compiled at start-up (DOTNET_JitDisasmSummary)
        {
            foreach (var (name, value) in command.Environment)
                start.Environment[name] = value;
        }

        return start;
    }

    private static int Remaining(TimeSpan deadline, Stopwatch clock) =>
        (int)Math.Clamp((deadline - clock.Elapsed).TotalMilliseconds, 0, int.MaxValue);
}
