using System.Buffers;

namespace Vips.Host.Diagnosis;

/// <summary>A line of a crontab that starts something of a watchdog's name.</summary>
/// <param name="Line">Counts from 1.</param>
/// <param name="Program">As written, with its folder where it has one.</param>
/// <param name="EveryMinute">`* * * * *`.</param>
/// <param name="IsOnce">`@reboot`, or with an option that does not do the minute's work.</param>
public sealed record CronLine(int Line, string Program, bool EveryMinute, bool IsOnce);

/// <summary>crontab(5) -> its lines that start vip-watchdog or vip_watchdog. Whether a user's field stands in it makes no difference.</summary>
public static class CrontabParser
{
    private static readonly char[] Separators = [' ', '\t', ';', '&', '|', '(', ')', '<', '>', '"', '\'', '`', '='];

    /// <summary>Of a variable's name, with the quotes that may stand around it.</summary>
    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_\"'");

    public static IReadOnlyList<CronLine> Parse(string text)
    {
        var found = new List<CronLine>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#' || IsVariable(line))
            {
                continue;
            }

            var words = line.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            if (Array.Find(words, word => NameOf(word) is "vip-watchdog" or "vip_watchdog") is { } program)
            {
                var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                var isOnce = line.StartsWith("@reboot", StringComparison.Ordinal) || words.Any(word => word is "--boot" or "--dry-run" or "--help" or "--version");
                found.Add(new(i + 1, program, fields.Take(5).All(field => field is "*" or "*/1"), isOnce));
            }
        }

        return found;
    }

    private static string NameOf(string word) => word[(word.LastIndexOf('/') + 1)..];

    /// <summary>`PATH=/usr/bin`: a name, then `=`.</summary>
    private static bool IsVariable(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && line.AsSpan(0, equals).Trim().IndexOfAnyExcept(OfNames) < 0;
    }
}
