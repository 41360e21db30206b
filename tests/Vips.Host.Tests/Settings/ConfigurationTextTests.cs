using FsCheck;
using FsCheck.Fluent;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Host.Settings;
using Vips.Host.Syslog;
using Vips.Inventory;
using Vips.Policies;

namespace Vips.Host.Tests.Settings;

public sealed class ConfigurationTextTests
{
    [Fact]
    public void What_is_printed_reads_back_to_the_same_value() =>
        Prop.ForAll(Configurations().ToArbitrary(), configuration =>
        {
            var text = ConfigurationText.Write(configuration);
            var reading = ConfigurationParser.Parse("c", text);
            Assert.Empty(reading.Faults);
            Assert.Equivalent(Flat(configuration), Flat(reading.Configuration!), strict: true);
            Assert.Equal(text, ConfigurationText.Write(reading.Configuration!));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Every_key_is_written_once_and_has_words_for_the_manual()
    {
        var names = ConfigurationKeys.All.Select(key => $"{key.Section}.{key.Name}").ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.All(ConfigurationKeys.All, key => Assert.True(key.Help.Length is > 5 and < 100 && key.Type.Length > 3));
        Assert.All(ConfigurationKeys.Vips, key => Assert.True(key.Help.Length is > 5 and < 100));
    }

    /// <summary>Collections of records do not compare by value: each becomes its own values in order.</summary>
    private static object Flat(Configuration c) => new
    {
        Bgp = (c.Bgp with { VtyshOptions = [], Witness = [] }).ToString(),
        Options = c.Bgp.VtyshOptions.ToArray(),
        Witness = c.Bgp.Witness.ToArray(),
        Peers = c.PeersOfSite.ToArray(),
        Ipvs = c.Ipvs.ToString(),
        Dns = (c.Dns with { Servers = [] }).ToString(),
        Servers = c.Dns.Servers.Select(a => a.ToString()).ToArray(),
        Rest = $"{c.Watchdog} {c.Syslog} {c.StateDir} {c.Bundles} {c.BundlesMib} {c.Lock} {c.LockTimeout} {c.DrainThreshold} {c.DrainSettle} {c.Templates} {c.MetricsFile} {string.Join('|', c.OnChange)} {c.OnChangeTimeout}",
        Sites = c.Sites.Select(s => $"{s with { Neighbors = [] }} {string.Join(',', s.Neighbors)}").ToArray(),
        Policy = (c.Policy with { HasWitness = false, Vips = [], SorryServers = new HashSet<IpAddress>(), Default = new() }).ToString(),
        Sorry = c.Policy.SorryServers.Select(a => a.ToString()).Order().ToArray(),
        Default = Flat(c.Policy.Default),
        Vips = c.Policy.Vips.Select(v => $"{v.Name}|{string.Join(',', v.Prefixes)}|{v.RouteMap}|{string.Join(',', v.FirewallMarks)}|{Flat(v.Rules)}|{string.Join(',', v.Sites)}").ToArray(),
    };

    private static string Flat(Rules rules) => $"{rules with { Listed = [] }} {string.Join(',', rules.Listed)}";

    private static Gen<Configuration> Configurations() =>
        from bgp in Bgps()
        from ipvs in Ipvss()
        from policy in Policies()
        from facility in Gen.Elements("user", "daemon", "local0", "local7")
        from paths in Paths().Three()
        from timeouts in Timeouts().Three()
        from lockTimeout in Gen.OneOf(Gen.Constant<TimeSpan?>(null), Spans().Select(t => (TimeSpan?)t))
        from threshold in Gen.Choose(0, 1000)
        from peers in Gen.Elements("lvs2", "lvs 2: dc1", "#3").ListOf(2)
        from servers in Gen.Elements("192.0.2.53", "192.0.2.53#5300", "2001:db8::53", "2001:db8::53#5300").Select(text => Dns.Dig.Model.DnsServer.TryParse(text, out var server) ? server : throw new FormatException(text)).ListOf(2)
        from sites in SitesOf(policy)
        select new Configuration
        {
            Sites = sites,
            OnChange = timeouts.Item3.Ticks % 2 == 0 ? [] : [paths.Item3, "-x", "a b", "null"],
            OnChangeTimeout = timeouts.Item1,
            MetricsFile = timeouts.Item2.Ticks % 2 == 0 ? null : paths.Item2 + ".prom",
            Templates = timeouts.Item1.Ticks % 2 == 0 ? null : paths.Item1,
            Bgp = bgp,
            Ipvs = ipvs,
            Dns = new() { Dig = paths.Item1, Servers = [.. servers], Timeout = timeouts.Item1 },
            Watchdog = new() { Recheck = timeouts.Item2, RunLimit = timeouts.Item3 },
            Syslog = new() { Facility = Facility.TryParse(facility, out var found) ? found : default, Socket = paths.Item1 },
            StateDir = paths.Item2,
            Lock = paths.Item3,
            LockTimeout = lockTimeout,
            DrainThreshold = threshold,
            DrainSettle = timeouts.Item2,
            PeersOfSite = peers.ToList(),
            Policy = policy,
        };

    /// <summary>Those that the VIPs name, with or without neighbours.</summary>
    private static Gen<SiteEntry[]> SitesOf(Policy policy) =>
        from text in Gen.Elements(null, "router: #1", "null")
        from count in Gen.Choose(0, 2)
        let neighbors = Enumerable.Repeat(new Neighbor(IpAddress.Parse("2001:db8::fe"), 64500, text), count).ToArray()
        let names = policy.Vips.SelectMany(vip => vip.Sites).ToArray()
        select names.Select(name => new SiteEntry(name, 64699, IpAddress.Parse("192.0.2.1"), count == 0 ? null : "null", neighbors)).ToArray();

    private static Gen<BgpSettings> Bgps() =>
        from suite in Gen.Elements(null, Bgp.Vtysh.Model.Suite.Frr, (Bgp.Vtysh.Model.Suite?)Bgp.Vtysh.Model.Suite.Quagga)
        from number in Gen.Elements(null, "64699", "1.5", "4294967295")
        from instance in Gen.Elements(null, "vrf RED", "view V-1")
        from options in Gen.Elements<string[]>(["-N", "red"], ["--vty_socket", "/run/frr"], ["--pathspace=a\"b\\"], ["-N", "#é"], ["-N", "null"]).ListOf(2)
        from paths in Paths().Two()
        from auto in Gen.Elements(true, false)
        from timeouts in Timeouts().Two()
        from witness in Gen.Elements<string[]>([], ["/bin/other", "{prefix}"], ["/bin/o t", "-x", "a {prefix}: b"])
        select new BgpSettings
        {
            Suite = suite,
            As = number,
            Instance = instance,
            VtyshOptions = [.. options.SelectMany(words => words)],
            Vtysh = paths.Item1,
            Witness = witness,
            WitnessTimeout = timeouts.Item2,
            Baseline = auto ? null : paths.Item2,
            ReadTimeout = timeouts.Item1,
            WriteTimeout = timeouts.Item2,
        };

    private static Gen<IpvsSettings> Ipvss() =>
        from path in Paths()
        from look in Gen.Elements(KeepalivedLook.Auto, KeepalivedLook.Off, KeepalivedLook.Pidfile)
        from gate in Gen.Elements(HealthGateMode.Auto, HealthGateMode.On, HealthGateMode.Off)
        from timeout in Timeouts()
        select new IpvsSettings
        {
            Ipvsadm = path,
            KeepalivedPidfile = new(look, look == KeepalivedLook.Pidfile ? path : null),
            HealthGate = gate,
            Timeout = timeout,
        };

    private static Gen<Policy> Policies() =>
        from masks in Gen.Choose(1, 32).Two()
        from rules in RuleSets()
        from sorry in Addresses().ListOf(2)
        from spans in Spans().Three()
        from percent in Gen.Choose(0, 100)
        from confirm in Gen.Choose(1, 9)
        from action in Gen.Elements(MassWithdrawalAction.Recheck, MassWithdrawalAction.Refuse)
        from more in Spans().Three()
        from lastExit in Gen.Elements(LastExit.Off, LastExit.Warn, LastExit.Refuse)
        from drain in Gen.Elements(null, "DRAIN", "null")
        from sees in Gen.Elements(true, false)
        from vips in Entries(masks.Item1, masks.Item2 * 4)
        select new Policy
        {
            MaskV4 = masks.Item1,
            MaskV6 = masks.Item2 * 4,
            Default = rules,
            SorryServers = sorry.ToHashSet(),
            KeepalivedGrace = spans.Item1,
            ObserveInterval = spans.Item2,
            RepeatErrors = spans.Item3,
            MaxWithdrawPercent = percent,
            MaxWithdrawConfirm = confirm,
            MaxWithdrawAction = action,
            PartialSplay = more.Item1,
            PartialPin = more.Item2,
            HoldWarn = more.Item3,
            LastExit = lastExit,
            DrainRouteMap = drain,
            SeesOtherSites = sees,
            Shadow = !sees,
            Vips = vips,
        };

    private static Gen<List<VipEntry>> Entries(int v4, int v6) =>
        from addresses in Addresses().ListOf(4)
        from name in Gen.Elements(null, "web", "Web shop: #1", "null", "~", "a\u00e9\"")
        from routeMap in Gen.Elements(null, "BGP1", "null", "7")
        from marks in Gen.Choose(1, int.MaxValue).Select(m => (uint)m).ListOf(2)
        from rules in RuleSets()
        let prefixes = addresses.Select(a => Prefix.Containing(a, a.IsIPv6 ? v6 : v4)).Distinct().ToList()
        let entry = new VipEntry(name, prefixes, routeMap, marks.ToList(), rules) { Sites = routeMap is null && name is not null ? ["dc2", "null"] : [] }
        select prefixes.Count == 0 ? [] : new List<VipEntry> { entry with { Rules = rules with { Listed = Known(rules.Listed, marks) } } };

    private static List<ServiceName> Known(IReadOnlyList<ServiceName> listed, IEnumerable<uint> marks) =>
        [.. listed, .. listed.Count > 0 ? marks.Select(m => new ServiceName(IpvsProtocol.FirewallMark, m)) : []];

    private static Gen<Rules> RuleSets() =>
        from drop in Gen.Choose(0, 50)
        from above in Gen.Choose(1, 50)
        from expected in Gen.Elements(null, (int?)0, 5)
        from counts in Gen.Choose(1, 1000).Three()
        from down in Spans()
        from damping in Timeouts().Two()
        from isDamped in Gen.Elements(true, false)
        from choice in Gen.Elements(ServiceChoice.All, ServiceChoice.Any, ServiceChoice.Listed)
        select new Rules
        {
            Drop = drop,
            Restore = drop + above,
            Expected = drop + above + expected,
            Fall = counts.Item1,
            Rise = counts.Item2,
            MissingFall = counts.Item3,
            HoldDown = down,
            Damping = isDamped ? damping.Item1 : null,
            DampingCap = damping.Item1 + down,
            DampingQuiet = damping.Item2,
            Services = choice,
            Listed = choice == ServiceChoice.Listed ? [new(IpvsProtocol.Tcp, 80), new(IpvsProtocol.Sctp, 0)] : [],
        };

    private static Gen<IpAddress> Addresses() => Gen.Elements("192.0.2.1", "198.51.100.200", "2001:db8::1", "fe80::", "::")
        .Select(text => IpAddress.Parse(text));

    private static Gen<string> Paths() => Gen.Elements("/a", "/run/x y/z", "/tmp/#1", "/é", "/a: b", "/{x}", "/%41");

    private static Gen<TimeSpan> Spans() => Gen.Choose(0, 2_000_000).Select(ms => TimeSpan.FromMilliseconds(ms % 3 == 0 ? ms / 1000 * 1000 : ms));

    private static Gen<TimeSpan> Timeouts() => Spans().Select(t => t + TimeSpan.FromMilliseconds(1));
}
