using Bgp.Vtysh.Model;
using Dns.Dig.Model;
using Vips.Host.Syslog;
using Vips.Inventory;
using Vips.Policies;

namespace Vips.Host.Settings;

/// <summary>
/// Everything an operator can set (DESIGN section 6). Without a file these defaults hold. What decisions rest on is
/// in <see cref="Policy"/>, once: masks, sorry servers, keepalived's grace, rules, `vips`.
/// </summary>
public sealed record Configuration
{
    public BgpSettings Bgp { get; init; } = new();

    public IpvsSettings Ipvs { get; init; } = new();

    public DnsSettings Dns { get; init; } = new();

    public WatchdogSettings Watchdog { get; init; } = new();

    public SyslogSettings Syslog { get; init; } = new();

    public Policy Policy { get; init; } = new();

    /// <summary>A drain is over below so many packets in per second, over all services of the VIPs.</summary>
    public int DrainThreshold { get; init; } = 1;

    /// <summary>A drain lasts at least so long, within its --wait: the other sites' routers must have heard of it.</summary>
    public TimeSpan DrainSettle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The other directors of this site, as people call them: printed as a reminder.</summary>
    public IReadOnlyList<string> PeersOfSite { get; init; } = [];

    /// <summary>In the order of preference; for `vip-mgmt render` alone.</summary>
    public IReadOnlyList<SiteEntry> Sites { get; init; } = [];

    /// <summary>A folder with `frr.hbs` and `quagga.hbs`; null: those that we bring.</summary>
    public string? Templates { get; init; }

    /// <summary>Where each run of the watchdog leaves its metrics; null: nowhere.</summary>
    public string? MetricsFile { get; init; }

    /// <summary>Program and arguments, run after each verified change; empty for none.</summary>
    public IReadOnlyList<string> OnChange { get; init; } = [];

    /// <summary>For all changes of a run together.</summary>
    public TimeSpan OnChangeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public string StateDir { get; init; } = "/var/lib/viptools";

    /// <summary>How many runs that changed or refused something are kept for `--replay`; 0 for none.</summary>
    public int Bundles { get; init; } = 200;

    /// <summary>What their bundles may take together, in MiB; 0 for none.</summary>
    public int BundlesMib { get; init; } = 64;

    public string Lock { get; init; } = "/run/viptools/lock";

    /// <summary>Null: 20 s for the watchdog, 60 s for vip-mgmt. Zero: one try.</summary>
    public TimeSpan? LockTimeout { get; init; }

    public TimeSpan WatchdogLockTimeout => LockTimeout ?? TimeSpan.FromSeconds(20);

    public TimeSpan ManagementLockTimeout => LockTimeout ?? TimeSpan.FromSeconds(60);
}

/// <summary>How bgpd is reached, and what it should be running.</summary>
public sealed record BgpSettings
{
    /// <summary>Null: told by what vtysh prints.</summary>
    public Suite? Suite { get; init; }

    /// <summary>As written in `router bgp` (`64699`, `1.5`); null: the one default-VRF instance of the baseline.</summary>
    public string? As { get; init; }

    /// <summary>`vrf RED` or `view V1`; null: the default VRF.</summary>
    public string? Instance { get; init; }

    public string Vtysh { get; init; } = "/usr/bin/vtysh";

    /// <summary>Words put before our own, e.g. `--vty_socket`, `/run/frr/red`.</summary>
    public IReadOnlyList<string> VtyshOptions { get; init; } = [];

    /// <summary>The start-up configuration; null: the first of the usual places that holds `router bgp`.</summary>
    public string? Baseline { get; init; }

    /// <summary>For one reading through vtysh (facts: vtysh.md, "Deadlines").</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Program and arguments that say whether another site announces {prefix}, which one of them holds; empty for none.
    /// </summary>
    public IReadOnlyList<string> Witness { get; init; } = [];

    /// <summary>For all prefixes of one run together.</summary>
    public TimeSpan WitnessTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For one batch; 1 ms a statement comes on top.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Whether a person's `-a` asks IPVS first (DESIGN section 4).</summary>
public enum HealthGateMode
{
    /// <summary>Where ip_vs is loaded.</summary>
    Auto,
    On,
    Off,
}

/// <summary>How IPVS is read, and who fills it.</summary>
public sealed record IpvsSettings
{
    /// <summary>
    /// Where Debian 12 ships it and the ancestor looked; /usr/sbin/ipvsadm is the same file, since /sbin is a link
    /// there, but not on systems where the two are still apart.
    /// </summary>
    public string Ipvsadm { get; init; } = "/sbin/ipvsadm";

    public KeepalivedPidfile KeepalivedPidfile { get; init; }

    public HealthGateMode HealthGate { get; init; }

    /// <summary>For one reading; 11,003 lines took 1.0 s in a slow guest (facts: ipvs.md).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>How names are resolved.</summary>
public sealed record DnsSettings
{
    public string Dig { get; init; } = "/usr/bin/dig";

    /// <summary>Asked in this order; empty: those of /etc/resolv.conf.</summary>
    public IReadOnlyList<DnsServer> Servers { get; init; } = [];

    /// <summary>For one name, both families and all servers together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>What of the watchdog is no rule of decision; those are in <see cref="Policy"/>.</summary>
public sealed record WatchdogSettings
{
    /// <summary>Between the two readings before a mass withdrawal.</summary>
    public TimeSpan Recheck { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A run ends within this, whatever hangs: cron starts the next after 60 s.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>For `--follow` alone: a burst of keepalived's lines is over when none came for so long; 0 to 5 s.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMilliseconds(50);
}

public sealed record SyslogSettings
{
    public Facility Facility { get; init; } = Facility.User;

    /// <summary>A Unix datagram socket.</summary>
    public string Socket { get; init; } = "/dev/log";
}
