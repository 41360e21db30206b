using System.CommandLine;
using Tools.Execution;

namespace VipMgmt;

/// <summary>`--reason TEXT`: it stands in one line of a terminal and of syslog, and with many others in one file.</summary>
internal static class ReasonText
{
    private const int Longest = 400;

    internal static Option<string?> Option(string description) => new("--reason") { Description = description, HelpName = "TEXT" };

    /// <returns>As one plain line; null without.</returns>
    internal static string? Of(ParseResult result, Option<string?> option) =>
        result.GetValue(option) is { } given ? PlainText.Line(given, Longest) : null;
}
