using System.Globalization;
using System.Text;
using Tools.Execution;

namespace Vips.Host.Syslog;

/// <summary>
/// A datagram as libc's syslog(3) and `logger -t` write it to /dev/log: `&lt;13&gt;Nov  5 07:42:06 bgp_mgt: text`. Local
/// time, no host name (the daemon knows its own), no process number: the lines stay the ancestor's.
/// </summary>
internal static class SyslogMessage
{
    /// <summary>What rsyslog takes by default ($MaxMessageSize 8k), and the journal too.</summary>
    internal const int LongestMessage = 8192;

    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private static ReadOnlySpan<byte> Ellipsis => "..."u8;

    /// <param name="severity">0 to 7, as RFC 3164 section 4.1.1 numbers them.</param>
    /// <param name="time">Its local time is written.</param>
    /// <param name="text">Tag and text; control characters become blanks.</param>
    /// <returns>At most <see cref="LongestMessage"/> bytes.</returns>
    internal static byte[] Format(Facility facility, int severity, DateTimeOffset time, string text)
    {
        var priority = ((facility.Code * 8) + severity).ToString(CultureInfo.InvariantCulture);
        return Cut(Encoding.UTF8.GetBytes($"<{priority}>{Stamp(time)} {PlainText.Line(text, LongestMessage)}"), LongestMessage);
    }

    /// <summary>A longer one ends in "...", and never in half a character.</summary>
    internal static byte[] Cut(byte[] message, int longest)
    {
        if (message.Length <= longest)
            return message;

        var length = longest - Ellipsis.Length;
        while (length > 0 && (message[length] & 0xc0) == 0x80)
            length--;
        return [.. message.AsSpan(0, length), .. Ellipsis];
    }

    /// <summary>By hand: a custom format costs 4.9 ms at start-up (facts: dotnet.md).</summary>
    private static string Stamp(DateTimeOffset time) => string.Create(15, time, static (stamp, time) =>
    {
        Months.AsSpan((time.Month - 1) * 3, 3).CopyTo(stamp);
        stamp[3] = ' ';
        TwoDigits(stamp[4..], time.Day);
        if (stamp[4] == '0')
            stamp[4] = ' ';
        stamp[6] = ' ';
        TwoDigits(stamp[7..], time.Hour);
        stamp[9] = ':';
        TwoDigits(stamp[10..], time.Minute);
        stamp[12] = ':';
        TwoDigits(stamp[13..], time.Second);
    });

    private static void TwoDigits(Span<char> place, int number)
    {
        place[0] = (char)('0' + (number / 10));
        place[1] = (char)('0' + (number % 10));
    }
}
