using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.Plans;

namespace Vips.Watchdog;

/// <summary>What becomes of a hold by itself.</summary>
/// <param name="Change">As it is written.</param>
/// <param name="Lines">For syslog, one for each claim that is over; empty for a change that nobody need be told of.</param>
/// <param name="Why">For the journal.</param>
public sealed record HoldUpkeep(HoldChange Change, IReadOnlyList<string> Lines, string Why)
{
    /// <summary>
    /// Claims that are over are lifted; a drain's claims on a VIP that is withdrawn become those of a plain hold
    /// (DESIGN section 10). A hold that cannot be read is left as it is.
    /// </summary>
    /// <param name="inputs">Of the run.</param>
    /// <param name="decisions">A hold that the first run has just written is not what was read any more.</param>
    /// <param name="outcomes">What came of its changes.</param>
    public static IReadOnlyList<HoldUpkeep> Of(Inputs inputs, IReadOnlyList<Decision> decisions, IReadOnlyList<ChangeOutcome> outcomes)
    {
        var upkeep = new List<HoldUpkeep>();
        if (!inputs.Holds.IsKnown || inputs.Holds.Value.ByPrefix.Count == 0 || !inputs.CanRemember || inputs.Policy.Shadow)
        {
            return upkeep;
        }

        var now = inputs.Now.Wall;
        var written = WrittenBy(decisions);
        foreach (var (_, hold) in inputs.Holds.Value.ByPrefix)
        {
            if (written.Contains(hold.Prefix))
            {
                continue;
            }

            var outcome = OutcomeOf(hold.Prefix, outcomes);
            if (hold.Damage is null && (Ended(hold, inputs, outcome) ?? Drained(hold, now, IsWithdrawn(hold.Prefix, inputs, outcome))) is { } change)
            {
                upkeep.Add(change);
            }
        }

        upkeep.Sort((one, other) => one.Change.After.Prefix.CompareTo(other.Change.After.Prefix));
        return upkeep;
    }

    /// <summary>Those that are on the disk though others could not be written: nobody would ever tell of them later.</summary>
    /// <param name="upkeep">All that were to be written.</param>
    /// <param name="holds">As they are now.</param>
    public static IReadOnlyList<HoldUpkeep> Done(IReadOnlyList<HoldUpkeep> upkeep, Reading<HoldSet> holds)
    {
        var done = new List<HoldUpkeep>();
        foreach (var one in upkeep)
        {
            if (holds.IsKnown && IsAs(holds.Value.ByPrefix.GetValueOrDefault(one.Change.After.Prefix), one.Change.After))
            {
                done.Add(one);
            }
        }

        return done;
    }

    private static bool IsAs(Hold? now, Hold after) =>
        now is null ? after.Claims.Count == 0 : now.Damage is null && now.Claims.SequenceEqual(after.Claims);

    private static HashSet<Prefix> WrittenBy(IReadOnlyList<Decision> decisions)
    {
        var written = new HashSet<Prefix>();
        foreach (var decision in decisions)
        {
            if (decision.Action == DecisionAction.Hold)
            {
                written.Add(decision.Vip.Prefix);
            }
        }

        return written;
    }

    private static HoldUpkeep? Ended(Hold hold, Inputs inputs, ChangeOutcome? outcome)
    {
        var now = inputs.Now.Wall;
        var (left, lines) = (new List<Claim>(), new List<string>());
        foreach (var claim in hold.Claims)
        {
            if (claim.IsInForce(now))
            {
                left.Add(claim);
            }
            else
            {
                lines.Add($"the hold of {claim.Who} on {WatchedVip.NameOf(hold.Prefix)} is over ({claim.Words})");
            }
        }

        return lines.Count == 0 || (left.Count == 0 && IsDrainLeft(hold, inputs, outcome)) ? null
            : new(new(left.Count == 0 ? HoldChangeKind.Lifted : HoldChangeKind.LiftedInPart, new(hold.Prefix, left)), lines, "its time is over");
    }

    /// <summary>The file is what tells that the drain route-map is ours to take off: it stays until that is done.</summary>
    private static bool IsDrainLeft(Hold hold, Inputs inputs, ChangeOutcome? outcome) =>
        hold.IsEndedDrain(inputs.Now.Wall) && outcome is not { IsApplied: true } && inputs.MayBeDrained(hold.Prefix);

    private static HoldUpkeep? Drained(Hold hold, DateTimeOffset now, bool isWithdrawn)
    {
        if (!isWithdrawn || !hold.IsDraining(now))
        {
            return null;
        }

        var claims = new List<Claim>(hold.Claims.Count);
        foreach (var claim in hold.Claims)
        {
            claims.Add(claim with { IsDraining = false });
        }

        return new(new(HoldChangeKind.Claimed, new(hold.Prefix, claims)), [], "withdrawn while it was drained");
    }

    private static bool IsWithdrawn(Prefix prefix, Inputs inputs, ChangeOutcome? outcome) =>
        outcome?.Configured is { } configured ? !configured
            : inputs.Running.IsKnown && !inputs.Running.Value.Instance.Statements.ContainsKey(prefix);

    private static ChangeOutcome? OutcomeOf(Prefix prefix, IReadOnlyList<ChangeOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Change.Prefix == prefix)
            {
                return outcome;
            }
        }

        return null;
    }
}
