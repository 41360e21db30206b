using Vips.Following;

namespace Vips.Tests.Following;

/// <summary>When the process that stays runs next: settle 50 ms, every 10 s; the last run ended at 1000 ms.</summary>
public class RunScheduleTests
{
    private static readonly RunPace Pace = new(Ms(50), TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData("", 11_000)] // nothing told: every 10 s
    [InlineData("1500", 1550)] // one event: when it has settled
    [InlineData("1500 1540", 1590)] // a second one before it has: later
    [InlineData("1500 1540 1580 1620 1660 1690", 1700)] // one that never settles: four settle times from its first
    [InlineData("1500 5000", 1700)]
    [InlineData("1001", 1100)] // right after a run: not before others could take the lock
    [InlineData("10999", 11_000)] // what is due anyway is not put off
    public void What_was_told(string events, int due) => Assert.Equal(Ms(due), Told(events).Due(Pace));

    [Theory]
    [InlineData("")]
    [InlineData("1500")]
    public void A_run_that_is_asked_for_waits_for_nothing(string events) =>
        Assert.Equal(Ms(1000), Told(events).Asked().Due(Pace));

    [Fact]
    public void The_first_run_is_due_at_once()
    {
        Assert.Equal(TimeSpan.Zero, new RunSchedule().Due(Pace));
        Assert.Equal(TimeSpan.Zero, new RunSchedule().Told(Ms(5)).Asked().Due(Pace));
    }

    [Fact]
    public void A_run_has_seen_all_that_was_told_before_it() =>
        Assert.Equal(Ms(12_000), RunSchedule.AfterRun(Ms(2000)).Due(Pace));

    [Fact]
    public void Without_a_settle_time_only_the_rest_between_two_runs_is_left()
    {
        Assert.Equal(Ms(1500), Told("1500").Due(Pace with { Settle = TimeSpan.Zero }));
        Assert.Equal(Ms(1100), Told("1000").Due(Pace with { Settle = TimeSpan.Zero }));
    }

    [Fact]
    public void A_storm_of_a_minute_leaves_the_lock_free_between_its_runs_and_is_looked_at_all_the_time()
    {
        var (schedule, runs, last) = (RunSchedule.AfterRun(Ms(0)), 0, Ms(0));
        for (var now = 0; now < 60_000; now++)
        {
            schedule = schedule.Told(Ms(now));
            if (schedule.Due(Pace) > Ms(now))
                continue;

            Assert.InRange(Ms(now) - last, RunSchedule.Rest, Ms(300));
            last = Ms(now + 60); // a run takes 60 ms, and hears nothing meanwhile
            now += 60;
            schedule = RunSchedule.AfterRun(last);
            runs++;
        }

        Assert.InRange(runs, 200, 400);
    }

    private static RunSchedule Told(string events) => events.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(RunSchedule.AfterRun(Ms(1000)), (schedule, at) => schedule.Told(Ms(int.Parse(at, provider: null))));

    private static TimeSpan Ms(int count) => TimeSpan.FromMilliseconds(count);
}
