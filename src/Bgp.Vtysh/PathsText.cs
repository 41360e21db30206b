using System.Globalization;
using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bgp.Vtysh;

/// <summary>The text of `show bgp … PREFIX`, the only form that Quagga has; FRR's is the same with more lines.</summary>
internal ref struct PathsText(ReadOnlySpan<char> text)
{
    private const string EntryBegin = "BGP routing table entry for ";

    private ReadOnlySpan<char> _rest = text;

    /// <exception cref="FormatException">An answer is not understood, or not for the prefix asked for.</exception>
    public static Dictionary<Prefix, BgpPaths> Read(ReadOnlySpan<char> output, IReadOnlyList<Prefix> prefixes)
    {
        var reader = new PathsText(output);
        var answers = new Dictionary<Prefix, BgpPaths>(prefixes.Count);
        foreach (var prefix in prefixes)
            answers[prefix] = reader.ReadAnswer(prefix);
        return reader.PeekLine().IsEmpty ? answers : throw new FormatException($"'{reader.PeekLine()}' after the last answer");
    }

    private BgpPaths ReadAnswer(Prefix asked)
    {
        var first = TakeLine();
        if (first is "% Network not in table")
            return new(asked, [], []);
        if (!first.StartsWith(EntryBegin, StringComparison.Ordinal))
            throw new FormatException(first.IsEmpty ? $"no answer for {asked}" : first.ToString());

        var shown = first[EntryBegin.Length..];
        var comma = shown.IndexOf(',');
        if (!Prefix.TryParse(comma < 0 ? shown : shown[..comma], out var prefix) || prefix != asked)
            throw new FormatException($"asked for {asked}, answered '{first}'");

        var count = ReadCount(TakeLine());
        var advertisedTo = ReadPeers();
        var paths = new List<BgpPath>(); // not as long as the count says: room for 2147483647 of them is 16 GiB
        while (paths.Count < count)
            paths.Add(ReadPath());
        return new(asked, paths, advertisedTo);
    }

    /// <summary>`Paths: (2 available, best #2, table default)`.</summary>
    private static int ReadCount(ReadOnlySpan<char> line)
    {
        const string begin = "Paths: (";
        var end = line.IndexOf(" available", StringComparison.Ordinal);
        return line.StartsWith(begin, StringComparison.Ordinal) && end > begin.Length
            && int.TryParse(line[begin.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count
                : throw new FormatException($"'{line}' where 'Paths: (' was expected");
    }

    /// <summary>Each heading is followed by one line that names the peers, or the peer groups.</summary>
    private List<string> ReadPeers()
    {
        var peers = new List<string>();
        while (PeekLine().TrimStart() is var line && line.StartsWith("Advertised to ", StringComparison.Ordinal))
        {
            TakeLine();
            if (!line.EndsWith(':'))
                throw new FormatException($"'{line}' where a colon was expected");
            var words = new Words(TakeLine());
            while (words.Next(out var peer))
                peers.Add(peer.ToString());
        }

        if (PeekLine().TrimStart() is "Not advertised to any peer")
            TakeLine();
        return peers;
    }

    /// <summary>The AS path, the next hop, the marks, then lines that do not matter up to `Last update`.</summary>
    private BgpPath ReadPath()
    {
        var marks = new PathMarks();
        ReadAsPath(TakeLine(), marks);
        ReadNextHop(TakeLine(), marks);
        ReadMarks(TakeLine().Trim(), marks);
        ReadOnlySpan<char> line;
        while (!(line = TakeLine().TrimStart()).StartsWith("Last update:", StringComparison.Ordinal))
        {
            if (line.IsEmpty)
                throw new FormatException("a path without 'Last update:' at its end");
        }

        while (PeekLine().TrimStart() is var more && (more is "Characteristics:" || more.StartsWith("BGPID:", StringComparison.Ordinal)))
            TakeLine();
        return marks.ToPath();
    }

    /// <summary>`  64500 64699, (removed)`: the path, then remarks of bgpd, each after a comma.</summary>
    private static void ReadAsPath(ReadOnlySpan<char> line, PathMarks marks)
    {
        var path = line.Trim();
        var comma = path.IndexOf(',');
        marks.AsPath = (comma < 0 ? path : path[..comma]).ToString();
        marks.Removed = line.Contains("(removed)", StringComparison.Ordinal)
            || line.Contains("(history entry)", StringComparison.Ordinal);
        if (marks.AsPath != "Local" && path.IsEmpty)
            throw new FormatException("a path without AS path");
    }

    /// <summary>`    198.51.100.9 (inaccessible) from 198.51.100.9 (198.51.100.1)`.</summary>
    private static void ReadNextHop(ReadOnlySpan<char> line, PathMarks marks)
    {
        const string from = " from ";
        var at = line.IndexOf(from);
        if (at < 0)
            throw new FormatException($"'{line}' where a next hop was expected");
        marks.Inaccessible = line[..at].Contains("(inaccessible", StringComparison.Ordinal);
        new Words(line[(at + from.Length)..]).Next(out var peer);
        marks.Peer = peer.ToString();
    }

    /// <summary>`Origin IGP, metric 0, localpref 100, weight 32768, valid, sourced, local, best (Weight)`.</summary>
    private static void ReadMarks(ReadOnlySpan<char> line, PathMarks marks)
    {
        if (!line.StartsWith("Origin ", StringComparison.Ordinal))
            throw new FormatException($"'{line}' where 'Origin' was expected");
        foreach (var range in line.Split(", "))
        {
            switch (line[range])
            {
                case "valid":
                    marks.Valid = true;
                    break;
                case "invalid":
                    marks.Valid = false;
                    break;
                case "sourced":
                    marks.Sourced = true;
                    break;
                case "local":
                    marks.Local = true;
                    break;
                case "aggregated":
                    marks.Aggregated = true;
                    break;
                case "external" or "internal" or "confed-external" or "confed-internal":
                    marks.PeerType = line[range].ToString();
                    break;
                case var other when other is "best" || other.StartsWith("best (", StringComparison.Ordinal):
                    marks.Best = true;
                    break;
                default:
                    break;
            }
        }

        if (marks.Valid is null && marks.Removed)
            marks.Valid = false; // a history entry is shown without either mark
    }

    /// <summary>The next line that is not empty, without its end; empty at the end of the output.</summary>
    private ReadOnlySpan<char> PeekLine()
    {
        _rest = _rest.TrimStart('\n');
        var end = _rest.IndexOf('\n');
        return _rest.IsEmpty || end >= 0
            ? _rest[..Math.Max(end, 0)]
            : throw new FormatException("the last line is cut short");
    }

    private ReadOnlySpan<char> TakeLine()
    {
        var line = PeekLine();
        _rest = _rest[Math.Min(line.Length + 1, _rest.Length)..];
        return line;
    }
}
