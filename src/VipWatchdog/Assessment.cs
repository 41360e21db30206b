using Vips;
using Vips.Watchdog;

namespace VipWatchdog;

/// <summary>What a pass read and decided, the plan as a whole weighed too.</summary>
/// <param name="Inputs">Of the reading that counts.</param>
/// <param name="Judgement">Of that reading.</param>
/// <param name="Review">What is left of its decisions.</param>
public sealed record Assessment(Inputs Inputs, Judgement Judgement, MassReview Review)
{
    public IReadOnlyList<Decision> Decisions => Review.Decisions;
}
