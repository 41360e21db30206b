using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vips.Host.Settings;

/// <summary>Values as YAML scalars and flow lists that read back as the same text.</summary>
public static class Scalars
{
    /// <summary>These need no quotes in any place of YAML when the first of them is a letter, a digit or a slash.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-%");

    private static readonly string[] WordsForNothing = ["null", "Null", "NULL"];

    internal static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(string text) =>
        text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '/') && !text.AsSpan().ContainsAnyExcept(Plain)
            && !WordsForNothing.Contains(text)
            ? text
            : Quoted(text);

    internal static string List<T>(IEnumerable<T> items)
    {
        var list = new StringBuilder("[");
        foreach (var item in items)
        {
            list.Append(list.Length == 1 ? "" : ", ").Append(Of($"{item}"));
        }

        return list.Append(']').ToString();
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' or > '~' => quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
