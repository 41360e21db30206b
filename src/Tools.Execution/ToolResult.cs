namespace Tools.Execution;

/// <summary>How a tool ended.</summary>
public enum ToolEnding
{
    /// <summary>By itself; <see cref="ToolResult.Status"/> is its exit status.</summary>
    Exited,

    /// <summary>By a signal that was not ours; <see cref="ToolResult.Status"/> is the signal's number.</summary>
    Signalled,

    /// <summary>
    /// The deadline passed, or the tool ended and left a child behind that kept its output open. The tree was killed.
    /// Its effects are unknown, and its output may be cut short.
    /// </summary>
    TimedOut,

    /// <summary>It printed more than the limit and was killed.</summary>
    OutputTooLarge,

    /// <summary>No such program; <see cref="ToolResult.Status"/> is the error number.</summary>
    Missing,

    /// <summary>
    /// The program is there, but cannot be executed: no permission, no executable, no interpreter;
    /// <see cref="ToolResult.Status"/> is the error number.
    /// </summary>
    NotExecutable,

    /// <summary>
    /// The machine could not start another process or open another pipe; <see cref="ToolResult.Status"/> is the error number.
    /// </summary>
    NotStarted,
}

/// <summary>What a tool did. Its streams are bytes: no encoding is assumed, and neither stream is mixed into the other.</summary>
/// <param name="Command">What was asked for.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Status">Exit status, signal or error number, as the ending says; 0 where it has no meaning.</param>
/// <param name="StandardOutput">Never more than the command's limit; what there was, when the tool was killed.</param>
/// <param name="StandardError">As the standard output.</param>
/// <param name="Duration">From before the start until the tool was over and its output read, or was killed.</param>
public sealed record ToolResult(
    ToolCommand Command, ToolEnding Ending, int Status, byte[] StandardOutput, byte[] StandardError, TimeSpan Duration)
{
    /// <summary>The process that could not be killed and was left behind, if any.</summary>
    public int? LeftBehind { get; init; }

    /// <summary>What the operating system said when the program could not be started.</summary>
    public string? StartError { get; init; }

    public bool Succeeded => Ending == ToolEnding.Exited && Status == 0;
}
