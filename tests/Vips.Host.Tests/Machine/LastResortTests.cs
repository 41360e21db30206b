using Vips.Host.Machine;

namespace Vips.Host.Tests.Machine;

public class LastResortTests
{
    [Fact]
    public void The_kernel_ends_what_hangs_beyond_its_time()
    {
        using var child = Shell.StartChild("hang", "-");

        Assert.True(child.WaitForExit(TimeSpan.FromMinutes(2)), "it still hangs");
        Assert.Equal(128 + 14, child.ExitCode);
    }

    [Fact]
    public void A_limit_that_is_called_off_is_none()
    {
        LastResort.EndAfter(TimeSpan.FromSeconds(500.5));

        Assert.InRange(LastResort.CallOff(), TimeSpan.FromSeconds(499), TimeSpan.FromSeconds(501));
        Assert.Equal(TimeSpan.Zero, LastResort.CallOff());
    }
}
