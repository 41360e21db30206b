using Net.Prefixes;
using Vips.Elsewhere;
using Vips.Policies;

namespace Vips.Maintenance;

/// <summary>What `last-exit` says to a person's withdrawal (DESIGN section 10). The watchdog's rows are in PartialRows.</summary>
/// <param name="Refusal">Why it is kept back; null when it goes.</param>
/// <param name="Warning">What is to be said of it; null for nothing.</param>
/// <param name="Forced">For the journal: what `--force` went over; null when there was nothing.</param>
public sealed record LastExitGuard(string? Refusal, string? Warning, string? Forced)
{
    private static readonly LastExitGuard Open = new(null, null, null);

    public static LastExitGuard Ask(Inputs inputs, Prefix prefix, bool force)
    {
        if (inputs.Policy.LastExit == LastExit.Off)
        {
            return Open;
        }

        var other = OtherSites.Of(inputs, prefix);
        if (other.Path == OtherSitePath.Visible)
        {
            return Open;
        }

        var words = other.Path == OtherSitePath.None
            ? $"no other site announces it ({other.Words})"
            : $"whether another site announces it is unknown ({other.Words})";
        return inputs.Policy.LastExit != LastExit.Refuse ? new(null, other.Path == OtherSitePath.None ? words : null, null)
            : force ? new(null, words, words)
            : new($"{words}; --force deletes it all the same", null, null);
    }

    /// <summary>Of these, the VIPs that the witness is to be asked for.</summary>
    public static IReadOnlyList<Prefix> Questions(Inputs inputs, IEnumerable<Prefix> prefixes)
    {
        var asked = new SortedSet<Prefix>();
        foreach (var prefix in prefixes)
        {
            if (inputs.Policy.LastExit != LastExit.Off && MayBeAnnounced(new(inputs, prefix), inputs.Running.IsKnown)
                && OtherSites.Of(inputs, prefix).Path == OtherSitePath.Unknown)
            {
                asked.Add(prefix);
            }
        }

        return [.. asked];
    }

    private static bool MayBeAnnounced(NamedPrefix named, bool isBgpdKnown) => isBgpdKnown ? named.Configured is not null : named.InBaselineNow is not null;
}
