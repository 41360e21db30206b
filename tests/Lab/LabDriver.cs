using System.Text;
using Testing;
using Tools.Execution;

namespace Lab;

/// <summary>What a command of the lab, or on one of its nodes, printed and how it ended.</summary>
/// <param name="Status">Exit status; 124 when it ran out of time, 125 when the guest does not answer.</param>
public sealed record LabResult(string Command, int Status, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"{Command}\nexit status {Status}\nstdout: {Output}\nstderr: {Error}";
}

/// <summary>Calls lab/lab for one guest.</summary>
/// <param name="name">Tells guests that run side by side apart.</param>
/// <param name="binaries">Folder of vip-mgmt and vip-watchdog, or their Debian package; null for a guest without them.</param>
/// <param name="stateFolder">Folder of this machine that keeps the directors' state over a boot; null: it dies with the guest.</param>
public sealed class LabDriver(string name, string? binaries, string? stateFolder)
{
    public LabResult Run(TimeSpan deadline, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["LAB_NAME"] = name };
        Add(environment, "LAB_BIN", binaries);
        Add(environment, "LAB_STATE", stateFolder);
        Add(environment, "LAB_STATE_DIES", stateFolder is null ? null : "1");   // with a test run that was killed
        foreach (var variable in new[] { "HOME", "TMPDIR", "XDG_RUNTIME_DIR", "LAB_MEM" })
            Add(environment, variable, Environment.GetEnvironmentVariable(variable));
        return Run(new ToolCommand(Program, arguments, deadline) { Environment = environment });
    }

    /// <summary>Null where the lab can run, else one line that names the missing Debian packages.</summary>
    public static string? WhatIsMissing()
    {
        var check = Run(new ToolCommand(Program, ["check"], TimeSpan.FromSeconds(20)));
        return check.Status == 0 ? null : check.Error.Trim();
    }

    /// <summary>The folder of the executables, or their package: LAB_BIN (relative to the repository), or what lab/publish has made now.</summary>
    public static string Binaries() => PublishedBinaries.Value;

    /// <summary>The folder of the executables, also where the lab plays from their package: `./test` publishes both.</summary>
    public static string Programs() => Environment.GetEnvironmentVariable("VIPTOOLS_BIN") is { Length: > 0 } given
        ? Path.GetFullPath(given, Repository.Root()) : Binaries();

    private static readonly Lazy<string> PublishedBinaries = new(() =>
    {
        if (Environment.GetEnvironmentVariable("LAB_BIN") is { Length: > 0 } given)
            return Path.GetFullPath(given, Repository.Root());

        var folder = Path.Combine(Repository.Root(), "artifacts", "lab-bin");
        var home = Environment.GetEnvironmentVariable("HOME") ?? Path.GetTempPath();
        var publish = Run(new ToolCommand(Path.Combine(Folder, "publish"), [folder], TimeSpan.FromMinutes(5))
        {
            Environment = new Dictionary<string, string> { ["HOME"] = home, ["MSBUILDDISABLENODEREUSE"] = "1" },
        });
        return publish.Status == 0 ? folder : throw new InvalidOperationException(publish.ToString());
    });

    private static string Folder => Path.Combine(Repository.Root(), "lab");

    private static string Program => Path.Combine(Folder, "lab");

    /// <summary>Runs it to its end or its deadline, which counts as status 124.</summary>
    public static LabResult Run(ToolCommand command)
    {
        var result = new ToolRunner().Run(command);
        var status = result.Ending switch
        {
            ToolEnding.Exited => result.Status,
            ToolEnding.TimedOut => 124,
            _ => 128 + result.Status,
        };
        return new(string.Join(' ', command.Arguments), status,
            Encoding.UTF8.GetString(result.StandardOutput), Encoding.UTF8.GetString(result.StandardError));
    }

    private static void Add(Dictionary<string, string> environment, string variable, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            environment[variable] = value;
    }
}
