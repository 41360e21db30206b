using System.CommandLine;
using Tools.Execution;
using Vips.Host.Settings;

namespace VipMgmt;

/// <summary>`--for DURATION` and its like: more than no time.</summary>
internal static class DurationText
{
    /// <returns>Null without the option; or in one line what is wrong with it.</returns>
    internal static (TimeSpan? Duration, string? Fault) Of(ParseResult result, Option<string?> option) =>
        result.GetValue(option) is not { } text ? (null, null)
        : Durations.TryParse(text, out var duration) && duration > TimeSpan.Zero ? (duration, null)
        : (null, $"{option.Name} '{PlainText.Line(text, 100)}' is no duration: write 90s, 5m or 2h");
}
