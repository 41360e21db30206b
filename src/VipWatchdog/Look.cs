using Vips;
using Vips.Watchdog;

namespace VipWatchdog;

/// <summary>What a run saw and decided, after the last look over the plan.</summary>
/// <param name="Inputs">The reading that counts.</param>
/// <param name="Judgement">Of that reading.</param>
/// <param name="Review">What is left of its decisions.</param>
public sealed record Look(Inputs Inputs, Judgement Judgement, MassReview Review)
{
    public IReadOnlyList<Decision> Decisions => Review.Decisions;
}
