using Tools.Execution;

namespace Vips.Host.Machine;

/// <summary>The machine's own name, as the kernel has it.</summary>
public static class HostName
{
    /// <summary>`localhost` when the kernel has none.</summary>
    public static string Read(string proc = "/proc")
    {
        var name = PlainText.Line(SystemFile.TryRead($"{proc}/sys/kernel/hostname")?.Trim() ?? "").Trim();
        return name is "" or "(none)" ? "localhost" : name;
    }
}
