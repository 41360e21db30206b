using Ipvs.Ipvsadm.Model;
using Tools.Execution;

namespace Ipvs.Ipvsadm;

/// <summary>
/// Reads the output of `ipvsadm -L -n`, split on blanks and never by column: long IPv6 addresses overflow theirs
/// (capture v6-mixed.list). What it does not know it refuses, so that no odd table looks like one without servers.
/// </summary>
/// <remarks>
/// A table cut inside a line is refused: its last line has no line feed, or its header is not whole. A table cut
/// exactly after a line cannot be told from a shorter table, for ipvsadm prints no closing line and no counts; the
/// caller must know by exit status and output limit that it got all (ipvsadm itself exits 0 when its standard output
/// is lost, capture err-devfull, which a pipe that is read to its end rules out).
/// </remarks>
public static class IpvsTableParser
{
    internal const string Subject = "ipvsadm -L -n";

    private const byte LineFeed = (byte)'\n';

    public static Reading<IpvsTable> Parse(ReadOnlySpan<byte> output)
    {
        var builder = new IpvsTableBuilder();
        var number = 0;
        for (var rest = output; !rest.IsEmpty;)
        {
            number++;
            var end = rest.IndexOf(LineFeed);
            if (end < 0)
            {
                return Refuse(number, "is cut off: the table is not whole");
            }

            if (ReadLine(number, rest[..end], builder) is { } fault)
            {
                return Refuse(number, fault);
            }

            rest = rest[(end + 1)..];
        }

        return number < HeaderLines
            ? Refuse(number + 1, "is missing: the table has no whole header")
            : Reading<IpvsTable>.Known(builder.Build());
    }

    private const int HeaderLines = 3;

    private static Reading<IpvsTable> Refuse(int line, string fault) =>
        Reading<IpvsTable>.Unknown(new(FailureKind.Unusable, Subject, $"line {line} {fault}"));

    private static string? ReadLine(int number, ReadOnlySpan<byte> line, IpvsTableBuilder builder)
    {
        if (line.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return "holds bytes that are no plain text";
        }

        if (number <= HeaderLines)
        {
            return IsHeader(number, line) ? null : $"is not the header of `-L -n`: '{Fields.Show(line)}'";
        }

        var rest = line;
        return Fields.Next(ref rest) switch
        {
            [(byte)'-', (byte)'>'] => builder.AddRealServer(rest),
            [(byte)'T', (byte)'C', (byte)'P'] => builder.AddService(IpvsProtocol.Tcp, rest),
            [(byte)'U', (byte)'D', (byte)'P'] => builder.AddService(IpvsProtocol.Udp, rest),
            [(byte)'S', (byte)'C', (byte)'T', (byte)'P'] => builder.AddService(IpvsProtocol.Sctp, rest),
            [(byte)'F', (byte)'W', (byte)'M'] => builder.AddFirewallMark(rest),
            var word => $"begins with '{Fields.Show(word)}', which is neither a protocol nor a real server",
        };
    }

    /// <summary>`-c`, `--stats` and `--rate` print other headers: their numbers stand elsewhere.</summary>
    private static bool IsHeader(int number, ReadOnlySpan<byte> line) => number switch
    {
        1 => line.StartsWith("IP Virtual Server version "u8) && line.EndsWith(")"u8),
        2 => line.SequenceEqual("Prot LocalAddress:Port Scheduler Flags"u8),
        _ => line.SequenceEqual("  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn"u8),
    };
}
