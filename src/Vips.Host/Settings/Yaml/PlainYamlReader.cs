namespace Vips.Host.Settings.Yaml;

/// <summary>
/// Reads the plain part of YAML that configurations are written in: keys with values, lists, one line a value. It gives up
/// on everything else, and YamlDotNet reads the text then: that one costs 5 ms at each start (docs/performance.md). Tests
/// hold the two together: what this takes, YamlDotNet takes too, and sees the same.
/// </summary>
internal sealed class PlainYamlReader
{
    private const int MaxDepth = 8;

    private readonly List<(int Indent, string Text, int Number)> _lines = [];
    private int _at;

    private PlainYamlReader()
    {
    }

    /// <summary>The root; null where the text is not plain, or holds nothing. Columns are those of the lines.</summary>
    internal static YamlNode? Read(string text)
    {
        var reader = new PlainYamlReader();
        return reader.TakeLines(text) && reader._lines.Count > 0 && reader._lines[0].Indent == 0 && reader.Block(0) is { } root && reader._at == reader._lines.Count
            ? root
            : null;
    }

    private bool TakeLines(string text)
    {
        var number = 0;
        foreach (var written in text.Split('\n'))
        {
            var whole = written.AsSpan();
            number++;
            if (whole.ContainsAnyExceptInRange(' ', '~'))
            {
                return false;
            }

            var line = whole.TrimEnd(' ');
            var indent = line.IndexOfAnyExcept(' ');
            if (indent < 0 || line[indent] == '#')
            {
                continue;
            }

            var comment = line.IndexOf(" #", StringComparison.Ordinal);
            if (comment >= 0)
            {
                if (line.ContainsAny('"', '\''))
                {
                    return false;
                }

                line = line[..comment].TrimEnd(' ');
            }

            _lines.Add((indent, line[indent..].ToString(), number));
        }

        return true;
    }

    private YamlNode? Block(int depth) => depth > MaxDepth ? null : IsItem(_lines[_at].Text) ? Sequence(depth) : Mapping(depth);

    private YamlMapping? Mapping(int depth)
    {
        var (indent, _, number) = _lines[_at];
        var entries = new List<YamlEntry>();
        while (_at < _lines.Count && _lines[_at].Indent == indent && !IsItem(_lines[_at].Text))
        {
            var (_, text, line) = _lines[_at];
            var colon = EndOfKey(text);
            if (colon < 0)
            {
                return null;
            }

            var rest = text.AsSpan(colon + 1).TrimStart(' ');
            var value = rest.IsEmpty ? Below(indent, depth) : Inline(rest, indent, line);
            if (value is null)
            {
                return null;
            }

            entries.Add(new(new(text[..colon], IsPlain: true, line, indent + 1), value));
        }

        return IsClosed(indent) ? new(entries, number, indent + 1) : null;
    }

    private YamlSequence? Sequence(int depth)
    {
        var (indent, _, number) = _lines[_at];
        var items = new List<YamlNode>();
        while (_at < _lines.Count && _lines[_at].Indent == indent && IsItem(_lines[_at].Text))
        {
            var (_, text, line) = _lines[_at];
            var rest = text[1..].TrimStart(' ');
            YamlNode? item;
            if (EndOfKey(rest) >= 0)
            {
                _lines[_at] = (indent + text.Length - rest.Length, rest, line);
                item = depth < MaxDepth ? Mapping(depth + 1) : null;
            }
            else
            {
                item = Inline(rest, indent, line);
            }

            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }

        return _at == _lines.Count || _lines[_at].Indent < indent || !IsItem(_lines[_at].Text) ? new(items, number, indent + 1) : null;
    }

    /// <summary>What stands below a key without a value: deeper, or a list that begins under the key itself.</summary>
    private YamlNode? Below(int indent, int depth)
    {
        _at++;
        return _at < _lines.Count && (_lines[_at].Indent > indent || (_lines[_at].Indent == indent && IsItem(_lines[_at].Text))) ? Block(depth + 1) : null;
    }

    /// <summary>A value on one line, which no deeper line goes on.</summary>
    private YamlNode? Inline(ReadOnlySpan<char> text, int indent, int line)
    {
        _at++;
        return _at < _lines.Count && _lines[_at].Indent > indent ? null : text is ['[', .. var items, ']'] ? Flow(items, line) : Scalar(text, line);
    }

    private static YamlSequence? Flow(ReadOnlySpan<char> text, int line)
    {
        var items = new List<YamlNode>();
        for (var rest = text.Trim(' '); !rest.IsEmpty;)
        {
            var comma = rest.IndexOf(',');
            if (comma == rest.Length - 1 || Scalar((comma < 0 ? rest : rest[..comma]).Trim(' '), line) is not { } item)
            {
                return null;
            }

            items.Add(item);
            rest = comma < 0 ? [] : rest[(comma + 1)..];
        }

        return new(items, line, 1);
    }

    private static YamlScalar? Scalar(ReadOnlySpan<char> text, int line) => text switch
    {
        ['"', .. var inner, '"'] when !inner.ContainsAny("\"\\,") => new(inner.ToString(), IsPlain: false, line, 1),
        ['\'', .. var inner, '\''] when !inner.ContainsAny('\'', ',') => new(inner.ToString(), IsPlain: false, line, 1),
        [var first, ..] when IsFirst(first, text) && IsPlain(text) => new(text.ToString(), IsPlain: true, line, 1),
        _ => null,
    };

    private static bool IsFirst(char first, ReadOnlySpan<char> text) =>
        char.IsAsciiLetterOrDigit(first) || first is '/' or '.' or '_' || (first == '-' && text.Length > 1 && text[1] != ' ');

    /// <summary>No mark that means something to YAML, and no colon that ends a key.</summary>
    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '.' or '_' or '-' or '%' or '#' or '+' or '=' or '@' or ' ')
                && (c != ':' || i + 1 == text.Length || text[i + 1] == ' '))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The colon behind a key of letters, digits, _ and -; -1 where none begins the text.</summary>
    private static int EndOfKey(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || (at > 0 && text[at] is '_' or '-')))
        {
            at++;
        }

        return at > 0 && at < text.Length && text[at] == ':' && (at + 1 == text.Length || text[at + 1] == ' ') ? at : -1;
    }

    private static bool IsItem(string text) => text.StartsWith("- ", StringComparison.Ordinal);

    private bool IsClosed(int indent) => _at == _lines.Count || _lines[_at].Indent < indent;
}
