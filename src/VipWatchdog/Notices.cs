using Vips.Notices;

namespace VipWatchdog;

/// <summary>Every lasting condition of a run, gates first, then VIP by VIP.</summary>
public static class Notices
{
    public static IReadOnlyList<Notice> Of(Assessment assessment)
    {
        var notices = new List<Notice>(assessment.Judgement.Permissions.Notices);
        notices.AddRange(assessment.Review.Notices);
        foreach (var decision in assessment.Decisions)
        {
            notices.AddRange(decision.Notices);
        }

        return notices;
    }
}
