using System.Diagnostics;
using Testing;

namespace House.Tests;

/// <summary>The repository's own files, as git lists them.</summary>
public static class HouseFiles
{
    public static string Root { get; } = Repository.Root();

    /// <summary>Paths relative to the root, of tracked files that are there.</summary>
    public static IReadOnlyList<string> Tracked { get; } = List();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The names of the projects below src/.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        [.. Projects().Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    public static IEnumerable<string> Projects() => Tracked.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    private static string[] List()
    {
        // A checkout that belongs to another user is refused without safe.directory; this is our own.
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", $"safe.directory={Root}", "-C", Root, "ls-files", "-z"]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("git did not start");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode != 0
            ? throw new InvalidOperationException($"git ls-files: exit status {git.ExitCode}")
            : [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Path.Combine(Root, path)))];
    }
}
