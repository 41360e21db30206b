using Vips.Watchdog;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>A difference that no run of ours made is journalled `found` (DESIGN section 8).</summary>
public class FoundTests
{
    [Theory]
    [InlineData(true, true, null)]
    [InlineData(false, false, null)]
    [InlineData(null, true, null)]
    [InlineData(true, false, "withdrawn by another hand, or by a restart of bgpd: network 192.0.2.1/32 route-map BGP1 -> ")]
    [InlineData(false, true, "announced by another hand, or by a restart of bgpd:  -> network 192.0.2.1/32 route-map BGP1")]
    public void A_difference_from_the_last_run_is_told_with_both_statements(bool? was, bool isNow, string? says) =>
        Assert.Equal(says, Said(Was(was, isNow)));

    [Fact]
    public void What_is_in_no_baseline_any_more_has_no_statement_before() =>
        Assert.Equal("withdrawn by another hand, or by a restart of bgpd:  -> ", Said(Was(true, isNow: false).Held().NotInBaseline()));

    [Fact]
    public void A_kept_statement_tells_of_a_withdrawal_of_ours()
    {
        var ours = Was(true, isNow: false) with { Kept = [new(InOrder.Configured[0], InOrder.Now.Wall, "vip-watchdog")] };

        Assert.Null(Said(ours));
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is_known_or_written_or_another_watchdog_is_at_work()
    {
        var lost = Was(true, isNow: false);

        Assert.Null(Said(InOrder));
        Assert.Null(Said(lost.BgpdFails()));
        Assert.Null(Said(lost.StateNotWritable()));
        Assert.Null(Said(lost with { Policy = lost.Policy with { Shadow = true } }));
    }

    [Fact]
    public void What_another_hand_announced_needs_its_kept_statement_no_more()
    {
        var kept = InOrder with { Kept = [new(InOrder.Configured[0], InOrder.Now.Wall, "vip-watchdog")] };

        Assert.Equal([Vip], Found.Announced(Judgement.Of(kept.ToInputs()).Decisions));
        Assert.Empty(Found.Announced(Judgement.Of(kept.NotConfigured().ToInputs()).Decisions));
        Assert.Empty(Found.Announced(Judgement.Of(InOrder.ToInputs()).Decisions));
    }

    private static World Was(bool? was, bool isNow)
    {
        var world = isNow ? InOrder : InOrder.NotConfigured();
        return world with { State = world.State.WithVip(Vip, history => history with { Configured = was }) };
    }

    private static string? Said(World world)
    {
        var inputs = world.ToInputs();
        var entry = Found.Differences(inputs, Judgement.Of(inputs).Decisions).SingleOrDefault();
        return entry is null ? null : $"{entry.Why}: {entry.Before} -> {entry.After}";
    }
}
