using System.Runtime.InteropServices;
using System.Text;
using Tools.Execution;

namespace Contract;

/// <summary>This machine: its programs, processes and the rights that we have on it.</summary>
internal static class Host
{
    public static bool IsRoot { get; } = geteuid() == 0;

    /// <summary>Where a program lies, or null.</summary>
    public static string? Find(string name) =>
        new[] { "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/lib/frr" }
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program that must succeed.</summary>
    /// <exception cref="InvalidOperationException">It did not: what it said.</exception>
    public static string Run(string program, IEnumerable<string> arguments, string input = "")
    {
        var path = Find(program) ?? throw new InvalidOperationException($"no {program} on this machine");
        var command = new ToolCommand(path, [.. arguments], TimeSpan.FromSeconds(20)) { StandardInput = Encoding.UTF8.GetBytes(input) };
        var result = new ToolRunner().Run(command);
        var output = Encoding.UTF8.GetString(result.StandardOutput);
        return result.Succeeded
            ? output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', command.Arguments)}: {ToolFailure.From(result)}\n{output}{Encoding.UTF8.GetString(result.StandardError)}");
    }

    /// <summary>Whether the process runs or is stopped; a zombie does not.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{pid}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The running processes of a program that have this text among their arguments.</summary>
    public static IEnumerable<int> ProcessesWith(string argument, string program) =>
        from folder in Directory.GetDirectories("/proc")
        let pid = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
        where pid > 0 && Words(pid) is [var first, .. var rest] && Path.GetFileName(first) == program && rest.Contains(argument)
        select pid;

    /// <summary>The running processes whose arguments name a path, or something below it.</summary>
    public static IEnumerable<int> ProcessesNaming(string path) =>
        from folder in Directory.GetDirectories("/proc")
        let pid = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
        where pid > 1 && pid != Environment.ProcessId && Words(pid).Any(word => word == path || word.StartsWith(path + "/", StringComparison.Ordinal))
        select pid;

    /// <summary>Whether it sleeps with a socket open: a vtysh does that while it waits for its daemon.</summary>
    public static bool WaitsOnSocket(int pid)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{pid}/stat");
            return status[status.LastIndexOf(')') + 2] == 'S'
                && Directory.GetFiles($"/proc/{pid}/fd").Any(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string[] Words(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Sends a signal to one process, which may be gone already.</summary>
    public static void Signal(int pid, Signal signal)
    {
        // 0 and negative numbers would mean whole groups of processes.
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2);
        _ = kill(pid, (int)signal);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}

internal enum Signal
{
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
