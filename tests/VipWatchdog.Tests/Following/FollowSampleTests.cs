using System.Globalization;
using System.Text.RegularExpressions;
using Testing;
using Vips.Host.Settings;
using VipWatchdog.Run;

namespace VipWatchdog.Tests.Following;

/// <summary>The samples of packaging/follow, and the command lines that are no command lines.</summary>
public sealed class FollowSampleTests
{
    [Fact]
    public void The_unit_s_command_line_follows_the_FIFO_that_keepalived_writes_to()
    {
        var line = Lines("vip-watchdog.service").Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));
        WatchdogOptions? options = null;
        var command = WatchdogOptions.Command(given => { options = given; return 0; });
        Assert.Equal(0, command.Parse(line.Split(' ')[1..]).Invoke());

        Assert.Equal((options!.Follow, TimeSpan.FromSeconds(10)), (Lines("keepalived.conf").Single(words => words.Contains("lvs_notify_fifo", StringComparison.Ordinal)).Split(' ')[^1], options.Every));
    }

    [Fact]
    public void The_unit_waits_longer_for_a_sign_of_life_than_the_longest_run_takes()
    {
        var seconds = Lines("vip-watchdog.service").Single(line => line.StartsWith("WatchdogSec=", StringComparison.Ordinal)).Split('=')[1];
        var longest = SingleRun.LongestOf(new Configuration());

        Assert.Equal(TimeSpan.FromSeconds(70), longest);
        Assert.True(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) > longest, seconds);
    }

    /// <summary>Whoever mends one of the two units mends the other: same user, same rights, same fences.</summary>
    [Fact]
    public void The_unit_has_the_fences_of_the_timer_s_unit_and_its_FIFO_lies_inside()
    {
        var unit = Lines("vip-watchdog.service");
        var fences = Fences(unit);

        Assert.Equal(Fences(File.ReadAllLines(Path.Combine(Repository.Root(), "packaging", "systemd", "viptools-watchdog.service"))), fences);
        Assert.Contains("User=viptools", fences);
        Assert.Contains("CapabilityBoundingSet=CAP_NET_ADMIN", fences);
        Assert.True(fences.Count >= 25, string.Join('\n', fences));
        var writable = fences.Single(line => line.StartsWith("ReadWritePaths=", StringComparison.Ordinal)).Split('=')[1].Split(' ');
        var fifo = unit.Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal)).Split(' ')[2];
        Assert.Contains(Path.GetDirectoryName(fifo), writable);
        Assert.Equal(2, unit.Single(line => line.StartsWith("ExecStartPre=+", StringComparison.Ordinal)).Split(fifo).Length - 1);
    }

    /// <summary>All of [Service] that is not about when and how it is started and ended.</summary>
    private static List<string> Fences(string[] unit) => [.. unit.SkipWhile(line => line != "[Service]").Skip(1).TakeWhile(line => !line.StartsWith('['))
        .Where(line => line.Length > 0 && line[0] != '#' && !Regex.IsMatch(line, "^(Type|Exec|Restart|Watchdog|Timeout|KillMode)")).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("--every belongs to --follow", "--every", "10s")]
    [InlineData("--follow 'fifo' is no absolute path", "--follow", "fifo")]
    [InlineData("--every '10' is no duration of 1s to 1h: write 10s or 1m", "--follow", "/fifo", "--every", "10")]
    [InlineData("--every '500ms' is no duration of 1s to 1h: write 10s or 1m", "--follow", "/fifo", "--every", "500ms")]
    [InlineData("--every '2h' is no duration of 1s to 1h: write 10s or 1m", "--follow", "/fifo", "--every", "2h")]
    [InlineData("--boot ends, and --follow stays: give one of them", "--follow", "/fifo", "--boot")]
    [InlineData("--json is one document of one run: leave it or --follow out", "--follow", "/fifo", "--json")]
    public void What_does_not_go_together(string fault, params string[] arguments) =>
        Assert.Equal([fault], WatchdogOptions.Command(_ => 0).Parse(arguments).Errors.Select(error => error.Message));

    private static string[] Lines(string sample) => File.ReadAllLines(Path.Combine(Repository.Root(), "packaging", "follow", sample));
}
