using Vips.Inventory;
using Vips.Policies;

namespace Vips.Host.Settings;

/// <summary>
/// The one table of keys: what is known and suggested, what `check-config` prints, and what the manual says.
/// </summary>
public static class ConfigurationKeys
{
    private const string Program = "an absolute path";
    private const string Duration = "a duration (500ms, 90s, 5m, 2h, 1d)";
    private const string Count = "a whole number";

    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        new("bgp", "suite", "auto, quagga or frr", "the routing suite; auto: told by vtysh's output",
            c => c.Bgp.Suite?.ToString().ToLowerInvariant() ?? "auto"),
        new("bgp", "as", "auto or an AS number (64699, 1.5)", "the AS of `router bgp`; auto: the one of the baseline",
            c => c.Bgp.As ?? "auto"),
        new("bgp", "instance", "default, or in quotes \"vrf NAME\" or \"view NAME\"", "the BGP instance",
            c => Scalars.Of(c.Bgp.Instance ?? "default")),
        new("bgp", "vtysh", Program, "the program vtysh", c => Scalars.Of(c.Bgp.Vtysh)),
        new("bgp", "vtysh-options", "a list of words", "words put before ours, e.g. [--vty_socket, /run/frr/red]",
            c => Scalars.List(c.Bgp.VtyshOptions)),
        new("bgp", "baseline", "auto or an absolute path", "the start-up configuration; auto: the first with `router bgp`",
            c => Scalars.Of(c.Bgp.Baseline ?? "auto")),
        new("bgp", "mask-v4", "a length of 1 to 32", "length of an IPv4 VIP's prefix", c => Scalars.Of(c.Policy.MaskV4)),
        new("bgp", "mask-v6", "a length of 1 to 128", "length of an IPv6 VIP's prefix", c => Scalars.Of(c.Policy.MaskV6)),
        new("bgp", "drain-route-map", "none, or a name of letters, digits, _ . -", "put on the statements by `vip-mgmt -d --drain`",
            c => Scalars.Of(c.Policy.DrainRouteMap ?? "none")),
        new("bgp", "witness", "a list: an absolute path and arguments, one with {prefix}", "a command that says `path` or `none`: whether another site announces it",
            c => Scalars.List(c.Bgp.Witness)),
        new("bgp", "witness-timeout", Duration, "for all prefixes of a run", c => Durations.Write(c.Bgp.WitnessTimeout)),
        new("bgp", "sees-other-sites", "true or false", "this bgpd is told of the other sites' paths (an AS for each site, or allowas-in)",
            c => c.Policy.SeesOtherSites ? "true" : "false"),
        new("bgp", "read-timeout", Duration, "for one reading", c => Durations.Write(c.Bgp.ReadTimeout)),
        new("bgp", "write-timeout", Duration, "for one batch; 1 ms a statement comes on top",
            c => Durations.Write(c.Bgp.WriteTimeout)),

        new("ipvs", "ipvsadm", Program, "the program ipvsadm", c => Scalars.Of(c.Ipvs.Ipvsadm)),
        new("ipvs", "keepalived-pidfile", "auto, off or an absolute path",
            "how keepalived is looked for: in /proc, not at all, or by its pid file",
            c => Scalars.Of(c.Ipvs.KeepalivedPidfile.ToString())),
        new("ipvs", "keepalived-grace", Duration, "a younger keepalived restores nothing: it has not checked its servers yet",
            c => Durations.Write(c.Policy.KeepalivedGrace)),
        new("ipvs", "sorry-servers", "a list of addresses", "real servers that never count as live",
            c => Scalars.List(c.Policy.SorryServers.Order())),
        new("ipvs", "health-gate", "auto, on or off", "whether `vip-mgmt -a` asks IPVS first; auto: where ip_vs is loaded",
            c => c.Ipvs.HealthGate.ToString().ToLowerInvariant()),
        new("ipvs", "timeout", Duration, "for one reading", c => Durations.Write(c.Ipvs.Timeout)),

