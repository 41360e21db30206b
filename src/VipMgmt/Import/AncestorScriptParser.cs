using Vips.Host.Settings;

namespace VipMgmt.Import;

/// <summary>A variable of an ancestor's script.</summary>
/// <param name="Name">As in bash.</param>
/// <param name="Value">Without its quotes.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Line">Counts from 1.</param>
public sealed record AncestorVariable(string Name, string Value, string File, int Line);

/// <summary>
/// The block between `# --------- CONFIGURATION` and `# --------- END OF CONF` of an ancestor's script (facts/ancestor.md).
/// It is read, never run: plain assignments are taken, and what only bash could tell is a fault.
/// </summary>
public static class AncestorScriptParser
{
    private static readonly string[] Prefixes = ["export ", "readonly ", "declare -r ", "declare -x "];

    /// <param name="file">Named in faults.</param>
    /// <param name="text">The whole script.</param>
    public static (IReadOnlyList<AncestorVariable> Variables, IReadOnlyList<ConfigurationFault> Faults) Parse(string file, string text)
    {
        var (variables, faults) = (new List<AncestorVariable>(), new List<ConfigurationFault>());
        var lines = text.Split('\n');
        var begin = Array.FindIndex(lines, line => IsMark(line, "CONFIGURATION"));
        var end = Array.FindIndex(lines, Math.Max(begin, 0), line => IsMark(line, "END OF CONF"));
        if (begin < 0 || end < 0)
        {
            return ([], [new(file, 0, 0, $"no line '# --------- {(begin < 0 ? "CONFIGURATION" : "END OF CONF")}': it is none of the ancestor's scripts, or a changed one")]);
        }

        for (var at = begin + 1; at < end; at++)
        {
            var line = lines[at].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (Assignment(line) is var (name, value))
            {
                variables.Add(new(name, value, file, at + 1));
            }
            else
            {
                faults.Add(new(file, at + 1, 1, $"'{Tools.Execution.PlainText.Line(line, 120)}' is no plain NAME=VALUE; only bash could tell what it comes to: write the value out"));
            }
        }

        return (variables, faults);
    }

    private static bool IsMark(string line, string words)
    {
        var trimmed = line.Trim();
        return trimmed.StartsWith("# --", StringComparison.Ordinal) && trimmed.EndsWith(words, StringComparison.Ordinal);
    }

    private static (string Name, string Value)? Assignment(string line)
    {
        foreach (var prefix in Prefixes)
        {
            line = line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..].TrimStart() : line;
        }

        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || !line[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(line[0]))
        {
            return null;
        }

        var rest = line[(equals + 1)..];
        var quote = rest.Length > 0 && rest[0] is '"' or '\'' ? rest[0] : '\0';
        var end = quote == '\0' ? EndOfWord(rest) : rest.IndexOf(quote, 1);
        if (end < 0)
        {
            return null;
        }

        var value = quote == '\0' ? rest[..end] : rest[1..end];
        var after = rest[(quote == '\0' ? end : end + 1)..];
        var isPlain = quote == '\'' || value.IndexOfAny(['$', '`', '\\', '"', '\'']) < 0;
        return isPlain && IsNothing(after) ? (line[..equals], value) : null;
    }

    private static int EndOfWord(string text)
    {
        var end = text.IndexOfAny([' ', '\t', ';', '&', '|', '<', '>', '(', ')']);
        return end < 0 ? text.Length : end;
    }

    /// <summary>The end of the line, a comment, or a semicolon before either. `A=1 command` would set nothing for the script.</summary>
    private static bool IsNothing(string after)
    {
        var rest = after.TrimStart();
        rest = rest.StartsWith(';') ? rest[1..].TrimStart() : rest;
        return rest.Length == 0 || (rest[0] == '#' && after[0] != '#');
    }
}
