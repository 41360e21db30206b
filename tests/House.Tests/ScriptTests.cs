using System.Diagnostics;

namespace House.Tests;

/// <summary>Every shell script of the repository is one that its shell can read to the end.</summary>
public class ScriptTests
{
    [Fact]
    public void Every_script_is_read_by_its_shell()
    {
        var scripts = HouseFiles.Tracked.Select(path => (Path: path, Shell: ShellOf(path))).Where(script => script.Shell is not null).ToList();
        Assert.Subset(scripts.Select(script => script.Path).ToHashSet(), new HashSet<string> { "demo", "test", "lab/lab", "lab/stages/guest", "lab/guest/init", "packaging/publish" });

        Offenders.None(scripts.GroupBy(script => script.Shell!).SelectMany(group => Faults(group.Key, group.Select(script => script.Path))));
    }

    [Fact]
    public void A_script_that_is_cut_is_told()
    {
        var cut = Path.GetTempFileName();
        try
        {
            File.WriteAllText(cut, "#!/bin/bash\nif true; then\n");
            Assert.Single(Faults("bash", [cut]));
        }
        finally
        {
            File.Delete(cut);
        }
    }

    /// <summary>By its first line; the parts that another script reads have none.</summary>
    private static string? ShellOf(string path) => path switch
    {
        _ when path.StartsWith("lab/stages/", StringComparison.Ordinal) => "bash",
        "lab/guest/topology" => "dash",
        _ => FirstLine(path) switch { "#!/bin/bash" => "bash", "#!/bin/sh" or "#!/bin/dash" => "dash", _ => null },
    };

    private static string? FirstLine(string path)
    {
        using var reader = new StreamReader(Path.Combine(HouseFiles.Root, path));
        var start = new char[16];
        var length = reader.ReadBlock(start);
        return new string(start, 0, length).Split('\n')[0];
    }

    /// <summary>One process for all: `-n` reads a script and runs nothing of it.</summary>
    private static IEnumerable<string> Faults(string shell, IEnumerable<string> scripts)
    {
        const string each = "shell=$0; for script; do \"$shell\" -n \"$script\" 2>&1 || echo \"$script: not read by $shell\"; done";
        var start = new ProcessStartInfo("bash", ["-c", each, shell, .. scripts]) { RedirectStandardOutput = true, WorkingDirectory = HouseFiles.Root };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.EndsWith($": not read by {shell}", StringComparison.Ordinal));
    }
}
