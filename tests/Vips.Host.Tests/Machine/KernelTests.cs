using Vips.Host.Machine;

namespace Vips.Host.Tests.Machine;

public sealed class KernelTests : IDisposable
{
    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void IPVS_is_there_when_its_file_is()
    {
        Assert.False(IpVsModule.IsLoaded(_proc.Path));
        _proc.File("net/ip_vs", "IP Virtual Server version 1.2.1 (size=4096)\n");
        Assert.True(IpVsModule.IsLoaded(_proc.Path));
    }

    [Theory]
    [InlineData("lvs1\n", "lvs1")]
    [InlineData("(none)\n", "localhost")]
    [InlineData("\n", "localhost")]
    [InlineData("a\u001bb\n", "a b")]
    public void The_host_name_is_the_kernels(string text, string name) =>
        Assert.Equal(name, HostName.Read(_proc.File("sys/kernel/hostname", text).Path));

    [Fact]
    public void The_real_host_name_is_as_hostname_says() => Assert.Equal(Shell.Run("uname", "-n").Trim(), HostName.Read());
}
