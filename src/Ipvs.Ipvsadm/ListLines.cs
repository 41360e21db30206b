using Tools.Execution;

namespace Ipvs.Ipvsadm;

/// <summary>One line of a list below its header.</summary>
/// <param name="line">Without its line feed.</param>
/// <returns>What is wrong with it; null when nothing is.</returns>
internal delegate string? ReadLine(ReadOnlySpan<byte> line);

/// <summary>Goes through a list of ipvsadm line by line: three lines of header, plain text, a line feed at the end of each.</summary>
internal static class ListLines
{
    private const byte LineFeed = (byte)'\n';
    private const int HeaderLines = 3;

    /// <param name="output">The whole list.</param>
    /// <param name="subject">The command, for failures: `ipvsadm -L -n`.</param>
    /// <param name="columns">The second and third line; the second of them without its blanks.</param>
    /// <param name="read">Gets each line below the header.</param>
    /// <returns>The first fault with its line; null when the list is whole.</returns>
    public static Failure? Read(ReadOnlySpan<byte> output, string subject, (string Second, string Third) columns, ReadLine read)
    {
        var number = 0;
        for (var rest = output; !rest.IsEmpty;)
        {
            number++;
            var end = rest.IndexOf(LineFeed);
            if (end < 0)
            {
                return Refuse(subject, number, "is cut off: the table is not whole");
            }

            if (FaultOf(number, rest[..end], subject, columns, read) is { } fault)
            {
                return Refuse(subject, number, fault);
            }

            rest = rest[(end + 1)..];
        }

        return number < HeaderLines ? Refuse(subject, number + 1, "is missing: the table has no whole header") : null;
    }

    private static Failure Refuse(string subject, int line, string fault) => new(FailureKind.Unusable, subject, $"line {line} {fault}");

    private static string? FaultOf(int number, ReadOnlySpan<byte> line, string subject, (string Second, string Third) columns, ReadLine read) =>
        line.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? "holds bytes that are no plain text"
        : number > HeaderLines ? read(line)
        : IsHeader(number, line, columns) ? null
        : $"is not the header of `{subject["ipvsadm ".Length..]}`: '{Fields.Show(line)}'";

    /// <summary>`-c`, `--stats` and `--rate` print other headers: their numbers stand elsewhere.</summary>
    private static bool IsHeader(int number, ReadOnlySpan<byte> line, (string Second, string Third) columns) => number switch
    {
        1 => line.StartsWith("IP Virtual Server version "u8) && line.EndsWith(")"u8),
        2 => System.Text.Ascii.Equals(line, columns.Second),
        _ => System.Text.Ascii.Equals(line, columns.Third),
    };
}
