using Vips.State;

namespace Vips.Notices;

/// <summary>Which lasting conditions are written by this run, and what is remembered of them.</summary>
/// <param name="ForSyslog">New, changed, or due again after `repeat-errors`.</param>
/// <param name="ForStderr">New or changed only: cron mails what is printed.</param>
/// <param name="History">For the next run; a condition that has ended is forgotten.</param>
public sealed record NoticeFilter(
    IReadOnlyList<Notice> ForSyslog, IReadOnlyList<Notice> ForStderr, IReadOnlyDictionary<string, NoticeHistory> History)
{
    public static NoticeFilter Apply(
        IReadOnlyList<Notice> notices, IReadOnlyDictionary<string, NoticeHistory> known, Moment now, TimeSpan repeat)
    {
        var forSyslog = new List<Notice>();
        var forStderr = new List<Notice>();
        var history = new Dictionary<string, NoticeHistory>(notices.Count);
        foreach (var notice in notices)
        {
            if (history.ContainsKey(notice.Key))
            {
                continue;
            }

            var before = known.GetValueOrDefault(notice.Key);
            var isNew = before is null || before.Text != notice.Text;
            var isDue = isNew || (!notice.Once && now.Since(before!.LastLogged) >= (notice.Every ?? repeat));
            history[notice.Key] = isDue ? new(notice.Text, now) : before! with { LastLogged = before!.LastLogged.NoLaterThan(now) };
            if (isDue)
            {
                forSyslog.Add(notice);
            }

            if (isNew)
            {
                forStderr.Add(notice);
            }
        }

        return new(forSyslog, forStderr, history);
    }
}
