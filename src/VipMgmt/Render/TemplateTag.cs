namespace VipMgmt.Render;

/// <summary>One `{{…}}` of a template.</summary>
/// <param name="Words">What stands between the braces, comments without any.</param>
/// <param name="Line">Counts from 1.</param>
/// <param name="Column">Of the first brace; counts from 1.</param>
/// <param name="IsClosed">False: the braces are never closed.</param>
internal readonly record struct TemplateTag(string[] Words, int Line, int Column, bool IsClosed)
{
    /// <summary>All tags of a text, in their order.</summary>
    internal static IEnumerable<TemplateTag> Of(string text)
    {
        var (line, lineStart, at) = (1, 0, 0);
        for (var open = Next(0); open >= 0; open = Next(at))
        {
            for (var feed = text.IndexOf('\n', at, open - at); feed >= 0; feed = text.IndexOf('\n', at, open - at))
            {
                (line, lineStart, at) = (line + 1, feed + 1, feed + 1);
            }

            var column = open - lineStart + 1;
            var isComment = Begins("{{!", open);
            var end = Begins("{{!--", open) ? "--}}" : Begins("{{{", open) ? "}}}" : "}}";
            var close = text.IndexOf(end, open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                yield return new([], line, column, IsClosed: false);
                yield break;
            }

            var words = isComment ? [] : text[(open + 2)..close].TrimStart('{').Trim('~').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!isComment)
            {
                yield return new(words, line, column, IsClosed: true);
            }

            for (var feed = text.IndexOf('\n', open, close - open); feed >= 0; feed = text.IndexOf('\n', feed + 1, close - feed - 1))
            {
                (line, lineStart) = (line + 1, feed + 1);
            }

            at = close + end.Length;
        }

        bool Begins(string words, int place) => string.CompareOrdinal(text, place, words, 0, words.Length) == 0;

        int Next(int from) => text.IndexOf("{{", from, StringComparison.Ordinal);
    }
}
