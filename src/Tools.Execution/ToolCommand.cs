namespace Tools.Execution;

/// <summary>What to start: a program by absolute path, its arguments one by one (never a shell string), its deadline.</summary>
/// <param name="Program">Absolute path.</param>
/// <param name="Arguments">Passed as they are; nothing is quoted, split or expanded.</param>
/// <param name="Deadline">From start until the whole process tree is killed.</param>
public sealed record ToolCommand(string Program, IReadOnlyList<string> Arguments, TimeSpan Deadline)
{
    /// <summary>More environment for the tool. It gets PATH, LC_ALL=C and these, and nothing else of ours.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes for its standard input, which is closed after them; without any it is closed at once.</summary>
    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>Most bytes kept of either stream (DESIGN section 3: 16 MiB); more ends the tool.</summary>
    public int OutputLimit { get; init; } = 16 * 1024 * 1024;
}
