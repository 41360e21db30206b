namespace Vips.Tests;

/// <summary>DESIGN section 7: the numbers, and which of several outcomes is told.</summary>
public class ExitStatusTests
{
    /// <summary>Before anything starts 64, 78, 77, 68; of several outcomes 70, 76, 77, 69, 74, 75, 1, 2, 0.</summary>
    [Theory]
    [InlineData(64, 78, 77, 68)]
    [InlineData(64, 78, 77, 75)]
    [InlineData(70, 76, 77, 69, 74, 75, 1, 2, 0)]
    public void The_first_of_the_order_is_told(params int[] order)
    {
        for (var first = 0; first < order.Length; first++)
        {
            for (var second = first; second < order.Length; second++)
            {
                Assert.Equal(order[first], (int)ExitStatuses.Combine((ExitStatus)order[first], (ExitStatus)order[second]));
                Assert.Equal(order[first], (int)ExitStatuses.Combine((ExitStatus)order[second], (ExitStatus)order[first]));
            }
        }
    }

    [Fact]
    public void Every_status_has_a_place_in_the_order() =>
        Assert.All(Enum.GetValues<ExitStatus>(), status => Assert.Equal(status, ExitStatuses.Combine(status, ExitStatus.Done)));

    [Fact]
    public void There_are_no_others() =>
        Assert.Equal([0, 1, 2, 64, 68, 69, 70, 74, 75, 76, 77, 78], Enum.GetValues<ExitStatus>().Select(status => (int)status).Order());

    [Theory]
    [InlineData(false, 69)]
    [InlineData(true, 77)]
    public void A_failed_reading_is_69_and_for_lack_of_a_permission_77(bool denied, int status) =>
        Assert.Equal(status, (int)ExitStatuses.Of(World.Failed("vtysh", denied: denied)));
}
