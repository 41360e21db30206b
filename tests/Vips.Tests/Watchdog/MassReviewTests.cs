using Vips.Notices;
using Vips.Policies;
using Vips.Watchdog;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>What becomes of a plan that would withdraw too much at once (DESIGN section 5, last paragraph).</summary>
public class MassReviewTests
{
    private static readonly World Down = Site(down: 4);

    [Fact]
    public void What_is_not_too_much_is_left_as_it_is()
    {
        var review = Review(Site(down: 2));

        Assert.Equal((2, 0, null, false), (Going(review), review.Notices.Count, review.Streak, review.WantsSecondReading));
    }

    [Fact]
    public void Recheck_wants_a_second_reading_before_anything_goes()
    {
        var review = Review(Down);

        Assert.Equal((4, 0, 1, true), (Going(review), review.Notices.Count, review.Streak!.Count, review.WantsSecondReading));
    }

    [Theory]
    [InlineData(0, 0, "4 of 4 announced VIPs would be withdrawn at once (max-withdraw 50 %): refused until 3 runs agree")]
    [InlineData(1, 0, "4 of 4 announced VIPs would be withdrawn at once (max-withdraw 50 %): refused until 3 runs agree")]
    [InlineData(2, 4, null)]
    public void Refuse_lets_go_when_enough_runs_agree(int before, int going, string? says)
    {
        var world = Down with
        {
            Policy = Down.Policy with { MaxWithdrawAction = MassWithdrawalAction.Refuse },
            State = Down.State with { MassWithdrawal = before == 0 ? null : new(before, Down.Before(TimeSpan.FromMinutes(1))) },
        };
        var review = Review(world);

        Assert.Equal((going, before + 1, going > 0), (Going(review), review.Streak!.Count, review.WantsSecondReading));
        Assert.Equal(says, review.Notices.SingleOrDefault()?.Text);
    }

    [Theory]
    [InlineData(4, 4, "what two readings agree on goes")]
    [InlineData(3, 3, "two readings agree on 3 of them, which go")]
    [InlineData(0, 0, "a second reading agrees on none of them, and none goes")]
    public void What_both_readings_say_goes_and_is_told(int downThen, int going, string says)
    {
        var first = Judgement.Of(Down.ToInputs());
        var review = MassReview.OfBoth(first, Review(Down), Judgement.Of(Site(downThen).ToInputs()), Down.Policy.MaxWithdrawPercent);

        Assert.Equal((going, 1, false), (Going(review), review.Streak!.Count, review.WantsSecondReading));
        Assert.Equal((Severity.Critical, $"4 of 4 announced VIPs would be withdrawn at once (max-withdraw 50 %): {says}"), Assert.Single(review.Notices) is var notice ? (notice.Severity, notice.Text) : default);
    }

    private static MassReview Review(World world) => MassReview.Of(world.ToInputs(), Judgement.Of(world.ToInputs()));

    private static int Going(MassReview review) => Judgement.PlanOf(review.Decisions).Changes.Count;

    /// <summary>Four announced VIPs, the first of them down.</summary>
    private static World Site(int down)
    {
        var statements = Enumerable.Range(1, 4).Select(host => Statement($"192.0.2.{host}/32", "BGP1")).ToArray();
        return InOrder with
        {
            Configured = statements,
            Baseline = statements,
            Table = [.. Enumerable.Range(1, 4).Select(host => Service($"tcp/192.0.2.{host}:80", host <= down ? 0 : 2))],
        };
    }
}
