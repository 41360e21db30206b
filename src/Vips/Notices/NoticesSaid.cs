using Vips.State;

namespace Vips.Notices;

/// <summary>What a run has told of so far, by the key of each condition.</summary>
public static class NoticesSaid
{
    /// <summary>Both; where a condition is in both, the later one counts.</summary>
    public static IReadOnlyDictionary<string, NoticeHistory> Together(
        IReadOnlyDictionary<string, NoticeHistory> said, IReadOnlyDictionary<string, NoticeHistory> later)
    {
        if (said.Count == 0 || later.Count == 0)
        {
            return later.Count == 0 ? said : later;
        }

        var all = new Dictionary<string, NoticeHistory>(said);
        foreach (var (key, remembered) in later)
        {
            all[key] = remembered;
        }

        return all;
    }
}
