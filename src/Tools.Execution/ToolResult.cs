namespace Tools.Execution;

/// <summary>How a tool ended.</summary>
public enum ToolEnding
{
    /// <summary>By itself; <see cref="ToolResult.Status"/> is its exit status.</summary>
    Exited,

    /// <summary>By a signal that was not ours; <see cref="ToolResult.Status"/> is the signal's number.</summary>
    Signalled,

    /// <summary>The deadline passed; the tree was killed. Its effects are unknown.</summary>
    TimedOut,

    /// <summary>It printed more than the limit and was killed.</summary>
    OutputTooLarge,

    /// <summary>No such program.</summary>
    Missing,

    /// <summary>The program is there, but cannot be executed by us.</summary>
    NotExecutable,

    /// <summary>The machine could not start another process or open another pipe.</summary>
    NotStarted,
}

/// <summary>What a tool did. Its streams are bytes: no encoding is assumed, and neither stream is mixed into the other.</summary>
public sealed record ToolResult(
    ToolCommand Command, ToolEnding Ending, int Status, byte[] StandardOutput, byte[] StandardError, TimeSpan Duration)
{
    /// <summary>The process that could not be killed and was left behind, if any.</summary>
    public int? LeftBehind { get; init; }

    /// <summary>What the operating system said when the program could not be started.</summary>
    public string? StartError { get; init; }

    public bool Succeeded => Ending == ToolEnding.Exited && Status == 0;
}
