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

    private static readonly (string, string) Columns =
        ("Prot LocalAddress:Port Scheduler Flags", "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn");

    public static Reading<IpvsTable> Parse(ReadOnlySpan<byte> output)
    {
        var builder = new IpvsTableBuilder();
        return ListLines.Read(output, Subject, Columns, line => Read(line, builder)) is { } failure
            ? Reading<IpvsTable>.Unknown(failure)
            : Reading<IpvsTable>.Known(builder.Build());
    }

    private static string? Read(ReadOnlySpan<byte> line, IpvsTableBuilder builder)
    {
        var rest = line;
        var word = Fields.Next(ref rest);
        return word.SequenceEqual("->"u8) ? builder.AddRealServer(rest)
            : ServiceKeyField.Protocol(word) is { } protocol ? builder.AddService(protocol, rest)
            : $"begins with '{Fields.Show(word)}', which is neither a protocol nor a real server";
    }
}
