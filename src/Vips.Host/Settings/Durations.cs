using System.Globalization;

namespace Vips.Host.Settings;

/// <summary>Durations as operators write them: one whole number and one unit of ms, s, m, h, d.</summary>
public static class Durations
{
    /// <summary>A year; more is a slip of the finger, and far from any overflow.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)), ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Reads `500ms`, `90s`, `5m`, `2h`, `1d`; a bare number has no unit and is refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 12)
        {
            return false;
        }

        var count = long.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        foreach (var (unit, length) in Units)
        {
            if (text[digits..].SequenceEqual(unit) && count <= Longest / length)
            {
                duration = length * count;
                return true;
            }
        }

        return false;
    }

    /// <summary>In the largest unit that needs no fraction: `90s`, `5m`; zero is `0s`.</summary>
    public static string Write(TimeSpan duration)
    {
        foreach (var (unit, length) in Units)
        {
            if (duration > TimeSpan.Zero && duration.Ticks % length.Ticks == 0)
            {
                return (duration.Ticks / length.Ticks).ToString(CultureInfo.InvariantCulture) + unit;
            }
        }

        return "0s";
    }
}
