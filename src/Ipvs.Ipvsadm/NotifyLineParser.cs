using System.Text;
using Ipvs.Ipvsadm.Model;

namespace Ipvs.Ipvsadm;

/// <summary>
/// Reads the lines that keepalived writes into its `lvs_notify_fifo`. What stands between the first word and the last is
/// not taken apart: firewall marks and groups are written otherwise than addresses, and a line that was refused for
/// such a word would be a change that nobody looks at.
/// </summary>
public static class NotifyLineParser
{
    /// <summary>Names of groups are the operator's; the longest that keepalived prints is far below.</summary>
    private const int LongestLine = 1024;

    /// <param name="line">Without its line feed.</param>
    /// <returns>Null for any other line: VRRP's, a stranger's, one that was cut.</returns>
    public static NotifyLine? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length > LongestLine || line.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return null;
        }

        var rest = line;
        var first = Fields.Next(ref rest);
        var between = rest.Trim((byte)' ');
        var blank = between.LastIndexOf((byte)' ');
        return blank > 0 && SubjectOf(first) is { } subject && IsUp(between[(blank + 1)..]) is { } isUp
            ? new(subject, Encoding.ASCII.GetString(between[..blank].TrimEnd((byte)' ')), isUp)
            : null;
    }

    private static NotifySubject? SubjectOf(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("VS"u8) ? NotifySubject.VirtualService
        : word.SequenceEqual("RS"u8) ? NotifySubject.RealServer
        : null;

    private static bool? IsUp(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("UP"u8) ? true
        : word.SequenceEqual("DOWN"u8) ? false
        : null;
}
