using System.Globalization;
using System.Text;
using Tools.Execution;
using Vips.Host.Machine;

namespace Vips.Host.Locking;

/// <summary>What the holder of the lock writes into its file, for people and for whoever waits.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Taken">When it took the lock.</param>
/// <param name="Command">One line.</param>
internal sealed record LockHolder(int Pid, Moment Taken, string Command)
{
    private const int LongestCommand = 200;

    private const string CommandKey = "command ";
    private const string PidKey = "pid ";
    private const string BootKey = "boot ";
    private const string UptimeKey = "uptime-ms ";
    private const string TimeKey = "time ";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Command} (pid {Pid})");

    /// <summary>The uptime is what counts; the wall clock stands there for people.</summary>
    internal byte[] Format() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"""
        {CommandKey}{PlainText.Line(Command, LongestCommand)}
        {PidKey}{Pid}
        {BootKey}{Taken.BootId}
        {UptimeKey}{(long)Taken.SinceBoot.TotalMilliseconds}
        {TimeKey}{Taken.Wall.UtcDateTime:s}Z

        """));

    /// <summary>Null for what <see cref="Format"/> did not write: an empty file, another program's, half of one.</summary>
    internal static LockHolder? Parse(ReadOnlySpan<byte> content)
    {
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        return lines is [var command, var pid, var boot, var uptime, var time, ""]
            && command.StartsWith(CommandKey, StringComparison.Ordinal) && boot.StartsWith(BootKey, StringComparison.Ordinal)
            && TryNumber(pid, PidKey, out var number) && number <= int.MaxValue && TryNumber(uptime, UptimeKey, out var milliseconds)
            && time.StartsWith(TimeKey, StringComparison.Ordinal)
            && DateTimeOffset.TryParse(time.AsSpan(TimeKey.Length), CultureInfo.InvariantCulture, out var wall)
            ? new((int)number, new(boot[BootKey.Length..], TimeSpan.FromMilliseconds(milliseconds), wall), PlainText.Line(command[CommandKey.Length..], LongestCommand))
            : null;
    }

    /// <summary>
    /// Whether the process that wrote this still lives. One that was killed leaves its words behind, and another may
    /// have its number by now: that one started later than the lock was taken.
    /// </summary>
    internal bool IsAlive(string proc, Moment now) =>
        Taken.BootId == now.BootId
        && ProcessStat.Read(proc, Pid) is { IsAlive: true } process
        && process.Started <= Taken.SinceBoot;

    /// <summary>At most 15 digits: as milliseconds that is still a time.</summary>
    private static bool TryNumber(string line, string key, out long number)
    {
        number = 0;
        return line.StartsWith(key, StringComparison.Ordinal) && line.Length - key.Length < 15
            && long.TryParse(line.AsSpan(key.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
