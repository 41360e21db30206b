using System.Globalization;
using Vips.Host.Settings;

namespace VipMgmt.History;

/// <summary>The value of `--since`: a duration back from now, or a time in UTC, which is what the journal is written in.</summary>
public static class SinceWhen
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <returns>Null when the text can be used, or there is none.</returns>
    public static string? FaultOf(string? text) => text is null || TryParse(text, DateTimeOffset.UnixEpoch, out _) ? null
        : $"--since must be a duration (90s, 2h, 7d) or a time in UTC (2026-11-25, 2026-11-25T03:00), not '{text}'";

    /// <param name="text">One without fault.</param>
    /// <param name="now">What a duration counts back from.</param>
    public static DateTimeOffset Of(string text, DateTimeOffset now) =>
        TryParse(text, now, out var since) ? since : throw new FormatException($"'{text}' is neither a duration nor a time");

    private static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset since)
    {
        if (Durations.TryParse(text, out var back))
        {
            since = now - back;
            return true;
        }

        return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since);
    }
}
