using System.Globalization;
using Vips;
using Vips.Host.State;
using Vips.State;

namespace VipMgmt.History;

/// <summary>The journal for people: one line an entry, the newest last, as in syslog.</summary>
public static class HistoryText
{
    /// <param name="page">What is shown.</param>
    /// <param name="path">The journal, for the line that says there is nothing in it.</param>
    /// <param name="isVerbose">Also the statements before and after, and how much was read.</param>
    public static IEnumerable<string> Lines(JournalPage page, string path, bool isVerbose)
    {
        if (page.IsCut)
        {
            yield return "(older ones are left out: --last N or --since WHEN)";
        }

        var (what, prefix, who) = (0, 0, 0);
        foreach (var entry in page.Entries)
        {
            (what, prefix, who) = (Math.Max(what, entry.What.Length), Math.Max(prefix, Subject(entry).Length), Math.Max(who, entry.Who.Length));
        }

        for (var at = page.Entries.Count - 1; at >= 0; at--)
        {
            var entry = page.Entries[at];
            yield return $"{TimeText.Of(entry.When)}  {entry.What.PadRight(what)}  {Subject(entry).PadRight(prefix)}  {entry.Who.PadRight(who)}  {entry.Why}{Outcome(entry)}";
            foreach (var line in isVerbose ? Details(entry) : [])
            {
                yield return line;
            }
        }

        if (page.Entries.Count == 0)
        {
            yield return $"nothing of it in {path}";
        }

        if (isVerbose)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"({page.BytesRead} bytes read of {path})");
        }
    }

    /// <summary>A freeze and a thaw concern all VIPs.</summary>
    private static string Subject(JournalEntry entry) => entry.Prefix?.ToString() ?? "all";

    private static string Outcome(JournalEntry entry) => entry.Outcome == JournalEntry.Done ? "" : $" > NOT DONE: {entry.Outcome}";

    private static IEnumerable<string> Details(JournalEntry entry)
    {
        const string Indent = "                      ";
        if (entry.Before is not null || entry.After is not null)
        {
            yield return $"{Indent}{entry.Before ?? "no statement"} > {entry.After ?? "no statement"}";
        }

        if (entry.Live is { } live)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Indent}live real servers: {live}");
        }
    }
}
