using Vips.Elsewhere;
using Vips.Maintenance;
using Vips.Policies;
using Vips.Watchdog;
using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>A VIP that flaps is not restored for longer and longer (DESIGN sections 5 and 10).</summary>
public class DampingTests
{
    private static readonly Rules Rules = new()
    {
        Damping = TimeSpan.FromMinutes(1),
        DampingCap = TimeSpan.FromMinutes(10),
        DampingQuiet = TimeSpan.FromMinutes(30),
    };

    private static readonly World Damped = InOrder.Ruled(_ => Rules);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    [InlineData(3, 240)]
    [InlineData(4, 480)]
    [InlineData(5, 600)]
    [InlineData(2_000_000_000, 600)]
    public void Each_flap_doubles_the_time_up_to_the_cap(int flaps, int seconds)
    {
        var world = WithdrawnNow(Damped, flaps);

        Assert.Equal(Nothing, Run.Of(world.Later(seconds - 1)).Sent);
        Assert.Equal(Announced, Run.Of(world.Later(seconds)).Sent);
    }

    [Fact]
    public void It_says_until_when()
    {
        var run = Run.Of(WithdrawnNow(Damped, 3).Later(60));

        Assert.Equal(DecisionRule.Damped, Assert.Single(run.Judgement.Decisions).Rule);
        Assert.Equal(ExitStatus.KeptBack, run.Status);
        Assert.Contains("192.0.2.1 is up, not announced before 2026-03-01T12:04:00Z (damping: flap 3)", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longer_of_hold_down_and_damping_counts()
    {
        var world = WithdrawnNow(Damped.Ruled(rules => rules with { HoldDown = TimeSpan.FromMinutes(4) }), 2).Later(150);

        Assert.Equal(DecisionRule.HoldDown, Assert.Single(Run.Of(world).Judgement.Decisions).Rule);
        Assert.Equal(DecisionRule.HoldDown, Assert.Single(Run.Of(WithFlaps(world, 3, 150)).Judgement.Decisions).Rule);
        Assert.Equal(DecisionRule.Damped, Assert.Single(Run.Of(WithFlaps(world, 4, 150)).Judgement.Decisions).Rule);
    }

    [Fact]
    public void Off_it_counts_no_flap_and_forgets_those_that_it_finds()
    {
        Assert.Null(Flaps(Run.Of(InOrder.Live(0))));
        Assert.Null(Flaps(Run.Of(WithFlaps(InOrder, 3, 0))));
    }

    [Theory]
    [InlineData(null, 0, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(4, 0, 5)]
    [InlineData(5, 0, 5)]
    [InlineData(9, 0, 9)]
    [InlineData(3, 29 * 60, 4)]
    [InlineData(3, 30 * 60, 3)]
    [InlineData(3, 89 * 60, 2)]
    [InlineData(3, 90 * 60, 1)]
    [InlineData(3, 9999 * 60, 1)]
    public void A_withdrawal_is_a_flap_and_each_quiet_time_takes_one_away(int? before, int quietSeconds, int after) =>
        Assert.Equal(after, Flaps(Run.Of((before is { } flaps ? WithFlaps(Damped, flaps, quietSeconds) : Damped).Live(0))));

    [Fact]
    public void What_is_left_of_a_quiet_time_counts_on()
    {
        var run = Run.Of(WithFlaps(Damped, 3, 40 * 60));

        Assert.Equal(2, Flaps(run));
        Assert.Equal(2, Flaps(Run.Of(run.After.Later(19 * 60))));
        Assert.Equal(1, Flaps(Run.Of(run.After.Later(20 * 60))));
    }

    [Fact]
    public void While_it_is_withdrawn_nothing_is_quiet()
    {
        var down = Run.Of(WithFlaps(Damped, 2, 0).Live(0)).After;

        Assert.Equal(3, Flaps(Run.Of(down.Later(9 * 3600))));
        Assert.Equal(3, Flaps(Run.Of(Run.Of(down.Later(9 * 3600).Live(2)).After.Later(29 * 60))));
        Assert.Equal(2, Flaps(Run.Of(Run.Of(down.Later(9 * 3600).Live(2)).After.Later(30 * 60))));
    }

    [Fact]
    public void Announced_by_another_hand_its_quiet_time_begins_when_that_is_seen()
    {
        var down = Run.Of(WithFlaps(Damped, 2, 0).Live(0)).After.Later(3600);
        var byHand = Run.Of(down.Live(2) with { Configured = InOrder.Configured });

        Assert.Equal(3, Flaps(byHand));
        Assert.Equal(3, Flaps(Run.Of(byHand.After.Later(29 * 60))));
        Assert.Equal(2, Flaps(Run.Of(byHand.After.Later(30 * 60))));
    }

    [Fact]
    public void A_withdrawal_for_a_hold_is_no_flap()
    {
        Assert.Null(Flaps(Run.Of(Damped.Held())));
        Assert.Equal(2, Flaps(Run.Of(WithFlaps(Damped, 2, 0).Held())));
    }

    [Fact]
    public void A_bgpd_that_cannot_be_read_takes_no_flap_away() =>
        Assert.Equal(3, Flaps(Run.Of(WithFlaps(Damped, 3, 9999 * 60).BgpdFails())));

    [Fact]
    public void Add_by_a_person_does_not_wait()
    {
        var world = WithdrawnNow(Damped, 5);

        Assert.NotNull(Assert.Single(new Addition(world.ToInputs(), "bob", force: false, asksIpvs: true)
            .Decide([new("192.0.2.1/32", IsLiteral: true, [Vip])])).Change);
    }

    [Fact]
    public void The_last_exit_comes_back_damped_or_not()
    {
        var world = WithdrawnNow(Damped, 5).Services(("tcp/80", 2), ("tcp/443", 0)).Guarded(LastExit.Warn, OtherSitePath.None);

        Assert.Equal(Announced, Run.Of(world.Later(60)).Sent);
    }

    [Fact]
    public void A_time_later_than_now_counts_as_now()
    {
        var world = WithFlaps(Damped, 3, 0);
        var rebooted = Run.Of(world with { Now = new("boot-2", TimeSpan.FromSeconds(100), world.Now.Wall.AddHours(-1)) });

        Assert.Equal(3, Flaps(rebooted));
        Assert.Equal(2, Flaps(Run.Of(rebooted.After.Later(30 * 60))));
    }

    [Fact]
    public void Two_vips_do_not_count_for_each_other()
    {
        var two = Damped with
        {
            Configured = [.. InOrder.Configured, Statement("192.0.2.2/32", "BGP1")],
            Baseline = [.. InOrder.Baseline, Statement("192.0.2.2/32", "BGP1")],
            Table = [Service("tcp/192.0.2.1:80", 0), Service("tcp/192.0.2.2:80", 2)],
        };

        Assert.Equal("192.0.2.1/32 1, 192.0.2.2/32 0", string.Join(", ", Run.Of(two).After.State.Vips.OrderBy(pair => pair.Key)
            .Select(pair => $"{pair.Key} {pair.Value.Damping?.Flaps ?? 0}")));
    }

    private static int? Flaps(Run run) => run.After.State.Vips[Vip].Damping?.Flaps;

    private static World WithFlaps(World world, int flaps, int secondsAgo) =>
        world with { State = world.State.WithVip(Vip, history => history with { Damping = new(flaps, world.Before(TimeSpan.FromSeconds(secondsAgo))) }) };

    private static World WithdrawnNow(World world, int flaps) => WithFlaps(world.WithdrawnByUs(TimeSpan.Zero), flaps, 0);
}
