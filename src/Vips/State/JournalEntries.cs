using Vips.Holds;
using Vips.Plans;

namespace Vips.State;

/// <summary>Journal lines of changes and of holds.</summary>
public static class JournalEntries
{
    public static JournalEntry Of(ChangeOutcome outcome, string who, DateTimeOffset now)
    {
        var change = outcome.Change;
        var statement = change.Statement.ToString();
        var before = change.Replaces?.ToString() ?? statement;
        return new(
            now, who, change.Prefix, ChangeWords.Of(change.Kind).Name, change.Why,
            Before: change.Kind == ChangeKind.Announce ? null : before,
            After: change.Kind == ChangeKind.Withdraw ? null : statement,
            outcome.Words ?? JournalEntry.Done, change.Live);
    }

    /// <summary>Of a hold that is on the disk; no statement changes by it.</summary>
    public static JournalEntry Of(HoldChange change, string why, string who, DateTimeOffset now) =>
        new(
            now, who, change.After.Prefix, change.Kind == HoldChangeKind.Claimed ? JournalEntry.Held : JournalEntry.Lifted, why,
            Before: null, After: null, JournalEntry.Done);
}
