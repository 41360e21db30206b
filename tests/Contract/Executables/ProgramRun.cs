using System.Text;
using Tools.Execution;

namespace Contract.Executables;

/// <summary>What one run of an executable did, to be asserted whole.</summary>
internal sealed record ProgramRun(int Status, string Output, string Error)
{
    /// <summary>Status 0, these lines on stdout, and not a byte on stderr.</summary>
    public static ProgramRun Done(params IEnumerable<string> output) => new(0, Text(output), "");

    public static string Text(params IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    public static ProgramRun From(ToolResult result) => result.Ending == ToolEnding.Exited
        ? new(result.Status, Encoding.UTF8.GetString(result.StandardOutput), Encoding.UTF8.GetString(result.StandardError))
        : throw new InvalidOperationException(
            $"{ToolFailure.From(result)}\n{Encoding.UTF8.GetString(result.StandardOutput)}{Encoding.UTF8.GetString(result.StandardError)}");

    /// <summary>The status, and that stderr names these words.</summary>
    public void Failed(int status, params string[] words)
    {
        Assert.True(status == Status, ToString());
        Assert.All(words, word => Assert.True(Error.Contains(word, StringComparison.Ordinal), $"not told: {word}\n{this}"));
    }

    public override string ToString() => $"status {Status}\n--- stdout\n{Output}--- stderr\n{Error}";
}
