using Net.Prefixes;
using Vips.Watchdog;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>
/// Which prefixes bgpd is asked for. That nothing is decided otherwise for want of an answer is what every other test shows:
/// <see cref="Run"/> knows only the answers to these questions.
/// </summary>
public class PathQuestionTests
{
    [Fact]
    public void All_are_asked_for_when_nothing_goes() => Asks(InOrder, "192.0.2.1/32");

    [Fact]
    public void What_goes_whatever_bgpd_says_is_not_asked_for()
    {
        Asks(InOrder.Live(0));
        Asks(InOrder.NoService().MissedBefore());
        Asks(InOrder.Held());
    }

    [Fact]
    public void What_stays_is_asked_for()
    {
        Asks(InOrder.NoService().MissedBefore().Ruled(rules => rules with { MissingFall = 3 }), "192.0.2.1/32");
        Asks(InOrder.Live(0).Ruled(rules => rules with { Fall = 2 }), "192.0.2.1/32");
        Asks(InOrder.Live(0) with { Policy = InOrder.Policy with { Shadow = true } }, "192.0.2.1/32");
        Asks(InOrder.Live(0).NotConfigured(), "192.0.2.1/32"); // still originated by something else?
    }

    [Fact]
    public void What_serves_in_part_is_asked_for() => Asks(InOrder.Services(("tcp/80", 2), ("tcp/443", 0)), "192.0.2.1/32");

    [Fact]
    public void Where_too_many_would_go_all_are_asked_for()
    {
        var four = MassWithdrawalTests.Site(4, down: 4);

        Assert.Equal(4, PathQuestions.Of(four.ToInputs()).Count);
        Assert.Empty(PathQuestions.Of((four with { Policy = four.Policy with { MaxWithdrawPercent = 100 } }).ToInputs()));
    }

    private static void Asks(World world, params string[] prefixes) =>
        Assert.Equal(prefixes.Select(prefix => Prefix.Parse(prefix)), PathQuestions.Of(world.ToInputs()));
}
