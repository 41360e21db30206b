namespace VipWatchdog.Tests;

/// <summary>Texts without what differs at each run.</summary>
internal static class Masked
{
    private const string Time = "TIME";

    /// <summary>`2026-01-02T03:04:05.678+00:00` and `2026-01-02T03:04:00Z` become TIME.</summary>
    internal static string Times(string text)
    {
        for (var at = text.IndexOf('T', StringComparison.Ordinal); at >= 0; at = text.IndexOf('T', at + 1))
        {
            if (at < 10 || at + 8 >= text.Length || !char.IsAsciiDigit(text[at - 1]) || text[at - 3] != '-' || text[at + 3] != ':')
                continue;
            var end = at + 9;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '+' or ':' or 'Z'))
                end++;
            text = string.Concat(text.AsSpan(0, at - 10), Time, text.AsSpan(end));
            at = at - 10 + Time.Length;
        }

        return text;
    }
}
