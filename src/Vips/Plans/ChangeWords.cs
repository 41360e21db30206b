namespace Vips.Plans;

/// <summary>The words for one kind of change, wherever it is told of: one row a kind, so that no place has a word of its own.</summary>
/// <param name="Name">In the journal, `--json`, metrics and the hook's variables; a promise (docs/json.md).</param>
/// <param name="Verb">`Failed to delete route to X`; so says a person's dry run, too: `would delete route to X`.</param>
/// <param name="Would">The plan of a dry run: `would delete route to X: WHY`.</param>
/// <param name="Order">Before the batch: `… > delete route`.</param>
/// <param name="Doing">After the read-back: `Deleting route to X`.</param>
/// <param name="Done">The last change of a VIP: `withdrawn 3 min ago`.</param>
public sealed record ChangeWords(string Name, string Verb, string Would, string Order, string Doing, string Done)
{
    private static readonly ChangeWords Withdraw = new("withdraw", "delete", "delete", "delete route", "Deleting route to", "withdrawn");
    private static readonly ChangeWords Announce = new("announce", "add", "add", "add route", "Adding route to", "announced");
    private static readonly ChangeWords Drain = new("drain", "drain", "drain", "drain route", "Draining route to", "drained");
    private static readonly ChangeWords Reissue = new("reissue", "add", "issue again the", "issue the route again", "Adding route to", "re-issued");

    public static ChangeWords Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Withdraw => Withdraw,
        ChangeKind.Announce => Announce,
        ChangeKind.Drain => Drain,
        ChangeKind.Reissue => Reissue,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
