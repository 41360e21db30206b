using Vips;
using Vips.Notices;
using Vips.Watchdog;

namespace VipWatchdog.Assessing;

/// <summary>What a pass read and decided, the plan as a whole weighed too.</summary>
/// <param name="Inputs">Of the reading that counts.</param>
/// <param name="Judgement">Of that reading.</param>
/// <param name="Review">What is left of its decisions.</param>
public sealed record Assessment(Inputs Inputs, Judgement Judgement, MassReview Review)
{
    public IReadOnlyList<Decision> Decisions => Review.Decisions;

    /// <summary>Every lasting condition, gates first, then VIP by VIP.</summary>
    public IReadOnlyList<Notice> Conditions()
    {
        var notices = new List<Notice>(Judgement.Permissions.Notices);
        notices.AddRange(Review.Notices);
        foreach (var decision in Decisions)
        {
            notices.AddRange(decision.Notices);
        }

        return notices;
    }
}
