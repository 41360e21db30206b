using Testing;
using Vips.Host.Settings;

namespace Vips.Host.Tests.Settings;

public sealed class ConfigurationFileTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_ours_is_read() =>
        Assert.Equal("/srv/x", ConfigurationFile.Read(_folder.Write("c", "state-dir: /srv/x\n")).Configuration?.StateDir);

    [Fact]
    public void A_byte_order_mark_is_no_fault() =>
        Assert.Equal("/srv/x", ConfigurationFile.Read(_folder.Write("c", "\ufeffstate-dir: /srv/x\n")).Configuration?.StateDir);

    [Fact]
    public void Without_a_file_at_the_default_path_the_defaults_hold() =>
        Assert.Equal(new Configuration().StateDir, ConfigurationFile.Read(_folder.Of("none"), mustExist: false).Configuration?.StateDir);

    [Fact]
    public void A_named_file_must_exist() => Refused(_folder.Of("none"), "no such file");

    [Fact]
    public void A_link_to_nothing_at_the_default_path_is_not_the_defaults()
    {
        File.CreateSymbolicLink(_folder.Of("link"), _folder.Of("none"));

        var reading = ConfigurationFile.Read(_folder.Of("link"), mustExist: false);
        Assert.Equal([$"{_folder.Of("link")}: a link to a file that is not there"], reading.Faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Writable_by_others_is_refused_also_behind_a_link(UnixFileMode more)
    {
        var path = _folder.Write("c", "", Mine | more);
        File.CreateSymbolicLink(_folder.Of("link"), path);

        Refused(path, "writable by others than its owner; chmod go-w");
        Refused(_folder.Of("link"), "writable by others than its owner; chmod go-w");
    }

    [RootFact]
    public void Another_owner_is_refused()
    {
        var path = _folder.Write("c", "");
        Shell.Run("chown", "nobody", path);
        Refused(path, $"owned by user {Shell.Run("id", "-u", "nobody").Trim()}; it must be root's, or of the user who runs this (0): chown root");
    }

    [Fact]
    public void A_fifo_does_not_hang()
    {
        Shell.Run("mkfifo", "-m", "600", _folder.Of("fifo"));
        Refused(_folder.Of("fifo"), "not a regular file");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/dev/zero")]
    public void What_is_no_file_is_refused(string path) => Refused(path, "not a regular file");

    [Fact]
    public void Too_large_a_file_is_refused()
    {
        Refused(_folder.Write("c", new string('#', 1024 * 1024 + 1)), "larger than 1 MiB");
        Assert.NotNull(ConfigurationFile.Read(_folder.Write("d", new string('#', 1024 * 1024))).Configuration);
    }

    [Fact]
    public void What_is_not_utf8_is_refused_with_its_line()
    {
        File.WriteAllBytes(_folder.Of("c"), [.. "lock: /a\n#"u8, 0xff]);
        File.SetUnixFileMode(_folder.Of("c"), Mine);

        Assert.Equal([$"{_folder.Of("c")}:2:1: not UTF-8 text"], ConfigurationFile.Read(_folder.Of("c")).Faults.Select(f => f.ToString()));
    }

    private static void Refused(string path, string message)
    {
        var reading = ConfigurationFile.Read(path);

        Assert.Null(reading.Configuration);
        Assert.Equal([$"{path}: {message}"], reading.Faults.Select(f => f.ToString()));
        Assert.Equal(ExitStatus.Configuration, reading.Status);
    }
}
