using Vips.Notices;
using Vips.State;

namespace Vips.Tests.Notices;

/// <summary>DESIGN section 5: stderr only when the condition changes; syslog at the change and every `repeat-errors`.</summary>
public class NoticeFilterTests
{
    private static readonly TimeSpan Repeat = TimeSpan.FromMinutes(10);
    private static readonly Moment Now = World.InOrder.Now;
    private static readonly Notice Error = new("baseline", Severity.Error, "no 'router bgp'");
    private static readonly Notice Warning = new("map", Severity.Warning, "another route-map", Once: true);

    /// <summary>What a run says later of a condition is what the next run compares with.</summary>
    [Fact]
    public void Of_what_a_run_has_said_the_later_word_counts()
    {
        Dictionary<string, NoticeHistory> Said(params (string Key, string Text)[] notices) => notices.ToDictionary(notice => notice.Key, notice => new NoticeHistory(notice.Text, Now));
        string Both(Dictionary<string, NoticeHistory> said, Dictionary<string, NoticeHistory> later) =>
            string.Join(' ', NoticesSaid.Together(said, later).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value.Text}"));

        Assert.Equal("", Both([], []));
        Assert.Equal("bgpd=gone", Both(Said(("bgpd", "gone")), []));
        Assert.Equal("bgpd=gone", Both([], Said(("bgpd", "gone"))));
        Assert.Equal("bgpd=back ipvs=gone state=full", Both(Said(("bgpd", "gone"), ("ipvs", "gone")), Said(("bgpd", "back"), ("state", "full"))));
    }

    [Fact]
    public void A_new_condition_is_written_everywhere()
    {
        var filter = NoticeFilter.Apply([Error, Warning], None, Now, Repeat);

        Assert.Equal([Error, Warning], filter.ForSyslog);
        Assert.Equal([Error, Warning], filter.ForStderr);
        Assert.Equal(new(Error.Text, Now), filter.History["baseline"]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(599, 0)]
    [InlineData(600, 1)]
    [InlineData(6000, 1)]
    public void A_lasting_error_goes_to_syslog_again_after_repeat_errors_and_never_to_stderr(int seconds, int written)
    {
        var known = NoticeFilter.Apply([Error], None, Now, Repeat).History;
        var later = Later(seconds);
        var filter = NoticeFilter.Apply([Error], known, later, Repeat);

        Assert.Equal(written, filter.ForSyslog.Count);
        Assert.Empty(filter.ForStderr);
        Assert.Equal(written == 1 ? later : Now, filter.History["baseline"].LastLogged);
    }

    /// <summary>An old hold is told of once a day, whatever `repeat-errors` says.</summary>
    [Theory]
    [InlineData(86_399, 0)]
    [InlineData(86_400, 1)]
    public void A_reminder_has_an_interval_of_its_own(int seconds, int written)
    {
        var world = World.InOrder.Held(ago: TimeSpan.FromDays(2));
        var reminder = Assert.Single(Run.Of(world).Judgement.Decisions.SelectMany(decision => decision.Notices), notice => notice.Key == "192.0.2.1/32 old hold");
        var known = NoticeFilter.Apply([reminder], None, Now, Repeat).History;

        Assert.Equal(written, NoticeFilter.Apply([reminder], known, Later(seconds), Repeat).ForSyslog.Count);
    }

    [Fact]
    public void What_is_said_once_is_not_repeated()
    {
        var known = NoticeFilter.Apply([Warning], None, Now, Repeat).History;

        Assert.Empty(NoticeFilter.Apply([Warning], known, Later(86_400), Repeat).ForSyslog);
    }

    [Fact]
    public void A_changed_text_is_a_change()
    {
        var known = NoticeFilter.Apply([Error], None, Now, Repeat).History;
        var filter = NoticeFilter.Apply([Error with { Text = "no such file" }], known, Later(1), Repeat);

        Assert.Single(filter.ForSyslog);
        Assert.Single(filter.ForStderr);
    }

    [Fact]
    public void A_condition_that_ended_is_forgotten_and_is_new_when_it_comes_back()
    {
        var known = NoticeFilter.Apply([Error], None, Now, Repeat).History;
        var ended = NoticeFilter.Apply([], known, Later(60), Repeat);

        Assert.Empty(ended.History);
        Assert.Single(NoticeFilter.Apply([Error], ended.History, Later(120), Repeat).ForStderr);
    }

    [Fact]
    public void A_condition_told_twice_in_a_run_is_written_once() =>
        Assert.Single(NoticeFilter.Apply([Error, Error with { Text = "the same from elsewhere" }], None, Now, Repeat).ForSyslog);

    [Fact]
    public void A_time_of_writing_that_lies_later_than_now_counts_as_now()
    {
        var known = NoticeFilter.Apply([Error], None, Now, Repeat).History;
        var rebooted = new Moment("boot-2", TimeSpan.Zero, Now.Wall.AddHours(-1));
        var first = NoticeFilter.Apply([Error], known, rebooted, Repeat);
        Assert.Empty(first.ForSyslog);

        var later = new Moment("boot-2", Repeat, rebooted.Wall + Repeat);
        Assert.Single(NoticeFilter.Apply([Error], first.History, later, Repeat).ForSyslog);
    }

    private static IReadOnlyDictionary<string, NoticeHistory> None => new Dictionary<string, NoticeHistory>();

    private static Moment Later(int seconds) => World.InOrder.Later(seconds).Now;
}