        new("dns", "dig", Program, "the program dig", c => Scalars.Of(c.Dns.Dig)),
        new("dns", "servers", "a list of addresses, with #PORT where it is not 53", "asked in this order; none: those of /etc/resolv.conf",
            c => Scalars.List(c.Dns.Servers)),
        new("dns", "timeout", Duration, "for one name", c => Durations.Write(c.Dns.Timeout)),

        .. WatchdogKeys.Rules,
        new("watchdog", "observe-interval", Duration, "two readings closer than this are one observation",
            c => Durations.Write(c.Policy.ObserveInterval)),
        new("watchdog", "recheck", Duration, "before the second reading of a mass withdrawal",
            c => Durations.Write(c.Watchdog.Recheck)),
        new("watchdog", "max-withdraw", "a percentage of 0% to 100%", "of the announced VIPs; more at once is a mass withdrawal",
            c => Scalars.Of(c.Policy.MaxWithdrawPercent) + "%"),
        new("watchdog", "max-withdraw-action", "recheck or refuse", "what happens at a mass withdrawal",
            c => c.Policy.MaxWithdrawAction.ToString().ToLowerInvariant()),
        new("watchdog", "max-withdraw-confirm", Count + " of 1 or more", "runs that must agree under refuse",
            c => Scalars.Of(c.Policy.MaxWithdrawConfirm)),
        new("watchdog", "repeat-errors", Duration, "an error that lasts is written to syslog again after this",
            c => Durations.Write(c.Policy.RepeatErrors)),
        new("watchdog", "partial-splay", Duration, "most that a host waits before its second look at a VIP that serves in part",
            c => Durations.Write(c.Policy.PartialSplay)),
        new("watchdog", "partial-pin", Duration, "a VIP announced again as the last exit stays for so long",
            c => Durations.Write(c.Policy.PartialPin)),
        new("watchdog", "hold-warn", Duration, "an older hold is told of in syslog once a day",
            c => Durations.Write(c.Policy.HoldWarn)),
        new("watchdog", "run-limit", Duration, "a run ends within this, whatever hangs",
            c => Durations.Write(c.Watchdog.RunLimit)),
        new("watchdog", "settle", "a duration of 0s to 5s (50ms)", "`vip-watchdog --follow` runs when keepalived has told nothing for so long",
            c => Durations.Write(c.Watchdog.Settle)),

        new("syslog", "facility", "a facility (user, daemon, local0 ...)", "the facility of syslog",
            c => c.Syslog.Facility.Name),
        new("syslog", "socket", Program, "the Unix datagram socket of the syslog daemon", c => Scalars.Of(c.Syslog.Socket)),

