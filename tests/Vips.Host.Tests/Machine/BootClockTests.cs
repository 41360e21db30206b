using System.Globalization;
using Vips.Host.Machine;

namespace Vips.Host.Tests.Machine;

public sealed class BootClockTests : IDisposable
{
    private const string BootId = "221f9edd-4dbd-463f-aa48-f86a2e852e90";

    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Uptime_and_boot_id_are_read_and_the_wall_clock_is_the_given_one()
    {
        _proc.File("uptime", "2267.05 1924.73\n").File("sys/kernel/random/boot_id", BootId + "\n");

        var now = new BootClock(new Stopped(), _proc.Path).Now();

        Assert.Equal(new Moment(BootId, TimeSpan.FromSeconds(2267.05), Stopped.At), now);
    }

    [Fact]
    public void Uptime_is_read_each_time()
    {
        _proc.File("uptime", "1.00 0.00\n").File("sys/kernel/random/boot_id", BootId + "\n");
        var clock = new BootClock(TimeProvider.System, _proc.Path);
        var before = clock.Now();
        _proc.File("uptime", "31.50 0.00\n");

        Assert.Equal(TimeSpan.FromSeconds(30.5), clock.Now().Since(before));
    }

    [Theory]
    [InlineData("", BootId)]
    [InlineData("-1.00 2\n", BootId)]
    [InlineData("x 2\n", BootId)]
    [InlineData("1.00 2\n", "")]
    [InlineData("1.00 2\n", "no-uuid")]
    public void What_is_no_uptime_or_boot_id_is_refused(string uptime, string bootId)
    {
        _proc.File("uptime", uptime).File("sys/kernel/random/boot_id", bootId);

        Assert.Throws<IOException>(() => new BootClock(TimeProvider.System, _proc.Path).Now());
    }

    [Fact]
    public void Without_procfs_the_file_is_named() =>
        Assert.Contains("boot_id", Assert.Throws<IOException>(() => new BootClock(TimeProvider.System, _proc.Of("none"))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_real_one_agrees_with_the_kernel()
    {
        var before = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);

        var now = new BootClock(TimeProvider.System).Now();

        Assert.InRange(now.SinceBoot.TotalSeconds, before, before + 60);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), now.BootId);
    }

    private sealed class Stopped : TimeProvider
    {
        public static DateTimeOffset At { get; } = new(2026, 3, 29, 1, 30, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => At;
    }
}
