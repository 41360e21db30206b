namespace Vips;

/// <summary>Journal lines of changes.</summary>
public static class JournalEntries
{
    public static JournalEntry Of(ChangeOutcome outcome, string who, DateTimeOffset now)
    {
        var change = outcome.Change;
        var statement = change.Statement.ToString();
        return new(
            now, who, change.Prefix, Word(change.Kind), change.Why,
            Before: change.Kind == ChangeKind.Announce ? null : statement,
            After: change.Kind == ChangeKind.Withdraw ? null : statement,
            outcome.Words ?? "done", change.Live);
    }

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Withdraw => "withdraw",
        ChangeKind.Announce => "announce",
        ChangeKind.Drain => "drain",
        _ => "reissue",
    };
}
