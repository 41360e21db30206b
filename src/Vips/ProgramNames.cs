namespace Vips;

/// <summary>What our programs call themselves.</summary>
public static class ProgramNames
{
    /// <summary>So it stands in claims and in the journal too, where the rule of the first run looks for it.</summary>
    public const string Watchdog = "vip-watchdog";
}
