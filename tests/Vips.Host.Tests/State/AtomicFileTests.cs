using Testing;
using Vips.Host.Posix;
using Vips.Host.State;

namespace Vips.Host.Tests.State;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_kill_at_any_moment_leaves_one_whole_content()
    {
        var path = _folder.Of("file");
        var random = new Random(1);
        for (var round = 0; round < 12; round++)
        {
            using var child = Shell.StartChild("replace-forever", path);
            Assert.NotNull(child.StandardOutput.ReadLine());
            Thread.Sleep(random.Next(0, 30));
            child.Kill();
            child.WaitForExit();

            var lines = File.ReadAllLines(path);
            var number = int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.All(lines, line => Assert.Equal(lines[0], line));
            Assert.Equal(1 + (number % 7 * 1000), lines.Length);
        }
    }

    [Fact]
    public void The_mode_is_for_owner_and_group_whatever_the_umask()
    {
        AtomicFile.Write(_folder.Of("file"), "x"u8);

        Assert.Equal("660", Shell.Run("stat", "-c", "%a", _folder.Of("file")).Trim());
    }

    [Fact]
    public void A_temporary_file_of_the_same_process_id_is_no_obstacle()
    {
        File.WriteAllText(_folder.Of($".file.tmp.{Environment.ProcessId}"), "left by a killed run");

        AtomicFile.Write(_folder.Of("file"), "x"u8);

        Assert.Equal(["file"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_link_is_replaced_and_not_followed()
    {
        var other = _folder.Write("other", "untouched");
        File.CreateSymbolicLink(_folder.Of("file"), other);
        File.CreateSymbolicLink(_folder.Of($".file.tmp.{Environment.ProcessId}"), other);

        AtomicFile.Write(_folder.Of("file"), "x"u8);

        Assert.Equal(("untouched", "x"), (File.ReadAllText(other), File.ReadAllText(_folder.Of("file"))));
    }

    [MountFact]
    public void A_full_disk_leaves_the_old_file_and_nothing_beside_it()
    {
        using var disk = new Mount(_folder.Of("disk"));
        var path = Path.Combine(_folder.Of("disk"), "file");
        AtomicFile.Write(path, "old"u8);
        disk.Fill();

        var failure = Assert.Throws<PosixException>(() => AtomicFile.Write(path, new byte[10_000])).ToFailure();
        Assert.Contains("No space left on device", failure.Words, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["ballast", "file"], Directory.GetFiles(_folder.Of("disk")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData(".192.0.2.1_32.tmp.77", true)]
    [InlineData(".watchdog.json.tmp.1", true)]
    [InlineData(".192.0.2.1_32.swp", false)]
    [InlineData("192.0.2.1_32.tmp.77", false)]
    [InlineData(".x.tmp.", false)]
    [InlineData(".x.tmp.7a", false)]
    [InlineData(".tmp.7", false)]
    public void Only_our_own_temporary_names_are_known(string name, bool ours) => Assert.Equal(ours, AtomicFile.IsTemporary(name));

    [Fact]
    public void What_killed_runs_left_is_swept_when_it_is_old()
    {
        foreach (var name in (string[])[".a.tmp.1", ".b.tmp.2", "192.0.2.1_32", ".c.swp"])
        {
            _folder.Write(name, "");
        }

        File.SetLastWriteTimeUtc(_folder.Of(".a.tmp.1"), DateTime.UtcNow - TimeSpan.FromMinutes(11));
        File.SetLastWriteTimeUtc(_folder.Of(".c.swp"), DateTime.UtcNow - TimeSpan.FromMinutes(11));

        AtomicFile.Sweep(_folder.Path, DateTimeOffset.UtcNow);

        Assert.Equal([".b.tmp.2", ".c.swp", "192.0.2.1_32"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
