using System.Text;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>Recognises that vtysh or its connection to bgpd failed, whatever the exit status says (facts/vtysh.md).</summary>
internal static class VtyshFailure
{
    /// <summary>
    /// vtysh's own words when bgpd goes away. They stand on either stream, also in the middle of a line
    /// (frr-all-fake-bgpd-closes, c9-bgpd-dies-mid-batch), with status 0. So long, because stdout also holds
    /// descriptions that operators wrote.
    /// </summary>
    private static readonly byte[][] LostConnection =
    [
        "Warning: closing connection to "u8.ToArray(),
        "Warning: connecting to "u8.ToArray(),
        "vtysh: error reading from "u8.ToArray(),
        "vtysh_client_execute()"u8.ToArray(),
    ];

    private static readonly byte[][] OnlyOnStandardError =
    [
        "closing connection"u8.ToArray(),
        "connecting to"u8.ToArray(),
        "error reading from"u8.ToArray(),
        "is not running"u8.ToArray(),
        "Exiting:"u8.ToArray(),
    ];

    /// <summary>
    /// Lines of a user who may talk to bgpd but not read vtysh.conf or frr.conf: printed at every call that works
    /// (frr-10.7.0-c1-21-perm-frrvty-etc750).
    /// </summary>
    private static readonly string[] Harmless = ["% Can't open configuration file ", "Configuration file["];

    /// <summary>The failure of a call whose status must be 0; null when nothing speaks against its output.</summary>
    public static Failure? Of(ToolResult result) => Lost(result) ?? (result.Succeeded ? null : Plain(result));

    /// <summary>A call that did not end by itself, or that could not reach bgpd or lost it; null otherwise.</summary>
    public static Failure? Lost(ToolResult result)
    {
        if (result.Ending != ToolEnding.Exited)
            return Plain(result);
        if (result.StandardError.AsSpan().IndexOf("Exiting: failed to connect"u8) >= 0)
            return NotConnected(result);
        return FindLine(result.StandardError, OnlyOnStandardError) is { } error ? LostBgpd(result, error)
            : FindLine(result.StandardError, LostConnection) is { } warning ? LostBgpd(result, warning)
            : FindLine(result.StandardOutput, LostConnection) is { } words ? LostBgpd(result, words)
            : null;
    }

    /// <summary>The name under which messages speak of vtysh.</summary>
    public static string Subject(ToolResult result) => PlainText.Line(Path.GetFileName(result.Command.Program));

    /// <summary>
    /// vtysh says the same when bgpd is down and when the user may not use its socket. Only together with a denial (of
    /// vtysh.conf: frr-8.4.4-c1-21-perm-fltest1) is it taken for the latter; a user in frrvty alone sees that one, too.
    /// </summary>
    private static Failure NotConnected(ToolResult result) =>
        result.StandardError.AsSpan().IndexOf("Permission denied"u8) >= 0
            ? new(FailureKind.NotPermitted, Subject(result),
                "permission denied, or bgpd is down; run it as root or in the groups of vtysh (frrvty and frr, or quaggavty)")
            : new(FailureKind.Unusable, Subject(result),
                "cannot reach bgpd (failed to connect to any daemons); is bgpd running, and may this user talk to it?");

    private static Failure LostBgpd(ToolResult result, string words) =>
        new(FailureKind.Unusable, Subject(result), $"lost bgpd: {words}");

    private static Failure Plain(ToolResult result)
    {
        var failure = ToolFailure.From(result with { StandardError = WithoutHarmless(result.StandardError) });
        return result.Ending == ToolEnding.TimedOut ? failure with { Words = $"{failure.Words}; does bgpd hang?" } : failure;
    }

    private static byte[] WithoutHarmless(byte[] standardError)
    {
        var kept = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(standardError).AsSpan().EnumerateLines())
        {
            if (!IsHarmless(line))
                kept.Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(kept.ToString());
    }

    private static bool IsHarmless(ReadOnlySpan<char> line)
    {
        foreach (var begin in Harmless)
        {
            if (line.StartsWith(begin, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string? FindLine(ReadOnlySpan<byte> stream, byte[][] words)
    {
        foreach (var word in words)
        {
            var at = stream.IndexOf(word);
            if (at < 0)
                continue;
            var begin = stream[..at].LastIndexOf((byte)'\n') + 1;
            var line = stream[begin..];
            var end = line.IndexOf((byte)'\n');
            return PlainText.Line(Encoding.UTF8.GetString(end < 0 ? line : line[..end]).Trim(), 200);
        }

        return null;
    }
}
