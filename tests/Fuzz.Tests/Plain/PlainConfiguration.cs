namespace Fuzz.Tests.Plain;

/// <summary>What literally stands in a configuration of bgpd.</summary>
internal static class PlainConfiguration
{
    /// <summary>Whether one of its lines is the statement `network PREFIX [route-map NAME]`, word for word and nothing more.</summary>
    public static bool Holds(string text, string statement)
    {
        var wanted = Words(statement);
        var prefix = PlainAddress.Prefix(wanted[1]);
        foreach (var line in text.Split('\n'))
        {
            var words = Words(line);
            if (words.Length == wanted.Length && words[0] == "network" && PlainAddress.Prefix(words[1]) == prefix && words.AsSpan(2).SequenceEqual(wanted.AsSpan(2)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a line says `network PREFIX …` or an address of it.</summary>
    public static bool Names(string text, string prefix) =>
        text.Split('\n').Select(Words).Any(words => words.Length > 1 && words[0] == "network" && PlainAddress.Prefix(words[1]) == PlainAddress.Prefix(prefix));

    public static bool HasLine(string text, string line) => text.Split('\n').Any(one => string.Join(' ', Words(one)) == line);

    /// <summary>The signs of a running configuration that was read to its end.</summary>
    public static bool IsWhole(string text) =>
        text.StartsWith("Building configuration...\n", StringComparison.Ordinal) && text.Contains("\nend\n", StringComparison.Ordinal) && text.EndsWith('\n');

    private static string[] Words(string line) => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
