using Net.Prefixes;
using Vips.Policies;
using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>DESIGN section 5: `drop`, `restore`, `fall`, `rise`, `missing-fall` and `observe-interval` at their boundaries.</summary>
public class ThresholdRows
{
    [Theory]
    // The defaults are the ancestor's: withdrawn at 0, announced at 1.
    [InlineData(0, 1, 0, Withdrawn, Nothing)]
    [InlineData(0, 1, 1, Nothing, Announced)]
    [InlineData(0, 1, 9, Nothing, Announced)]
    // at most `drop` is down, at least `restore` is up, between is unchanged
    [InlineData(2, 5, 0, Withdrawn, Nothing)]
    [InlineData(2, 5, 2, Withdrawn, Nothing)]
    [InlineData(2, 5, 3, Nothing, Nothing)]
    [InlineData(2, 5, 4, Nothing, Nothing)]
    [InlineData(2, 5, 5, Nothing, Announced)]
    [InlineData(2, 5, 6, Nothing, Announced)]
    [InlineData(3, 4, 3, Withdrawn, Nothing)]
    [InlineData(3, 4, 4, Nothing, Announced)]
    public void A_count(int drop, int restore, int live, string whenConfigured, string whenNot)
    {
        var world = InOrder.Live(live).Ruled(rules => rules with { Drop = drop, Restore = restore });

        Assert.Equal(whenConfigured, Run.Of(world).Sent);
        Assert.Equal(whenNot, Run.Of(world.NotConfigured()).Sent);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(0, 5, 0)]
    [InlineData(2, 5, 2)]
    public void Weight_0_and_sorry_servers_are_not_live(int weighted, int weightless, int live)
    {
        var world = InOrder with { Table = [Service("tcp/192.0.2.1:80", weighted, weightless)] };

        Assert.Equal(live, Run.Of(world).Judgement.Decisions.Single().Verdict!.Live);
        var sorry = world with { Policy = new() { SorryServers = new HashSet<IpAddress> { IpAddress.Parse("198.51.100.1") } } };
        Assert.Equal(Math.Max(0, live - 1), Run.Of(sorry).Judgement.Decisions.Single().Verdict!.Live);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Fall_withdraws_at_that_observation_and_not_before(int fall, int quiet)
    {
        var world = InOrder.Live(0).Ruled(rules => rules with { Fall = fall });

        Assert.All(RunsOf(world, quiet), run => Assert.Equal(Nothing, run.Sent));
        Assert.Equal(Withdrawn, Run.Of(world, fall).Sent);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Rise_announces_at_that_observation_and_not_before(int rise, int quiet)
    {
        var world = InOrder.NotConfigured().Ruled(rules => rules with { Rise = rise });

        Assert.All(RunsOf(world, quiet), run => Assert.Equal(Nothing, run.Sent));
        Assert.Equal(Announced, Run.Of(world, rise).Sent);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Missing_fall_withdraws_at_that_observation_and_not_before(int missingFall, int quiet)
    {
        var world = InOrder.SeenInIpvs().NoService().Ruled(rules => rules with { MissingFall = missingFall });

        Assert.All(RunsOf(world, quiet), run => Assert.Equal(Nothing, run.Sent));
        Assert.Equal(Withdrawn, Run.Of(world, missingFall).Sent);
    }

    [Theory]
    [InlineData(0, Nothing)]
    [InlineData(29, Nothing)]
    [InlineData(30, Withdrawn)]
    [InlineData(31, Withdrawn)]
    public void Two_readings_are_two_observations_when_observe_interval_lies_between(int seconds, string sent) =>
        Assert.Equal(sent, Run.Of(InOrder.Live(0).Ruled(rules => rules with { Fall = 2 }), times: 2, every: seconds).Sent);

    [Fact]
    public void Readings_in_quick_succession_count_once_for_each_interval()
    {
        // 10 s apart: counted at 0, 30 and 60 s.
        var world = InOrder.Live(0).Ruled(rules => rules with { Fall = 3 });

        Assert.Equal(Nothing, Run.Of(world, times: 6, every: 10).Sent);
        Assert.Equal(Withdrawn, Run.Of(world, times: 7, every: 10).Sent);
    }

    [Fact]
    public void The_first_reading_of_a_new_kind_counts_at_once()
    {
        var up = Run.Of(InOrder).After;

        Assert.Equal(Withdrawn, Run.Of(up.Live(0).Later(1)).Sent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_reading_of_another_kind_begins_the_count_anew(int other)
    {
        // Up (2), or between the thresholds (1), in the middle of two low readings.
        var world = InOrder.Ruled(rules => rules with { Fall = 2, Restore = 2 });
        var low = Run.Of(world.Live(0)).After.Later(60);
        var high = Run.Of(low.Live(other)).After.Later(60);

        Assert.Equal(Nothing, Run.Of(high.Live(0)).Sent);
        Assert.Equal(Withdrawn, Run.Of(Run.Of(high.Live(0)).After.Later(60)).Sent);
    }

    [Fact]
    public void A_virtual_service_in_between_begins_the_count_of_missing_anew()
    {
        var missing = Run.Of(InOrder.SeenInIpvs().NoService()).After.Later(60);
        var back = Run.Of(missing.Live(2)).After.Later(60);

        Assert.Equal(Nothing, Run.Of(back.NoService()).Sent);
    }

    [Fact]
    public void An_unknown_table_in_between_neither_counts_nor_begins_anew()
    {
        var low = Run.Of(InOrder.Live(0).Ruled(rules => rules with { Fall = 2 })).After.Later(60);
        var unknown = Run.Of(low.IpvsadmFails());
        Assert.Equal(Nothing, unknown.Sent);

        Assert.Equal(Withdrawn, Run.Of(unknown.After.Later(60) with { IpvsadmFails = null }).Sent);
    }

    [Fact]
    public void A_vips_own_rules_stand_in_place_of_the_default()
    {
        var entry = new VipEntry("service", [Vip], null, [], new() { Drop = 2, Restore = 3 });
        var world = InOrder.Live(2) with { Policy = new() { Vips = [entry] } };

        Assert.Equal(Withdrawn, Run.Of(world).Sent);
        Assert.Contains("2 realservers available behind 192.0.2.1 > delete route", Run.Of(world).Said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_an_announcement_names_the_restore_threshold_and_the_plan_the_true_count()
    {
        var run = Run.Of(InOrder.NotConfigured().Live(7).Ruled(rules => rules with { Restore = 3 }));

        Assert.Contains("more than 3 realservers available behind 192.0.2.1 > add route", run.Said, StringComparison.Ordinal);
        Assert.Equal(7, Assert.Single(run.Plan.Changes).Live);
    }

    [Fact]
    public void A_stored_time_that_lies_later_than_now_counts_as_now()
    {
        // The machine has booted anew, and its clock was an hour fast before.
        var world = InOrder.Live(0).Ruled(rules => rules with { Fall = 2 });
        var counted = Run.Of(world).After;
        var rebooted = counted with { Now = new("boot-2", TimeSpan.FromSeconds(100), counted.Now.Wall.AddHours(-1)) };

        var first = Run.Of(rebooted);
        Assert.Equal(Nothing, first.Sent);
        Assert.Equal(Withdrawn, Run.Of(first.After.Later(60)).Sent);
    }

    [Fact]
    public void A_hold_down_that_begins_later_than_now_begins_now()
    {
        var world = InOrder.Ruled(rules => rules with { HoldDown = TimeSpan.FromMinutes(5) });
        var down = Run.Of(world.Live(0)).After.Live(2);
        var rebooted = down with { Now = new("boot-2", TimeSpan.FromSeconds(100), down.Now.Wall.AddHours(-1)) };

        var first = Run.Of(rebooted);
        Assert.Equal(Nothing, first.Sent);
        Assert.Equal(Nothing, Run.Of(first.After.Later(299)).Sent);
        Assert.Equal(Announced, Run.Of(first.After.Later(300)).Sent);
    }

    private static IEnumerable<Run> RunsOf(World world, int times) => Enumerable.Range(1, times).Select(i => Run.Of(world, i));
}