        new("", "shadow", "true or false", "the watchdog says what it would do, and changes nothing; for the time beside the ancestor's",
            c => c.Policy.Shadow ? "true" : "false"),
        new("", "last-exit", "off, warn or refuse", "what is done where no other site is seen to announce a VIP",
            c => c.Policy.LastExit.ToString().ToLowerInvariant()),
        new("", "drain-threshold", Count + " of 0 or more", "packets in per second; a drain is over below it",
            c => Scalars.Of(c.DrainThreshold)),
        new("", "drain-settle", Duration, "a drain lasts at least so long, within its --wait: BGP must have told the other sites",
            c => Durations.Write(c.DrainSettle)),
        new("", "peers-of-site", "a list of texts", "the other directors of this site, a reminder before each change",
            c => Scalars.List(c.PeersOfSite)),
        new("", "state-dir", Program, "holds, state and journal; its parent must exist", c => Scalars.Of(c.StateDir)),
        new("", "bundles", Count + " of 0 or more", "runs that changed or refused something, kept for `vip-watchdog --replay`; 0: none",
            c => Scalars.Of(c.Bundles)),
        new("", "bundles-mib", Count + " of 0 or more", "MiB that they may take together; the oldest go first",
            c => Scalars.Of(c.BundlesMib)),
        new("", "lock", Program, "the lock that both programs take", c => Scalars.Of(c.Lock)),
        new("", "metrics-file", "off, or an absolute path that ends in .prom", "where the watchdog writes its metrics, for node_exporter",
            c => Scalars.Of(c.MetricsFile ?? "off")),
        new("", "on-change", "a list: an absolute path and arguments", "a command that is told of each change, after it has been read back",
            c => Scalars.List(c.OnChange)),
        new("", "on-change-timeout", Duration, "for all changes of a run together", c => Durations.Write(c.OnChangeTimeout)),
        new("", "templates", "auto or an absolute path", "a folder with templates of your own for `render`; auto: ours",
            c => Scalars.Of(c.Templates ?? "auto")),
        new("", "lock-timeout", "auto or a duration (90s)", "how long the lock is waited for; auto: watchdog 20s, vip-mgmt 60s",
            c => c.LockTimeout is { } timeout ? Durations.Write(timeout) : "auto"),
    ];

    /// <summary>The keys of one entry of `vips`.</summary>
    public static IReadOnlyList<EntryKey<VipEntry>> Vips { get; } =
    [
        new("name", "a text", "what the service is called", v => v.Name is null ? null : Scalars.Of(v.Name)),
        new("prefixes", "a list of prefixes", "the VIPs of the entry", v => Scalars.List(v.Prefixes)),
        new("route-map", "a name of letters, digits, _ . -", "the entry defines the statement, with this route-map",
            v => v.RouteMap is null ? null : Scalars.Of(v.RouteMap)),
        new("fwmarks", "a list of marks (1 to 4294967295)", "the firewall marks whose services stand behind the VIPs",
            v => Scalars.List(v.FirewallMarks)),
        new("sites", "a list of names of `sites`", "who announces it, the first choice first; all in their order without",
            v => v.Sites.Count == 0 ? null : Scalars.List(v.Sites)),
        .. WatchdogKeys.RulesOfVips,
    ];

    /// <summary>The keys of one entry of `sites`.</summary>
    public static IReadOnlyList<EntryKey<SiteEntry>> Sites => InventoryKeys.Sites;

    internal static readonly string[] Sections = ["bgp", "ipvs", "dns", "watchdog", "vips", "sites", "syslog"];

    /// <summary>The names known in a section; at the top the sections too.</summary>
    internal static IEnumerable<string> Of(string section)
    {
        foreach (var name in section.Length == 0 ? Sections : [])
        {
            yield return name;
        }

        foreach (var (name, _) in OfEntries(section))
        {
            yield return name;
        }

        foreach (var key in All)
        {
            if (key.Section == section)
            {
                yield return key.Name;
            }
        }
    }

    internal static string TypeOf(string section, string name)
    {
        foreach (var (key, type) in OfEntries(section))
        {
            if (key == name)
            {
                return type;
            }
        }

        foreach (var key in All)
        {
            if (key.Section == section && key.Name == name)
            {
                return key.Type;
            }
        }

        return name switch
        {
            "vips" => "a list of entries, each with `prefixes`",
            "sites" => "a list of sites, each with `name`, `as` and `router-id`",
            _ => throw new ArgumentException($"no key {section}.{name}"),
        };
    }

    private static IEnumerable<(string Name, string Type)> OfEntries(string section) => section switch
    {
        "vips" => Vips.Select(key => (key.Name, key.Type)),
        "sites" => Sites.Select(key => (key.Name, key.Type)),
        "neighbors" => InventoryKeys.Neighbors.Select(key => (key.Name, key.Type)),
        _ => [],
    };

    internal static bool IsKnown(string section, string name)
    {
        foreach (var key in All)
        {
            if (key.Name == name && key.Section == section)
            {
                return true;
            }
        }

        return (section.Length == 0 && Array.IndexOf(Sections, name) >= 0) || (IsOfEntries(section) && Of(section).Contains(name));
    }

    private static bool IsOfEntries(string section) => section is "vips" or "sites" or "neighbors";

    /// <summary>The only section that knows this key; null when none does, or several.</summary>
    internal static string? SectionOf(string name)
    {
        string? home = null;
        foreach (var section in (string[])["", "bgp", "ipvs", "dns", "watchdog", "syslog"])
        {
            if (IsKnown(section, name))
            {
                if (home is not null)
                {
                    return null;
                }

                home = section;
            }
        }

        return home;
    }
}
