namespace Vips;

/// <summary>What `egrep "bgp|vip"` finds our lines by: the ancestor's tags in syslog, and the same before the lines on stdout.</summary>
public static class SyslogTags
{
    /// <summary>Of the lines that tell of a route, by either program.</summary>
    public const string Route = "bgp_mgt";

    /// <summary>Of the watchdog's other lines.</summary>
    public const string Watchdog = "vip_watchdog";
}
