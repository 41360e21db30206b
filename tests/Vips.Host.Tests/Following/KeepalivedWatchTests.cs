using System.Diagnostics;
using System.Globalization;
using Vips.Host.Following;
using Vips.Host.Settings;

namespace Vips.Host.Tests.Following;

/// <summary>The end of keepalived's process, which nothing else tells of.</summary>
public sealed class KeepalivedWatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keepalived-");

    [Fact]
    public void Its_end_is_said_once_and_the_next_one_is_watched_again()
    {
        File.CreateSymbolicLink(In("keepalived"), "/bin/sleep");
        var watch = new KeepalivedWatch(new(KeepalivedLook.Pidfile, In("pid")));
        watch.Look();
        Assert.False(watch.HasEnded()); // there is none yet

        for (var i = 0; i < 2; i++)
        {
            using var keepalived = Process.Start(In("keepalived"), "1000");
            File.WriteAllText(In("pid"), keepalived.Id.ToString(CultureInfo.InvariantCulture));
            Assert.True(SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{keepalived.Id}/comm") == "keepalived\n", TimeSpan.FromSeconds(5)));
            watch.Look();
            Assert.False(watch.HasEnded());

            keepalived.Kill();
            keepalived.WaitForExit();
            Assert.True(watch.HasEnded());
            Assert.False(watch.HasEnded());
            watch.Look();
            Assert.False(watch.HasEnded());
        }
    }

    [Fact]
    public void A_number_that_was_given_to_another_process_is_an_end()
    {
        Directory.CreateDirectory(In("7"));
        File.WriteAllText(In("7/comm"), "keepalived\n");
        File.WriteAllText(In("7/stat"), Stat(100));
        File.WriteAllText(In("pid"), "7\n");
        var watch = new KeepalivedWatch(new(KeepalivedLook.Pidfile, In("pid")), _folder.FullName);
        watch.Look();
        Assert.False(watch.HasEnded());

        File.WriteAllText(In("7/stat"), Stat(900));
        Assert.True(watch.HasEnded());
    }

    [Fact]
    public void Switched_off_nothing_is_looked_for()
    {
        var watch = new KeepalivedWatch(new(KeepalivedLook.Off, null), "/no/such/folder");
        watch.Look();
        Assert.False(watch.HasEnded());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private static string Stat(int started) => $"7 (keepalived) S 1 7 7 0 -1 4194560 1 1 0 0 0 0 0 0 20 0 1 0 {started} 1 1\n";
}
