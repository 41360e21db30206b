using Vips.State;

namespace Vips.Tests;

/// <summary>DESIGN section 3: intervals inside a boot use the boot-time clock with the boot id.</summary>
public class TimeTests
{
    private static readonly Moment Earlier = At("boot-1", 100, 12);

    [Theory]
    [InlineData("boot-1", 160, 12, 60)]
    [InlineData("boot-1", 160, 13, 60)]
    [InlineData("boot-1", 160, 11, 60)]
    [InlineData("boot-1", 100, 13, 0)]
    [InlineData("boot-2", 10, 13, 3600)]
    [InlineData("boot-2", 5000, 12, 0)]
    public void Inside_a_boot_the_boot_time_clock_counts_and_across_boots_the_wall_clock(string boot, int seconds, int hour, int passed) =>
        Assert.Equal(TimeSpan.FromSeconds(passed), At(boot, seconds, hour).Since(Earlier));

    [Theory]
    [InlineData("boot-1", 40, 14)]
    [InlineData("boot-2", 5000, 11)]
    public void What_lies_later_than_now_counts_as_now(string boot, int seconds, int hour)
    {
        var now = At(boot, seconds, hour);

        Assert.Equal(TimeSpan.Zero, now.Since(Earlier));
        Assert.Equal(now, Earlier.NoLaterThan(now));
        Assert.Equal(Earlier, Earlier.NoLaterThan(At("boot-1", 101, 12)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(29.999, 1)]
    [InlineData(30, 2)]
    [InlineData(3600, 2)]
    public void A_streak_counts_a_further_reading_when_the_interval_has_passed(double seconds, int count)
    {
        var first = Streak.Continue(null, Earlier, TimeSpan.FromSeconds(30));
        var now = Earlier with { SinceBoot = Earlier.SinceBoot + TimeSpan.FromSeconds(seconds) };
        var second = Streak.Continue(first, now, TimeSpan.FromSeconds(30));

        Assert.Equal(new Streak(1, Earlier), first);
        Assert.Equal(new Streak(count, count == 1 ? Earlier : now), second);
    }

    [Fact]
    public void Without_an_interval_each_reading_counts() =>
        Assert.Equal(2, Streak.Continue(Streak.Continue(null, Earlier, TimeSpan.Zero), Earlier, TimeSpan.Zero).Count);

    private static Moment At(string boot, int seconds, int hour) =>
        new(boot, TimeSpan.FromSeconds(seconds), new(2026, 3, 1, hour, 0, 0, TimeSpan.Zero));
}
