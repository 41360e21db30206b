namespace Contract;

/// <summary>
/// A folder for the files of daemons that a test starts. The id of the test process stands in its name, so that what a
/// killed run left behind is known as such and is swept when the next folder is made: daemons that were started with
/// files in the folder, then the folder.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string Mark = "vt";
    private readonly DirectoryInfo _folder;

    public RunFolder()
    {
        SweepDeadRuns();
        _folder = Directory.CreateTempSubdirectory($"{Mark}{Environment.ProcessId}-");
        File.SetUnixFileMode(FullName, (UnixFileMode)0b111_101_101); // 0755: daemons and users of tests look inside
    }

    /// <summary>Unique on this machine, e.g. `vt4711-x7Yk2p`.</summary>
    public string Name => _folder.Name;

    public string FullName => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Whether a name begins as ours do and its test process is gone.</summary>
    public static bool IsOfDeadRun(string name) =>
        name.StartsWith(Mark, StringComparison.Ordinal)
        && name.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash
        && int.TryParse(name.AsSpan(Mark.Length, dash - Mark.Length), out var pid)
        && !Host.IsAlive(pid);

    public static void SweepDeadRuns()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Mark + "*").Where(path => IsOfDeadRun(Path.GetFileName(path))))
        {
            foreach (var pid in Host.ProcessesNaming(folder))
            {
                Host.Signal(pid, Signal.Kill);
                Poll.Until(() => !Host.IsAlive(pid));
            }

            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another run swept it at the same time.
            }
        }
    }
}
