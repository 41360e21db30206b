using Net.Prefixes;

namespace Vips.Holds;

/// <summary>
/// The claims on one VIP. A file of holds/ that cannot be read is a hold without end: <see cref="Damage"/> says why,
/// and one nameless claim stands for what it held.
/// </summary>
/// <param name="Prefix">The VIP that stays withdrawn.</param>
/// <param name="Claims">At least one.</param>
/// <param name="Damage">What is wrong with the file; null when it was read.</param>
public sealed record Hold(Prefix Prefix, IReadOnlyList<Claim> Claims, string? Damage = null)
{
    public bool IsInForce(DateTimeOffset now) => CountInForce(now) > 0;

    /// <summary>Every claim in force is a drain's: the VIP is still announced, with the drain route-map.</summary>
    public bool IsDraining(DateTimeOffset now)
    {
        var isDraining = false;
        foreach (var claim in Claims)
        {
            if (claim.IsInForce(now))
            {
                if (!claim.IsDraining)
                {
                    return false;
                }

                isDraining = true;
            }
        }

        return isDraining;
    }

    /// <summary>One of its claims, in force or over, is a drain's.</summary>
    public bool HasDrain
    {
        get
        {
            foreach (var claim in Claims)
            {
                if (claim.IsDraining)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Its claims are over, and one of them was a drain's: its route-map may be left on the VIP.</summary>
    public bool IsEndedDrain(DateTimeOffset now) => HasDrain && !IsInForce(now);

    /// <summary>Whether a claim in force carries the name.</summary>
    /// <param name="name">As the claim was given.</param>
    /// <param name="now">Wall clock.</param>
    /// <param name="who">This person's claim alone; null for anybody's.</param>
    public bool IsClaimedBy(string name, DateTimeOffset now, string? who = null)
    {
        foreach (var claim in Claims)
        {
            if (claim.Name == name && (who is null || claim.Who == who) && claim.IsInForce(now))
            {
                return true;
            }
        }

        return false;
    }

    public int CountInForce(DateTimeOffset now)
    {
        var count = 0;
        foreach (var claim in Claims)
        {
            count += claim.IsInForce(now) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The claim that is told in messages: the oldest in force; the oldest of all when none is.</summary>
    public Claim Spokesman(DateTimeOffset now)
    {
        Claim? told = null;
        foreach (var claim in Claims)
        {
            if (told is null
                || (claim.IsInForce(now), -claim.When.Ticks).CompareTo((told.IsInForce(now), -told.When.Ticks)) > 0)
            {
                told = claim;
            }
        }

        return told!;
    }
}
