using Testing;
using Vips.Host.Diagnosis;

namespace Vips.Host.Tests.Diagnosis;

/// <summary>The file that the package puts into /etc/cron.d.</summary>
public sealed class PackagedCronTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root(), "packaging", "deb", "cron.d"));

    [Fact]
    public void As_installed_it_starts_nothing() => Assert.Empty(CrontabParser.Parse(Text));

    [Fact]
    public void Without_the_marks_it_is_what_doctor_looks_for()
    {
        var lines = CrontabParser.Parse(Text.Replace("\n#* * * * *", "\n* * * * *", StringComparison.Ordinal).Replace("\n#@reboot", "\n@reboot", StringComparison.Ordinal));

        Assert.Equal([(true, false), (false, true)], lines.Select(line => (line.EveryMinute, line.IsOnce)));
        Assert.All(lines, line => Assert.Equal("/usr/sbin/vip-watchdog", line.Program));
    }
}
