using Bgp.Vtysh.Model;
using Dns.Dig.Model;
using Vips.Host.Settings.Yaml;

namespace Vips.Host.Settings;

/// <summary>From text to a configuration that can be used as it is, or to every fault of the text.</summary>
public static class ConfigurationParser
{
    /// <param name="file">Named in faults.</param>
    /// <param name="text">The whole file; nothing, or comments alone, are the defaults.</param>
    public static ConfigurationReading Parse(string file, string text) => ParsePlain(file, text) ?? ParseWhole(file, text);

    /// <summary>Null where the text is not plain, or has a fault: YamlDotNet knows its place.</summary>
    private static ConfigurationReading? ParsePlain(string file, string text)
    {
        var faults = new FaultList(file);
        var configuration = PlainYamlReader.Read(text) is { } root ? Read(new("", root, faults), faults) : null;
        return configuration is null || faults.Count > 0 ? null : ConfigurationReading.Accepted(configuration);
    }

    private static ConfigurationReading ParseWhole(string file, string text)
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
                Recheck = watchdog.Value("recheck", ValueParsers.TryDuration, defaults.Watchdog.Recheck),
                RunLimit = watchdog.Value("run-limit", ValueParsers.TryTimeout, defaults.Watchdog.RunLimit),
                Settle = watchdog.Value("settle", ValueParsers.TrySettle, defaults.Watchdog.Settle),
            },
            Syslog = ReadSyslog(top.Inner("syslog"), defaults.Syslog),
            Policy = PolicyReader.Read(top, bgp, ipvs, watchdog, [.. sites.Select(site => site.Name)], faults),
            Sites = sites,
            Templates = top.Value("templates", ValueParsers.TryAutoOrPath, defaults.Templates),
            OnChange = ReadOnChange(top, faults),
            OnChangeTimeout = top.Value("on-change-timeout", ValueParsers.TryTimeout, defaults.OnChangeTimeout),
            MetricsFile = top.Value("metrics-file", ValueParsers.TryMetricsFile, defaults.MetricsFile),
            DrainThreshold = top.Value("drain-threshold", ValueParsers.TryNumber, defaults.DrainThreshold),
            DrainSettle = top.Value("drain-settle", ValueParsers.TryDuration, defaults.DrainSettle),
            PeersOfSite = top.List<string>("peers-of-site", ValueParsers.TryPlainText),
            StateDir = top.Value("state-dir", ValueParsers.TryPath, defaults.StateDir),
            Bundles = top.Value("bundles", ValueParsers.TryNumber, defaults.Bundles),
            BundlesMib = top.Value("bundles-mib", ValueParsers.TryNumber, defaults.BundlesMib),
            Lock = top.Value("lock", ValueParsers.TryPath, defaults.Lock),
            LockTimeout = top.Value("lock-timeout", ValueParsers.TryAutoOrDuration, defaults.LockTimeout),
        };
    }

    private static BgpSettings ReadBgp(Section section, BgpSettings defaults, FaultList faults) => new()
    {
        Suite = section.Value("suite", ValueParsers.OneOf<Suite?>(("auto", null), ("quagga", Suite.Quagga), ("frr", Suite.Frr)), defaults.Suite),
        As = section.Value("as", ValueParsers.TryAs, defaults.As),
        Instance = section.Value("instance", ValueParsers.TryInstance, defaults.Instance),
        Vtysh = section.Value("vtysh", ValueParsers.TryPath, defaults.Vtysh),
        VtyshOptions = ReadVtyshOptions(section, faults),
        Witness = ReadWitness(section, faults),
        WitnessTimeout = section.Value("witness-timeout", ValueParsers.TryTimeout, defaults.WitnessTimeout),
        Baseline = section.Value("baseline", ValueParsers.TryAutoOrPath, defaults.Baseline),
        ReadTimeout = section.Value("read-timeout", ValueParsers.TryTimeout, defaults.ReadTimeout),
        WriteTimeout = section.Value("write-timeout", ValueParsers.TryTimeout, defaults.WriteTimeout),
    };

    /// <summary>Only options that say where bgpd is: any other could run a command of its own.</summary>
    private static string[] ReadVtyshOptions(Section section, FaultList faults)
    {
        string[] options = [.. section.List<string>("vtysh-options", ValueParsers.TryOption)];
        if (Bgp.Vtysh.VtyshSettings.Fault(options) is { } fault)
        {
            faults.Add(section.PlaceOf("vtysh-options"), $"`vtysh-options`: {fault}");
        }

        return options;
    }

    private static List<string> ReadWitness(Section section, FaultList faults)
    {
        var witness = section.List<string>("witness", ValueParsers.TryPlainText);
        if (witness.Count > 0 && (!ValueParsers.TryPath(witness[0], out _) || !witness.Skip(1).Any(word => word.Contains(Director.Witness.Placeholder, StringComparison.Ordinal))))
        {
            faults.Add(section.PlaceOf("witness"), $"`witness` must be {ConfigurationKeys.TypeOf("bgp", "witness")}, such as [/usr/local/bin/other-path, \"{Director.Witness.Placeholder}\"]");
        }

        return witness;
    }

    private static List<string> ReadOnChange(Section top, FaultList faults)
    {
        var command = top.List<string>("on-change", ValueParsers.TryPlainText);
        if (command.Count > 0 && !ValueParsers.TryPath(command[0], out _))
        {
            faults.Add(top.PlaceOf("on-change"), $"`on-change` must be {ConfigurationKeys.TypeOf("", "on-change")}, such as [/usr/local/bin/announce-it, --chat]");
        }

        return command;
    }

    private static IpvsSettings ReadIpvs(Section section, IpvsSettings defaults) => new()
    {
        Ipvsadm = section.Value("ipvsadm", ValueParsers.TryPath, defaults.Ipvsadm),
        KeepalivedPidfile = section.Value("keepalived-pidfile", ValueParsers.TryPidfile, defaults.KeepalivedPidfile),
        HealthGate = section.Value(
            "health-gate",
            ValueParsers.OneOf(("auto", HealthGateMode.Auto), ("on", HealthGateMode.On), ("off", HealthGateMode.Off)),
            defaults.HealthGate),
        Timeout = section.Value("timeout", ValueParsers.TryTimeout, defaults.Timeout),
    };

    private static DnsSettings ReadDns(Section section, DnsSettings defaults) => new()
    {
        Dig = section.Value("dig", ValueParsers.TryPath, defaults.Dig),
        Servers = section.List<DnsServer>("servers", DnsServer.TryParse),
        Timeout = section.Value("timeout", ValueParsers.TryTimeout, defaults.Timeout),
    };

    private static SyslogSettings ReadSyslog(Section section, SyslogSettings defaults) => new()
    {
        Facility = section.Value("facility", ValueParsers.TryFacility, defaults.Facility),
        Socket = section.Value("socket", ValueParsers.TryPath, defaults.Socket),
    };
}
