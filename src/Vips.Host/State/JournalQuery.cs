using System.Text;
using Net.Prefixes;
using Vips.State;

namespace Vips.Host.State;

/// <summary>Which entries of the journal are asked for.</summary>
/// <param name="Most">At most so many, the newest.</param>
public sealed record JournalQuery(int Most)
{
    /// <summary>
    /// Entries stand in the order they were written, which is that of their times as long as nobody sets the clock: a boot
    /// with a wrong one leaves its lines among the others. Only after so many older ones in a row the rest is older too.
    /// </summary>
    internal const int OlderInARow = 1000;

    /// <summary>Of this VIP alone; null for all.</summary>
    public Prefix? Prefix { get; init; }

    /// <summary>Written at this time or later; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Any other condition; null for none.</summary>
    public Func<JournalEntry, bool>? Wanted { get; init; }

    internal JournalPage Page(LinesFromEnd lines)
    {
        var entries = new List<JournalEntry>();
        var older = 0;
        var isCut = false;

        // A year's journal is looked through for one VIP: a line that does not hold its prefix is not parsed.
        var mark = Prefix is { } prefix ? Encoding.UTF8.GetBytes($"\"{prefix}\"") : [];
        foreach (var line in lines)
        {
            if (older == OlderInARow)
            {
                break;
            }

            if ((Since is null && line.Span.IndexOf(mark) < 0) || JournalJson.Parse(line) is not { } entry)
            {
                continue;
            }

            older = Since is { } since && entry.When < since ? older + 1 : 0;
            if (older > 0 || (Prefix is { } one && entry.Prefix != one) || Wanted?.Invoke(entry) == false)
            {
                continue;
            }

            if (entries.Count == Most)
            {
                isCut = true;
                break;
            }

            entries.Add(entry);
        }

        return new(entries, isCut, lines.BytesRead);
    }
}

/// <summary>What of the journal was asked for.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="IsCut">Older ones were wanted too, and are left out.</param>
/// <param name="BytesRead">Of the file, from its end.</param>
public sealed record JournalPage(IReadOnlyList<JournalEntry> Entries, bool IsCut, long BytesRead)
{
    public static JournalPage Empty { get; } = new([], IsCut: false, 0);
}
