using System.Globalization;

namespace Vips.Host.Machine;

/// <summary>What is needed of /proc/PID/stat (proc_pid_stat(5)).</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Name">comm: at most 15 bytes, anything that the process calls itself.</param>
/// <param name="IsAlive">Neither a zombie nor dead.</param>
/// <param name="Parent">The parent's number.</param>
/// <param name="Started">Since boot; to 10 ms.</param>
internal readonly record struct ProcessStat(int Pid, string Name, bool IsAlive, int Parent, TimeSpan Started)
{
    /// <summary>sysconf(_SC_CLK_TCK): USER_HZ is 100 on x86 and ARM.</summary>
    private const int TicksPerSecond = 100;

    private const int StateField = 0;
    private const int ParentField = 1;

    /// <summary>Field 22 of the manual, counted from the first behind the name.</summary>
    private const int StartField = 19;

    /// <summary>Null when there is no such process (any more).</summary>
    internal static ProcessStat? Read(string proc, int pid) =>
        SystemFile.TryRead(string.Create(CultureInfo.InvariantCulture, $"{proc}/{pid}/stat")) is { } text ? Parse(pid, text) : null;

    /// <summary>The name may hold blanks and parentheses: its end is the last one.</summary>
    internal static ProcessStat? Parse(int pid, string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open < 0 || close < open)
            return null;

        var fields = text[(close + 1)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField
            && int.TryParse(fields[ParentField], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            && long.TryParse(fields[StartField], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
            ? new(pid, text[(open + 1)..close], fields[StateField] is not ("Z" or "X" or "x"), parent,
                TimeSpan.FromTicks(started * (TimeSpan.TicksPerSecond / TicksPerSecond)))
            : null;
    }
}
