using Vips.Policies;

namespace Vips.Tests.Simulation;

/// <summary>What holds over any timeline of failures: DESIGN section 5 run after run, not only row by row.</summary>
public class TimelineTests
{
    private const int Hour = 3600;
    private const int Vips = 3;

    private static readonly Rules Plain = new();

    private static readonly Rules Damped = new() { Damping = TimeSpan.FromMinutes(1), DampingCap = TimeSpan.FromHours(1), DampingQuiet = TimeSpan.FromMinutes(30) };

    /// <summary>One run, and one more for each that could not read, or read what keepalived had not checked yet (its grace).</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_announced_while_it_is_down_for_longer_than_a_run_and_what_no_run_could_know(bool isDamped)
    {
        var (wrong, longest) = (0, 0);
        foreach (var (timeline, seed) in Timelines(isDamped ? Damped : Plain))
        {
            while (timeline.Now < 3 * Hour)
            {
                timeline.Go(failures: 6, restarts: 4);
                for (var vip = 0; vip < Vips; vip++)
                {
                    wrong += timeline.DownSeconds[vip] > 0 ? 1 : 0;
                    longest = Math.Max(longest, timeline.DownSeconds[vip]);
                    Assert.True(timeline.DownSeconds[vip] <= timeline.Allowed[vip], $"seed {seed}: VIP {vip + 1} for {timeline.DownSeconds[vip]} s at {timeline.Now} s");
                }
            }
        }

        Assert.True(wrong > 100 && longest > Timeline.RunEvery, $"the timelines hold too few failures: {wrong} steps, {longest} s at most");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void When_the_failures_stop_every_vip_is_announced_just_when_it_serves_and_nothing_changes_any_more(bool isDamped)
    {
        foreach (var (timeline, seed) in Timelines(isDamped ? Damped : Plain))
        {
            while (timeline.Now < 2 * Hour)
            {
                timeline.Go(failures: 10, restarts: 4);
            }

            // The longest that anything waits is the cap; a keepalived that has just started, its grace.
            while (timeline.Now < 2 * Hour + (isDamped ? Hour : 0) + (3 * Timeline.RunEvery))
            {
                timeline.Go(restarts: 0);
            }

            var changes = timeline.Changes.Sum(times => times.Count);
            Assert.True(timeline.IsAtRest, $"seed {seed}");
            while (timeline.Now < 4 * Hour)
            {
                timeline.Go(restarts: 0);
            }

            Assert.True(timeline.IsAtRest && timeline.Changes.Sum(times => times.Count) == changes, $"seed {seed} comes to no rest");
        }
    }

    /// <summary>
    /// From 1 min to the cap of 1 h there are 6 doublings, that take an hour; each quiet time (30 min) brings one flap back:
    /// 8 withdrawals in any hour, and as many announcements.
    /// </summary>
    [Fact]
    public void Damped_a_vip_changes_at_most_16_times_an_hour_however_it_fails()
    {
        var (most, undamped) = (0, 0);
        foreach (var failures in (double[])[2, 10, 30, 60])
        {
            most = Math.Max(most, MostInAnHour(Damped, failures));
            undamped = Math.Max(undamped, MostInAnHour(Plain, failures));
        }

        Assert.InRange(most, 4, 16);
        Assert.True(undamped > 2 * most, $"{undamped} changes an hour without damping, {most} with");
    }

    private static int MostInAnHour(Rules rules, double failures)
    {
        var most = 0;
        foreach (var (timeline, _) in Timelines(rules, count: 5))
        {
            while (timeline.Now < 6 * Hour)
            {
                timeline.Go(failures, restarts: 0);
            }

            foreach (var times in timeline.Changes)
            {
                most = times.Aggregate(most, (before, end) => Math.Max(before, times.Count(time => time > end - Hour && time <= end)));
            }
        }

        return most;
    }

    private static IEnumerable<(Timeline Timeline, int Seed)> Timelines(Rules rules, int count = 10) =>
        Enumerable.Range(1, count).Select(seed => (new Timeline(seed, rules, Vips), seed));
}
