using System.Diagnostics;
using System.Globalization;
using Testing;
using Tools.Execution;

namespace Lab;

/// <summary>
/// lab/lab itself under test: run folders of its own, so that what it leaves can be told, and, for an ordinary user, a copy of
/// the lab and of the executables that this user may read, wherever the repository lies.
/// </summary>
public sealed class DriverStand : IDisposable
{
    private const int Nobody = 65534;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("viptools-driver");
    private readonly List<string> _before = [];
    private readonly string _program = System.IO.Path.Combine(Repository.Root(), "lab", "lab");
    private readonly string? _binaries;

    /// <param name="asNobody">An ordinary user starts everything; needs root to become one.</param>
    public DriverStand(bool asNobody = false)
    {
        Directory.CreateDirectory(Runtime, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!asNobody)
            return;

        _before.AddRange(["/usr/bin/setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"]);
        _program = System.IO.Path.Combine(_folder.FullName, "lab", "lab");
        _binaries = System.IO.Path.Combine(_folder.FullName, "bin");
        Must("/bin/chmod", "755", _folder.FullName);
        Must("/bin/chown", $"{Nobody}:{Nobody}", Runtime);
        Must("/bin/cp", "-r", System.IO.Path.Combine(Repository.Root(), "lab"), _folder.FullName);
        Must("/bin/mkdir", _binaries);
        foreach (var program in (string[])["vip-mgmt", "vip-watchdog"])
            Must("/bin/cp", System.IO.Path.Combine(LabDriver.Programs(), program), _binaries);
        Must("/bin/chmod", "-R", "a+rX", _folder.FullName);
        Must("/bin/chmod", "700", Runtime);
    }

    /// <summary>PATH in place of the usual one.</summary>
    public string? Path { get; init; }

    /// <summary>The run folder of the one guest here.</summary>
    public string Run => System.IO.Path.Combine(Base, "default");

    /// <summary>Every run folder of this user.</summary>
    public string Base => System.IO.Path.Combine(Runtime, $"viptools-lab-{(_before.Count > 0 ? Nobody : 0).ToString(CultureInfo.InvariantCulture)}");

    private string Runtime => System.IO.Path.Combine(_folder.FullName, "run");

    /// <summary>One command of lab/lab, whatever its exit status.</summary>
    public LabResult Try(int seconds, params string[] arguments) => Tool(seconds, [.. _before, _program, .. arguments]);

    /// <summary>One command of lab/lab that must end with 0.</summary>
    public LabResult Must(int seconds, params string[] arguments)
    {
        var result = Try(seconds, arguments);
        return result.Status == 0 ? result : throw new ScenarioFailedException($"the lab itself: {result}");
    }

    /// <summary>`up`, which goes on while this one looks, with the signals of one that was started at a prompt.</summary>
    public Process StartUp()
    {
        // a test run that was started with & has INT ignored, and so had bash, which then cannot trap it
        var start = new ProcessStartInfo("/usr/bin/env", [
            "--default-signal=INT,TERM,HUP", "/bin/sh", "-c", "exec \"$0\" up >\"$XDG_RUNTIME_DIR/up.log\" 2>&1", _program]);
        foreach (var (name, value) in Variables())
            start.Environment[name] = value;
        start.Environment.Remove("LAB_BIN");
        return Process.Start(start) ?? throw new InvalidOperationException("lab/lab did not start");
    }

    /// <summary>Waits until this file of the run folder has been written, and returns the process that it names.</summary>
    public int Await(string file)
    {
        var path = System.IO.Path.Combine(Run, file);
        Wait.Until(path, "there", () => File.Exists(path) && File.ReadAllText(path).EndsWith('\n') ? "there" : "not there", Patience);
        return int.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until no process of these groups lives, and no run folder is there.</summary>
    public void AwaitNothing(params int[] groups)
    {
        Wait.Until("processes left", "", () => string.Join('\n', ProcessGroups.Living(groups)), Patience);
        Wait.Until("folders left", "", () => string.Join('\n', Directory.EnumerateDirectories(Runtime)), Patience);
    }

    /// <summary>A deadline, not a measure: six other guests may want the processors.</summary>
    private static TimeSpan Patience => TimeSpan.FromSeconds(90);

    public void Dispose()
    {
        if (Directory.Exists(Base))
            Try(60, "down");
        _folder.Delete(recursive: true);
    }

    private Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = Runtime, ["HOME"] = Runtime };
        if (Path is not null)
            variables["PATH"] = Path;
        if (_binaries is not null)
            variables["LAB_BIN"] = _binaries;
        return variables;
    }

    private void Must(string program, params string[] arguments)
    {
        var result = Tool(60, [program, .. arguments]);
        Assert.True(result.Status == 0, result.ToString());
    }

    private LabResult Tool(int seconds, string[] command) =>
        LabDriver.Run(new ToolCommand(command[0], command[1..], TimeSpan.FromSeconds(seconds)) { Environment = Variables() });
}
