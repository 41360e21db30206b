using System.Globalization;
using Vips.Host.Posix;

namespace Vips.Host.Machine;

/// <summary>
/// The clock that intervals are measured with: CLOCK_BOOTTIME as /proc/uptime shows it (to 10 ms, suspends included,
/// never stepped; in a time namespace it is shifted as the start times in /proc/PID/stat are, see time_namespaces(7)),
/// with the boot that it belongs to.
/// </summary>
/// <param name="wall">The wall clock.</param>
/// <param name="proc">Where procfs is mounted.</param>
public sealed class BootClock(TimeProvider wall, string proc = "/proc")
{
    private readonly string _bootId = ReadBootId(proc);

    /// <exception cref="IOException">procfs is not there.</exception>
    public Moment Now() => new(_bootId, Uptime(), wall.GetUtcNow());

    private TimeSpan Uptime()
    {
        var text = Read($"{proc}/uptime");
        var first = text.AsSpan(0, Math.Max(0, text.IndexOf(' ', StringComparison.Ordinal)));
        return decimal.TryParse(first, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new IOException($"{proc}/uptime: does not begin with seconds");
    }

    private static string ReadBootId(string proc)
    {
        var path = $"{proc}/sys/kernel/random/boot_id";
        var text = Read(path).Trim();
        return Guid.TryParseExact(text, "D", out _) ? text : throw new IOException($"{path}: is no boot id");
    }

    private static string Read(string path)
    {
        try
        {
            return SystemFile.Read(path);
        }
        catch (PosixException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }
}
