using System.Globalization;
using System.Text;

namespace Tools.Execution;

/// <summary>Puts a result that is no success into one line for the operator.</summary>
public static class ToolFailure
{
    /// <summary>Most characters of a tool's own words in a message.</summary>
    private const int MostWords = 200;

    /// <summary>Bytes looked at for those words: an error is said at the beginning.</summary>
    private const int MostLookedAt = 64 * 1024;

    private const int EACCES = 13;

    /// <summary>What kernel and tools say when one may not: captures/ipvsadm/err-not-root, facts/vtysh.md.</summary>
    private static readonly string[] PermissionWords = ["permission denied", "must be root", "operation not permitted"];

    /// <summary>
    /// The failure that a result stands for. Also usable for a result that <see cref="ToolResult.Succeeded"/> by its exit
    /// status and yet failed: the words are the tool's own then.
    /// </summary>
    public static Failure From(ToolResult result)
    {
        var line = FirstLine(result, out var isPermission);
        var kind = IsDenied(result, isPermission) ? FailureKind.NotPermitted : FailureKind.Unusable;
        var left = result.LeftBehind is { } pid ? $"; process {pid} cannot be killed and is left behind" : "";
        return new(kind, Subject(result), Words(result, line) + left);
    }

    private static bool IsDenied(ToolResult result, bool isPermission) => result.Ending switch
    {
        ToolEnding.NotExecutable => result.Status == EACCES,
        ToolEnding.Exited or ToolEnding.Signalled => isPermission,
        _ => false,
    };

    private static string Subject(ToolResult result) => PlainText.Line(
        result.Ending is ToolEnding.Missing or ToolEnding.NotExecutable
            ? result.Command.Program
            : Path.GetFileName(result.Command.Program),
        MostWords);

    private static string Words(ToolResult result, string? line) => result.Ending switch
    {
        ToolEnding.Exited when line is null => $"exit status {result.Status}, without a word",
        ToolEnding.Exited => $"exit status {result.Status}: {line}",
        ToolEnding.Signalled => $"killed by signal {result.Status}{(line is null ? "" : ": " + line)}",
        ToolEnding.TimedOut when result.Command.Deadline <= TimeSpan.Zero => "not started, no time is left for it",
        ToolEnding.TimedOut => result.Duration < result.Command.Deadline
            ? "ended, but left a process behind that kept its output open"
            : string.Create(CultureInfo.InvariantCulture, $"timed out after {result.Command.Deadline.TotalSeconds:0.###} s"),
        ToolEnding.OutputTooLarge => $"printed more than {result.Command.OutputLimit} bytes",
        ToolEnding.Missing => "no such program; install it or set its path in the configuration",
        ToolEnding.NotExecutable => $"cannot be executed: {result.StartError}",
        _ => $"could not be started: {result.StartError}",
    };

    /// <summary>The line that names a missing permission, else the first that says anything; errors come first.</summary>
    private static string? FirstLine(ToolResult result, out bool isPermission)
    {
        string? first = null;
        foreach (var bytes in (byte[][])[result.StandardError, result.StandardOutput])
        {
            var text = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, MostLookedAt));
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                isPermission = IsPermission(line);
                if (isPermission || (first is null && !line.IsWhiteSpace()))
                    first = PlainText.Line(line.Trim().ToString(), MostWords);
                if (isPermission)
                    return first;
            }
        }

        isPermission = false;
        return first;
    }

    private static bool IsPermission(ReadOnlySpan<char> line)
    {
        foreach (var words in PermissionWords)
        {
            if (line.Contains(words, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
