using System.Globalization;

namespace Vips;

/// <summary>Times and ages as people read them.</summary>
public static class TimeText
{
    /// <summary>ISO 8601, UTC, whole seconds.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";

    /// <summary>`3 min`, `5 h`, `12 days`: one unit, rounded down.</summary>
    public static string Age(TimeSpan age) =>
        age.TotalHours < 1 ? $"{Math.Max(0, (int)age.TotalMinutes)} min" : age.TotalDays < 2 ? $"{(int)age.TotalHours} h" : $"{(int)age.TotalDays} days";
}
