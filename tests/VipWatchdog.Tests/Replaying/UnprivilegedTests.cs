using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>A replay is for anybody on any machine: as `nobody`, with no file of the system to be read but the bundle.</summary>
[Trait("Coverage", "apart")]
public sealed class UnprivilegedTests : IDisposable
{
    private static readonly string[] AsNobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs"];

    private readonly string _folder = Directory.CreateTempSubdirectory("viptools-replay-").FullName;

    public UnprivilegedTests()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        File.Copy(Path.Combine(Repository.Root(), "tests", "Fixtures", "bundles", "one-port-dies.bundle.json"), Bundle);
        File.SetUnixFileMode(Bundle, (UnixFileMode)0b110_100_100);
    }

    private string Bundle => Path.Combine(_folder, "one-port-dies.bundle.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [RootFact]
    public void As_nobody_a_bundle_decides_as_it_does_for_root() => DecidesAsForRoot(AsNobody);

    /// <summary>No configuration, no state, no keepalived, no FRR, no tool's settings, no network: an empty folder that is root's lies over each.</summary>
    [MountFact]
    public void So_it_does_where_nothing_else_of_the_machine_can_be_read() => DecidesAsForRoot(
    [
        "unshare", "--mount", "--net", "sh", "-c", "for folder in $1; do mount -t tmpfs -o mode=700 none \"$folder\" || exit 1; done; shift; exec \"$@\"", "sh",
        string.Join(' ', Covered()), .. AsNobody,
    ]);

    [RootFact]
    public void As_nobody_a_bundle_that_may_not_be_read_is_77_and_one_line()
    {
        File.SetUnixFileMode(Bundle, (UnixFileMode)0b110_100_000);

        Golden.Same($"exit 77\n--- stdout\n--- stderr\nvip-watchdog: {Bundle}: cannot open: Permission denied\n", Recorded.Text(Recorded.ReplayWithin(AsNobody, Bundle)));
    }

    private void DecidesAsForRoot(IReadOnlyList<string> within)
    {
        var run = Recorded.ReplayWithin(within, Bundle);

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("would delete route to 192.0.2.1/32", run.Output, StringComparison.Ordinal);
        Assert.Equal(Recorded.Replay(Bundle).Output, run.Output);
        Assert.Equal([Bundle], Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>Not /proc, without which the runtime does not begin; nor what the program itself or the bundle lies in.</summary>
    private IEnumerable<string> Covered()
    {
        string[] needed = [_folder, AppContext.BaseDirectory, .. Executable.Command("vip-watchdog").Where(Path.IsPathRooted)];
        return ((string[])["/etc", "/var", "/run", "/root", "/home", "/srv", "/sys"]).Where(folder =>
            Directory.Exists(folder) && !needed.Any(path => path.StartsWith($"{folder}/", StringComparison.Ordinal)));
    }
}
