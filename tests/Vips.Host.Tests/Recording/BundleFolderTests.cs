using System.Buffers;
using Vips.Host.Recording;

namespace Vips.Host.Tests.Recording;

/// <summary>How many bundles stay, and who may read them.</summary>
public sealed class BundleFolderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private BundleFolder Folder => new(_folder.Of("bundles"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_oldest_go_first_by_number_and_by_size()
    {
        Keep(minute: 0, bytes: 300, most: 3);
        Keep(minute: 1, bytes: 300, most: 3);
        Keep(minute: 2, bytes: 300, most: 3);
        Keep(minute: 3, bytes: 300, most: 3);
        Assert.Equal(["0305", "0306", "0307"], Minutes());

        Keep(minute: 4, bytes: 650, most: 3);
        Assert.Equal(["0307", "0308"], Minutes());
    }

    [Fact]
    public void One_that_is_larger_than_all_may_be_removes_none()
    {
        Keep(minute: 0, bytes: 300, most: 3);

        Assert.Contains("larger", Folder.Keep(Now, Of(1001), 3, 1000)?.Words, StringComparison.Ordinal);
        Assert.Equal(["0304"], Minutes());
    }

    [Fact]
    public void What_has_another_name_neither_counts_nor_goes()
    {
        Keep(minute: 0, bytes: 300, most: 1);
        File.WriteAllText(Path.Combine(_folder.Of("bundles"), "outage.bundle.json"), "mine");
        File.WriteAllText(Path.Combine(_folder.Of("bundles"), "20250101T000000.txt"), "mine");

        Keep(minute: 1, bytes: 300, most: 1);

        Assert.Equal(["20250101T000000.txt", "outage.bundle.json"], Names().Where(name => !name.StartsWith("2026", StringComparison.Ordinal)));
        Assert.Equal(["0305"], Minutes());
    }

    [Fact]
    public void A_folder_that_everybody_may_write_to_gets_none()
    {
        Directory.CreateDirectory(_folder.Of("bundles"));
        File.SetUnixFileMode(_folder.Of("bundles"), (UnixFileMode)0b111_111_111);

        Assert.Contains("writable by everybody", Folder.Keep(Now, Of(500), 3, 1000)?.Words, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public void A_folder_of_the_operator_is_made_for_us_alone_and_nothing_of_it_removed()
    {
        for (var second = 0; second < 5; second++)
        {
            Assert.Null(Folder.Add(Now.AddSeconds(second), Of(500)));
        }

        Assert.Equal(5, Names().Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Of("bundles")));
    }

    private void Keep(int minute, int bytes, int most) => Assert.Null(Folder.Keep(Now.AddMinutes(minute), Of(bytes), most, 1000));

    /// <summary>So many bytes long.</summary>
    private static Bundle Of(int bytes)
    {
        var bare = new Bundle("", "", "", []);
        var text = new ArrayBufferWriter<byte>();
        BundleWriter.Write(bare, text);
        return bare with { Configuration = new('c', bytes - text.WrittenCount) };
    }

    private string[] Names() => [.. Directory.GetFiles(_folder.Of("bundles")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private string[] Minutes() => [.. Names().Where(name => name.StartsWith("2026", StringComparison.Ordinal)).Select(name => name[9..13])];
}
