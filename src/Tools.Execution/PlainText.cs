using System.Globalization;
using System.Text;

namespace Tools.Execution;

/// <summary>
/// Makes foreign text harmless in one line of a terminal or a log. What a tool, a name server or a file says may hold
/// escape sequences, line breaks that forge a log line, or marks that turn the reading direction.
/// </summary>
public static class PlainText
{
    private const string Ellipsis = "...";

    /// <summary>
    /// The text with a blank for every character that is no visible one: C0, DEL, C1, line and paragraph separators,
    /// format characters (bidi overrides, zero width), lone surrogates, private and unassigned ones.
    /// </summary>
    /// <param name="text">Anything.</param>
    /// <param name="most">Most UTF-16 units of the result; a longer text is cut and ends in "...". At least 3.</param>
    public static string Line(string text, int most = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, Ellipsis.Length);
        if (text.Length <= most && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;

        // One character more than fits tells whether to cut; the rest of a huge text is never looked at.
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length > most)
                break;
            line.Append(IsVisible(rune) ? rune.ToString() : " ");
        }

        return line.Length <= most ? line.ToString() : Cut(line, most - Ellipsis.Length);
    }

    private static string Cut(StringBuilder line, int length)
    {
        if (length > 0 && char.IsHighSurrogate(line[length - 1]))
            length--;
        return line.Remove(length, line.Length - length).Append(Ellipsis).ToString();
    }

    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
