using System.Globalization;

namespace Bench;

/// <summary>What a figure is worth depends on where, and beside what, it was measured.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        var load = File.ReadAllText("/proc/loadavg").Split(' ');
        return string.Create(CultureInfo.InvariantCulture, $"{model}, {Environment.ProcessorCount} cores, Linux {Environment.OSVersion.Version}, load {load[0]} {load[1]} {load[2]} at the end");
    }
}
