using Vips.Notices;

namespace VipWatchdog;

/// <summary>Every lasting condition of a run, gates first, then VIP by VIP.</summary>
public static class Notices
{
    public static IReadOnlyList<Notice> Of(Look look)
    {
        var notices = new List<Notice>(look.Judgement.Permissions.Notices);
        notices.AddRange(look.Review.Notices);
        foreach (var decision in look.Decisions)
        {
            notices.AddRange(decision.Notices);
        }

        return notices;
    }
}
