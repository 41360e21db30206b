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
}
