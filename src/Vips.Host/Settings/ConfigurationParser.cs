using Bgp.Vtysh.Model;
using Dns.Dig.Model;
using Vips.Host.Settings.Yaml;

namespace Vips.Host.Settings;

/// <summary>From text to a configuration that can be used as it is, or to every fault of the text.</summary>
public static class ConfigurationParser
{
    /// <param name="file">Named in faults.</param>
    /// <param name="text">The whole file; nothing, or comments alone, are the defaults.</param>
    public static ConfigurationReading Parse(string file, string text)
    {
        var faults = new FaultList(file);
        var root = YamlDocumentReader.Read(text, faults);
        if (faults.Count > 0)
        {
            return ConfigurationReading.Refused(faults);
        }

        var configuration = Read(new("", root, faults), faults);
        return faults.Count > 0 ? ConfigurationReading.Refused(faults) : ConfigurationReading.Accepted(configuration);
    }

    private static Configuration Read(Section top, FaultList faults)
    {
        var defaults = new Configuration();
        var bgp = top.Inner("bgp");
        var ipvs = top.Inner("ipvs");
        var watchdog = top.Inner("watchdog");
        var sites = new SiteEntryReader(faults).Read(top.Items("sites") ?? []);
        return new()
        {
            Bgp = ReadBgp(bgp, defaults.Bgp, faults),
            Ipvs = ReadIpvs(ipvs, defaults.Ipvs),
            Dns = ReadDns(top.Inner("dns"), defaults.Dns),
            Watchdog = new()
            {
                Recheck = watchdog.Value("recheck", Words.TryDuration, defaults.Watchdog.Recheck),
                RunLimit = watchdog.Value("run-limit", Words.TryTimeout, defaults.Watchdog.RunLimit),
            },
            Syslog = ReadSyslog(top.Inner("syslog"), defaults.Syslog),
            Policy = PolicyReader.Read(top, bgp, ipvs, watchdog, [.. sites.Select(site => site.Name)], faults),
            Sites = sites,
            Templates = top.Value("templates", Words.TryAutoOrPath, defaults.Templates),
            StateDir = top.Value("state-dir", Words.TryPath, defaults.StateDir),
            Lock = top.Value("lock", Words.TryPath, defaults.Lock),
            LockTimeout = top.Value("lock-timeout", Words.TryAutoOrDuration, defaults.LockTimeout),
        };
    }

    private static BgpSettings ReadBgp(Section section, BgpSettings defaults, FaultList faults) => new()
    {
        Suite = section.Value("suite", Words.OneOf<Suite?>(("auto", null), ("quagga", Suite.Quagga), ("frr", Suite.Frr)), defaults.Suite),
        As = section.Value("as", Words.TryAs, defaults.As),
        Instance = section.Value("instance", Words.TryInstance, defaults.Instance),
        Vtysh = section.Value("vtysh", Words.TryPath, defaults.Vtysh),
        VtyshOptions = ReadVtyshOptions(section, faults),
        Baseline = section.Value("baseline", Words.TryAutoOrPath, defaults.Baseline),
        ReadTimeout = section.Value("read-timeout", Words.TryTimeout, defaults.ReadTimeout),
        WriteTimeout = section.Value("write-timeout", Words.TryTimeout, defaults.WriteTimeout),
    };

    /// <summary>Only options that say where bgpd is: any other could run a command of its own.</summary>
    private static string[] ReadVtyshOptions(Section section, FaultList faults)
    {
        string[] options = [.. section.List<string>("vtysh-options", Words.TryOption)];
        if (Bgp.Vtysh.VtyshSettings.Fault(options) is { } fault)
        {
            faults.Add(section.PlaceOf("vtysh-options"), $"`vtysh-options`: {fault}");
        }

        return options;
    }

    private static IpvsSettings ReadIpvs(Section section, IpvsSettings defaults) => new()
    {
        Ipvsadm = section.Value("ipvsadm", Words.TryPath, defaults.Ipvsadm),
        KeepalivedPidfile = section.Value("keepalived-pidfile", Words.TryPidfile, defaults.KeepalivedPidfile),
        HealthGate = section.Value(
            "health-gate",
            Words.OneOf(("auto", HealthGate.Auto), ("on", HealthGate.On), ("off", HealthGate.Off)),
            defaults.HealthGate),
        Timeout = section.Value("timeout", Words.TryTimeout, defaults.Timeout),
    };

    private static DnsSettings ReadDns(Section section, DnsSettings defaults) => new()
    {
        Dig = section.Value("dig", Words.TryPath, defaults.Dig),
        Servers = section.List<DnsServer>("servers", DnsServer.TryParse),
        Timeout = section.Value("timeout", Words.TryTimeout, defaults.Timeout),
    };

    private static SyslogSettings ReadSyslog(Section section, SyslogSettings defaults) => new()
    {
        Facility = section.Value("facility", Words.TryFacility, defaults.Facility),
        Socket = section.Value("socket", Words.TryPath, defaults.Socket),
    };
}
