namespace Lab;

/// <summary>The syslog lines that operators grep (DESIGN sections 4 and 5).</summary>
public static class Lines
{
    public const string Bgp = "bgp_mgt";
    public const string Watchdog = "vip_watchdog";

    public static string Deleting(string vip) => $"Deleting route to {Expected.Prefix(vip)}";

    public static string Adding(string vip) => $"Adding route to {Expected.Prefix(vip)}";

    public static string Draining(string vip) => $"Draining route to {Expected.Prefix(vip)}";

    public static string Returned(string vip) => $"no other site announces {vip} (witness: none), and here it serves in part > add route";

    public static string Down(string vip) => $"0 realservers available behind {vip} > delete route";

    public static string Up(string vip) => $"more than 1 realservers available behind {vip} > add route";

    public static string Missing(string vip) => $"no virtual service behind {vip} > delete route";
}
