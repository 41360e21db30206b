using System.Text;
using Bgp.Vtysh.Model;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>What `vtysh -E` printed for a batch -> which command was refused, and with what words.</summary>
public static class BatchResultParser
{
    /// <summary>
    /// The two messages of a configuration that somebody else keeps: Quagga's, applied nothing (quagga-1.2.3-c4-lock);
    /// FRR 10's, for what mgmtd holds (frr-10.7.0-c4-lock-parallel).
    /// </summary>
    private static readonly string[] LockWords = ["VTY configuration is locked by other VTY", "could not lock candidate DS"];

    /// <summary>Most characters kept of what is said of one command, so that a flood costs no time.</summary>
    private const int MostWords = 2000;

    /// <summary>
    /// The exit status alone is worth little: Quagga exits 0 after refusals, FRR after losing bgpd at the last command.
    /// So any line that is no echo counts against the command before it (facts/vtysh.md, "Protocol that follows").
    /// </summary>
    public static BatchResult Parse(ToolResult result, Batch batch)
    {
        if (VtyshFailure.Lost(result) is { } lost)
            return Unknown(lost);

        var said = WordsByCommand(Encoding.UTF8.GetString(result.StandardOutput), batch.Commands, out var echoed);
        var refused = Refusals(result, batch, said);
        if (refused.Count > 0)
        {
            var outcome = IsLock(refused[0].Failure.Words) ? BatchOutcome.Locked : BatchOutcome.Refused;
            return new(outcome, refused, refused[0].Failure);
        }

        if (VtyshFailure.Of(result) is { } failure)
            return Unknown(failure);
        if (echoed < batch.Commands.Count)
            return Unknown(result, $"stopped before '{batch.Commands[echoed].Text}'");
        return result.StandardOutput is [.., (byte)'\n'] && ProofOfLife.IsAnswer(said[^1])
            ? BatchResult.Applied
            : Unknown(result, "bgpd did not answer after the batch");
    }

    /// <summary>
    /// The lines after each command's echo, which is its text after a prompt (`dc1(config-router-af)# end`). What stands
    /// before the first echo goes to the first command.
    /// </summary>
    private static string[] WordsByCommand(string output, IReadOnlyList<BatchCommand> commands, out int echoed)
    {
        var words = new StringBuilder[commands.Count];
        for (var i = 0; i < words.Length; i++)
            words[i] = new();
        echoed = 0;
        foreach (var range in output.AsSpan().Split('\n'))
        {
            var line = output.AsSpan(range);
            if (echoed < commands.Count && IsEcho(line, commands[echoed].Text))
                echoed++;
            else if (!line.IsWhiteSpace() && words[Math.Max(echoed - 1, 0)].Length < MostWords)
                words[Math.Max(echoed - 1, 0)].Append(line).Append('\n');
        }

        return Array.ConvertAll(words, said => said.ToString());
    }

    private static bool IsEcho(ReadOnlySpan<char> line, string command) =>
        line.EndsWith(command, StringComparison.Ordinal)
        && line[..^command.Length].EndsWith("# ", StringComparison.Ordinal);

    /// <summary>All but the last command must be taken without a word; the last is a question.</summary>
    private static List<RefusedCommand> Refusals(ToolResult result, Batch batch, string[] said)
    {
        var refused = new List<RefusedCommand>();
        for (var i = 0; i < said.Length - 1; i++)
        {
            if (said[i].Length == 0)
                continue;
            var command = batch.Commands[i];
            var words = PlainText.Line($"'{command.Text}': {said[i].TrimEnd('\n').Replace("\n", "; ", StringComparison.Ordinal)}", 300);
            refused.Add(new(command.Text, command.Change, new(FailureKind.Unusable, VtyshFailure.Subject(result), words)));
        }

        return refused;
    }

    private static bool IsLock(string words)
    {
        foreach (var lockWords in LockWords)
        {
            if (words.Contains(lockWords, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static BatchResult Unknown(ToolResult result, string words) =>
        Unknown(new(FailureKind.Unusable, VtyshFailure.Subject(result), words));

    private static BatchResult Unknown(Failure failure) => new(BatchOutcome.Unknown, [], failure);
}
