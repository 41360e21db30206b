using System.Globalization;

namespace Tools.Execution;

/// <summary>Finds the processes that hold a pipe open, by /proc.</summary>
internal static class PipeHolders
{
    /// <param name="pipes">Names as /proc/PID/fd shows them; null for one that is closed.</param>
    /// <returns>
    /// Process ids, without this process and without its own children: another thread's tool holds our pipes for the
    /// moment between fork and exec, and is none of ours to kill.
    /// </returns>
    public static List<int> Find(string?[] pipes)
    {
        var holders = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && pid != Environment.ProcessId && Holds(folder, pipes) && ParentOf(folder) != Environment.ProcessId)
            {
                holders.Add(pid);
            }
        }

        return holders;
    }

    private static bool Holds(string process, string?[] pipes)
    {
        try
        {
            foreach (var descriptor in Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")))
            {
                if (new FileInfo(descriptor).LinkTarget is { } target && pipes.Contains(target))
                    return true;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to somebody else, whom we could not kill either.
        }

        return false;
    }

    /// <summary>The fourth field of /proc/PID/stat; the second is a name in parentheses that may hold anything.</summary>
    private static int ParentOf(string process)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(process, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
