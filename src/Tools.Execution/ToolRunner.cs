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
public sealed class ToolRunner(Func<TimeSpan>? remaining = null, Action<ToolResult>? ended = null) : IToolRunner
{
    /// <summary>
    /// What a child of the tool that has kept the tool's output open gets after the tool itself has ended. The last bytes
    /// of a tool that ended are in the pipe already, so a tool without such a child never waits for this.
    /// </summary>
    private static readonly TimeSpan PipeGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>The first thing that a program does: later, a SIGCHLD that whoever started it ignored costs every tool its status.</summary>
    public static void TakeChildSignal() => Spawn.TakeChildSignal();

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
        var (child, error) = Child.Start(command);
        if (child is null)
            return StartFailure.Result(command, error, clock.Elapsed);
        using (child)
        {
            return Await(command, child, clock);
        }
    }

    private static ToolResult Await(ToolCommand command, Child child, Stopwatch clock)
    {
        var ended = child.Until(static it => it.HasEnded || it.Overflowed, Remaining(command.Deadline, clock)) && !child.Overflowed;
        var inTime = ended && child.Until(static it => it.StreamsEnded, PipeGrace);
        List<int>? holders = null;
        if (ended && !inTime)
        {
            // On a busy machine (seen at a load of 20 on two cores) the grace also passes while another tool of ours, between
            // fork and exec, holds the pipes. The answer is whole in a moment then.
            holders = PipeHolders.Find([child.Output.PipeName(), child.Error.PipeName()]);
            inTime = holders.Count == 0 && child.Until(static it => it.StreamsEnded, Remaining(command.Deadline, clock));
        }

        var tooLarge = child.Overflowed;
        var leftBehind = inTime && !tooLarge ? null : ProcessTree.End(child, holders);

        var (ending, status) = tooLarge ? (ToolEnding.OutputTooLarge, 0)
            : inTime ? Ending(child.WaitStatus!.Value)
            : (ToolEnding.TimedOut, 0);
        return new(command, ending, status, child.Output.Bytes(), child.Error.Bytes(), clock.Elapsed) { LeftBehind = leftBehind };
    }

    /// <summary>wait(2): the signal in the lowest seven bits, 0 for an exit, whose status stands above them.</summary>
    private static (ToolEnding Ending, int Status) Ending(int waitStatus) =>
        (waitStatus & 0x7f) is var signal and not 0 ? (ToolEnding.Signalled, signal) : (ToolEnding.Exited, (waitStatus >> 8) & 0xff);

    private static TimeSpan Remaining(TimeSpan deadline, Stopwatch clock) =>
        deadline > clock.Elapsed ? deadline - clock.Elapsed : TimeSpan.Zero;
}
