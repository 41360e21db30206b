namespace Vips.Holds;

public enum HoldChangeKind
{
    /// <summary>Claims are added or renewed.</summary>
    Claimed,

    /// <summary>The last claim goes; the file is removed.</summary>
    Lifted,

    /// <summary>Some claims go, others keep the VIP withdrawn.</summary>
    LiftedInPart,
}

/// <summary>What becomes of a hold: said by the decision, never guessed from the claims that are left.</summary>
/// <param name="Kind">For the journal, and for what people read.</param>
/// <param name="After">As its file shall be; without claims it is removed.</param>
public sealed record HoldChange(HoldChangeKind Kind, Hold After)
{
    /// <summary>The claims in force afterwards; those of a drain that is ended are not.</summary>
    public IReadOnlyList<Claim> Left => Kind == HoldChangeKind.Lifted ? [] : After.Claims;

    /// <summary>Whom it is held for afterwards.</summary>
    public IEnumerable<string> ClaimNames
    {
        get
        {
            foreach (var claim in Left)
            {
                yield return claim.Name ?? "nobody by name";
            }
        }
    }

    /// <summary>
    /// The claims of a drain are over, and their file stays until its route-map is off: a command that fails or is killed
    /// in between leaves what the next run of the watchdog ends (<see cref="Watchdog.HoldUpkeep"/>).
    /// </summary>
    public static HoldChange EndingDrain(Hold before, DateTimeOffset now)
    {
        var ended = new List<Claim>(before.Claims.Count);
        foreach (var claim in before.Claims)
        {
            ended.Add(claim.IsInForce(now) ? claim with { Until = now } : claim);
        }

        return new(HoldChangeKind.Lifted, before with { Claims = ended });
    }

    /// <param name="before">As it is.</param>
    /// <param name="after">The claims in force that nobody lifts.</param>
    /// <param name="now">Wall clock.</param>
    /// <returns>Null when others hold all that is in force: a claim past its end is no claim that was lifted.</returns>
    public static HoldChange? Lifting(Hold before, Hold after, DateTimeOffset now) =>
        after.Claims.Count == 0 ? new(HoldChangeKind.Lifted, after)
            : after.Claims.Count == before.CountInForce(now) ? null
            : new(HoldChangeKind.LiftedInPart, after);
}
