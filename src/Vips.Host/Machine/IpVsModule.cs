namespace Vips.Host.Machine;

/// <summary>The kernel's IPVS, loaded or built in.</summary>
public static class IpVsModule
{
    /// <summary>ip_vs makes the file in every network namespace; any user may see that it is there.</summary>
    public static bool IsLoaded(string proc = "/proc") => File.Exists($"{proc}/net/ip_vs");
}
