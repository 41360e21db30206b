using System.Globalization;

namespace Lab;

/// <summary>The processes of this machine by their group, from /proc/PID/stat (proc(5)).</summary>
public static class ProcessGroups
{
    /// <summary>Those of these groups that live, a line each; a zombie only waits for its parent.</summary>
    public static IEnumerable<string> Living(params int[] groups) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(Stat).OfType<string>().Where(stat => IsLiving(stat, groups));

    private static string? Stat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat")).TrimEnd();
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }

    /// <summary>Of `PID (NAME) STATE PARENT GROUP …`; a name may hold blanks and brackets.</summary>
    private static bool IsLiving(string stat, int[] groups) =>
        stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is [var state, _, var group, ..]
        && state is not ("Z" or "X") && groups.Contains(int.Parse(group, CultureInfo.InvariantCulture));
}
