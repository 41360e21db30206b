using System.Globalization;
using Testing;
using Vips.Host.Posix;
using Vips.Host.State;

namespace Vips.Host.Tests.State;

/// <summary>Many files of one folder at once: more than are open together, and each as safe as one alone.</summary>
public sealed class AtomicFilesTests : IDisposable
{
    private const int Many = 700;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(Many)]
    public void All_are_written_with_their_own_content_and_mode(int count)
    {
        _folder.Write("f0", "old");

        AtomicFiles.WriteWithoutFolder([.. Contents(count)]);

        Assert.Equal(Names(count), Present());
        Assert.All(Enumerable.Range(0, count), number => Assert.Equal($"content {number}\n", File.ReadAllText(_folder.Of($"f{number}"))));
        Assert.All(Directory.GetFiles(_folder.Path), path => Assert.Equal("rw-rw----", Mode(path)));
    }

    [Fact]
    public void One_that_cannot_be_replaced_is_told_and_those_before_it_are_written()
    {
        Directory.CreateDirectory(_folder.Of("f6"));

        var failure = Assert.Throws<PosixException>(() => AtomicFiles.WriteWithoutFolder([.. Contents(10)])).ToFailure();

        Assert.Equal((_folder.Of("f6"), "cannot replace: Is a directory"), (failure.Subject, failure.Words));
        Assert.Equal(Names(6), Present());
    }

    [MountFact]
    public void A_full_disk_leaves_what_it_could_take_and_nothing_beside_it()
    {
        using var disk = new Mount(_folder.Of("disk")); // 256 KiB: 64 files at most

        var failure = Assert.Throws<PosixException>(() => AtomicFiles.WriteWithoutFolder([.. Contents(200, "disk/")])).ToFailure();

        Assert.Contains("No space left on device", failure.Words, StringComparison.Ordinal);
        var present = Directory.GetFiles(_folder.Of("disk")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(present);
        Assert.Equal(Names(present.Count), present);
    }

    /// <summary>Whoever dies in the middle has sent nothing yet; what stands there then is whole, of this round or the one before.</summary>
    [Fact]
    public void A_kill_at_any_moment_leaves_whole_contents()
    {
        var random = new Random(1);
        for (var round = 0; round < 6; round++)
        {
            using var child = Shell.StartChild("replace-many-forever", _folder.Path);
            Assert.NotNull(child.StandardOutput.ReadLine());
            Thread.Sleep(random.Next(0, 60));
            child.Kill();
            child.WaitForExit();

            var files = Directory.GetFiles(_folder.Path).Where(path => !AtomicFile.IsTemporary(Path.GetFileName(path))).ToList();
            Assert.Equal(300, files.Count);
            Assert.All(files, path => Assert.EndsWith(" ends\n", File.ReadAllText(path), StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Names(int count) =>
        Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"f{number}")).Order(StringComparer.Ordinal);

    private static string Mode(string path) => string.Concat(File.GetUnixFileMode(path) switch
    {
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite => "rw-rw----",
        var other => other.ToString(),
    });

    private IEnumerable<FileContent> Contents(int count, string folder = "") => Enumerable.Range(0, count)
        .Select(number => new FileContent(_folder.Of(string.Create(CultureInfo.InvariantCulture, $"{folder}f{number}")), System.Text.Encoding.UTF8.GetBytes($"content {number}\n")));

    private IEnumerable<string> Present() => Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
}
