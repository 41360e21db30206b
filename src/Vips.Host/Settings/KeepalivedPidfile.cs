namespace Vips.Host.Settings;

/// <summary>How keepalived is looked for (DESIGN section 5): in /proc, by a pid file, or not at all.</summary>
/// <param name="Look">Which of the three.</param>
/// <param name="Path">The pid file; null for the other two.</param>
public readonly record struct KeepalivedPidfile(KeepalivedLook Look, string? Path = null)
{
    public override string ToString() => Path ?? (Look == KeepalivedLook.Off ? "off" : "auto");
}

public enum KeepalivedLook
{
    /// <summary>A live process of that name in our network namespace.</summary>
    Auto,

    /// <summary>Something else fills IPVS.</summary>
    Off,

    /// <summary>The process whose number stands in a file.</summary>
    Pidfile,
}
