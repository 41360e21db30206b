using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Host.Settings;
using Vips.Policies;

namespace Vips.Host.Tests.Settings;

public sealed class ConfigurationParserTests
{
    private const string Whole = """
        bgp:
          suite: frr
          as: 64699
          instance: "vrf RED"
          vtysh: /opt/vtysh
          vtysh-options: [--vty_socket, /run/frr/red]
          baseline: /etc/frr/red.conf
          mask-v4: 31
          mask-v6: 127
          read-timeout: 500ms
          write-timeout: 9s
        ipvs:
          ipvsadm: /opt/ipvsadm
          keepalived-pidfile: /run/keepalived.pid
          keepalived-grace: 2m
          sorry-servers: [198.51.100.9, "2001:db8::9"]
          health-gate: on
          timeout: 3s
        dns:
          dig: /opt/dig
          servers: [192.0.2.53, "[2001:db8::53]#5300"]
          timeout: 2s
        watchdog:
          drop: 25%
          restore: 50%
          expected: 5
          fall: 2
          rise: 3
          services: any
          hold-down: 1h
          missing-fall: 4
          observe-interval: 10s
          recheck: 1s
          max-withdraw: 30%
          max-withdraw-action: refuse
          max-withdraw-confirm: 5
          repeat-errors: 1d
          run-limit: 40s
        vips:
          - name: web
            prefixes: [192.0.2.2/31, "2001:db8::2/127"]
            route-map: BGP1
            fwmarks: [7, 4294967295]
            expected: 8
            services: [tcp/80, fwm/7]
          - prefixes: [192.0.2.4/31]
            sites: [dc2, dc1]
            drop: 0
            restore: 1
            expected: none
        syslog:
          facility: local3
          socket: /run/log
        sites:
          - name: dc1
            as: 64699
            router-id: 198.51.100.1
            hostname: director-1
            neighbors: [{address: "2001:db8::fe", as: 4294967295, description: "router: A"}]
          - {name: dc2, as: 64698, router-id: 198.51.100.2}
        templates: /srv/templates
        metrics-file: /srv/viptools.prom
        on-change: [/srv/hook, --chat]
        on-change-timeout: 3s
        state-dir: /srv/viptools
        lock: /run/lock/viptools
        lock-timeout: 5s
        """;

    [Fact]
    public void Every_key_reaches_its_value()
    {
        var read = Parsed(Whole);

        Assert.Equal((Suite.Frr, "64699", "vrf RED", "/opt/vtysh"), (read.Bgp.Suite, read.Bgp.As, read.Bgp.Instance, read.Bgp.Vtysh));
        Assert.Equal(["--vty_socket", "/run/frr/red"], read.Bgp.VtyshOptions);
        Assert.Equal(("/etc/frr/red.conf", TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(9)), (read.Bgp.Baseline, read.Bgp.ReadTimeout, read.Bgp.WriteTimeout));
        Assert.Equal(("/opt/ipvsadm", HealthGateMode.On, TimeSpan.FromSeconds(3)), (read.Ipvs.Ipvsadm, read.Ipvs.HealthGate, read.Ipvs.Timeout));
        Assert.Equal(new(KeepalivedLook.Pidfile, "/run/keepalived.pid"), read.Ipvs.KeepalivedPidfile);
        Assert.Equal(("/opt/dig", TimeSpan.FromSeconds(2)), (read.Dns.Dig, read.Dns.Timeout));
        Assert.Equal(["192.0.2.53", "2001:db8::53#5300"], read.Dns.Servers.Select(server => server.ToString()));
        Assert.Equal(["/srv/hook", "--chat"], read.OnChange);
        Assert.Equal(TimeSpan.FromSeconds(3), read.OnChangeTimeout);
        Assert.Equal(("/srv/templates", 2, "/srv/viptools.prom"), (read.Templates, read.Sites.Count, read.MetricsFile));
        Assert.Equal("SiteEntry { Name = dc1, AsNumber = 64699, RouterId = 198.51.100.1, Hostname = director-1, Neighbors =  }", (read.Sites[0] with { Neighbors = null! }).ToString());
        Assert.Equal("Neighbor { Address = 2001:db8::fe, AsNumber = 4294967295, Description = router: A }", Assert.Single(read.Sites[0].Neighbors).ToString());
        Assert.Equal(["dc2", "dc1"], read.Policy.Vips[1].Sites);
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40)), (read.Watchdog.Recheck, read.Watchdog.RunLimit));
        Assert.Equal(("local3", 19, "/run/log"), (read.Syslog.Facility.Name, read.Syslog.Facility.Code, read.Syslog.Socket));
        Assert.Equal(("/srv/viptools", "/run/lock/viptools"), (read.StateDir, read.Lock));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)), (read.WatchdogLockTimeout, read.ManagementLockTimeout));
    }

    [Fact]
    public void The_policy_comes_ready_made()
    {
        var policy = Parsed(Whole).Policy;

        Assert.Equal((31, 127), (policy.MaskV4, policy.MaskV6));
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10)), (policy.KeepalivedGrace, policy.ObserveInterval));
        Assert.Equal((30, MassWithdrawalAction.Refuse, 5, TimeSpan.FromDays(1)), (policy.MaxWithdrawPercent, policy.MaxWithdrawAction, policy.MaxWithdrawConfirm, policy.RepeatErrors));
        Assert.Equal([IpAddress.Parse("198.51.100.9"), IpAddress.Parse("2001:db8::9")], policy.SorryServers.Order());
        Assert.Equal((2, 3, 5, 2, 3, 4), (policy.Default.Drop, policy.Default.Restore, policy.Default.Expected ?? 0, policy.Default.Fall, policy.Default.Rise, policy.Default.MissingFall));
        Assert.Equal((TimeSpan.FromHours(1), ServiceChoice.Any), (policy.Default.HoldDown, policy.Default.Services));
    }

    [Fact]
    public void An_entry_inherits_percentages_and_counts_them_of_its_own_expected()
    {
        var (web, other) = Parsed(Whole).Policy.Vips is [var first, var second] ? (first, second) : throw new InvalidOperationException();

        Assert.Equal(("web", "BGP1"), (web.Name, web.RouteMap));
        Assert.Equal([7u, 4294967295u], web.FirewallMarks);
        Assert.Equal([Prefix.Parse("192.0.2.2/31"), Prefix.Parse("2001:db8::2/127")], web.Prefixes);
        Assert.Equal((2, 4, 2), (web.Rules.Drop, web.Rules.Restore, web.Rules.Fall));
        Assert.Equal((ServiceChoice.Listed, "tcp/80 fwm/7"), (web.Rules.Services, string.Join(' ', web.Rules.Listed)));
        Assert.Equal((0, 1, null, ServiceChoice.Any), (other.Rules.Drop, other.Rules.Restore, other.Rules.Expected, other.Rules.Services));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    [InlineData("bgp:\nwatchdog: {}\n")]
    public void Nothing_is_the_defaults(string text) =>
        Assert.Equal(ConfigurationText.Write(new()), ConfigurationText.Write(Parsed(text)));

    [Fact]
    public void The_defaults_are_those_of_the_design()
    {
        var defaults = new Configuration();

        Assert.Equal((0, 1, 1, 1, 2), (defaults.Policy.Default.Drop, defaults.Policy.Default.Restore, defaults.Policy.Default.Fall, defaults.Policy.Default.Rise, defaults.Policy.Default.MissingFall));
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)), (defaults.WatchdogLockTimeout, defaults.ManagementLockTimeout));
        Testing.Golden.Verify("Vips.Host/defaults.yaml", ConfigurationText.Write(defaults));
    }

    [Theory]
    [InlineData("bgp: {sute: frr}", "c:1:7: unknown key `sute` in `bgp`; did you mean `suite`?")]
    [InlineData("watchdgo: {}", "c:1:1: unknown key `watchdgo`; did you mean `watchdog`?")]
    [InlineData("drop: 3", "c:1:1: unknown key `drop`; it belongs under `watchdog`")]
    [InlineData("bgp: {lock: /x}", "c:1:7: unknown key `lock` in `bgp`; it belongs at the top")]
    [InlineData("quagga_conf: /x", "c:1:1: unknown key `quagga_conf`")]
    [InlineData("bgp: 7", "c:1:6: `bgp` must be keys with values")]
    [InlineData("- bgp", "c:1:1: must be keys with values")]
    [InlineData("bgp: {as: }", "c:1:7: `as` must be auto or an AS number (64699, 1.5)")]
    [InlineData("bgp: {as: 0}", "c:1:11: `as` must be auto or an AS number (64699, 1.5), not '0'")]
    [InlineData("bgp: {as: 4294967296}", "c:1:11: `as` must be auto or an AS number (64699, 1.5), not '4294967296'")]
    [InlineData("bgp: {as: 1.65536}", "c:1:11: `as` must be auto or an AS number (64699, 1.5), not '1.65536'")]
    [InlineData("bgp: {suite: FRR}", "c:1:14: `suite` must be auto, quagga or frr, not 'FRR'")]
    [InlineData("bgp: {suite: [frr]}", "c:1:14: `suite` must be auto, quagga or frr")]
    [InlineData("bgp: {instance: RED}", "c:1:17: `instance` must be default, or in quotes \"vrf NAME\" or \"view NAME\", not 'RED'")]
    [InlineData("bgp: {vtysh: vtysh}", "c:1:14: `vtysh` must be an absolute path, not 'vtysh'")]
    [InlineData("bgp: {vtysh-options: --x}", "c:1:7: `vtysh-options` must be a list of words")]
    [InlineData("bgp: {vtysh-options: [\"a b\"]}", "c:1:23: `vtysh-options` must be a list of words; 'a b' is not of it")]
    [InlineData("bgp: {vtysh-options: [-c, x]}", "c:1:7: `vtysh-options`: option '-c' is not one of --vty_socket PATH, --config_dir PATH, --pathspace NAME, -N NAME")]
    [InlineData("bgp: {mask-v4: 33}", "c:1:16: `mask-v4` must be a length of 1 to 32, not '33'")]
    [InlineData("bgp: {mask-v6: 0}", "c:1:16: `mask-v6` must be a length of 1 to 128, not '0'")]
    [InlineData("bgp: {read-timeout: 0s}", "c:1:21: `read-timeout` must be a duration (500ms, 90s, 5m, 2h, 1d), not '0s'")]
    [InlineData("bgp: {read-timeout: 5}", "c:1:21: `read-timeout` must be a duration (500ms, 90s, 5m, 2h, 1d), not '5'")]
    [InlineData("bgp: {witness: /bin/other}", "c:1:7: `witness` must be a list: an absolute path and arguments, one with {prefix}")]
    [InlineData("bgp: {witness: [other, \"{prefix}\"]}", "c:1:7: `witness` must be a list: an absolute path and arguments, one with {prefix}, such as [/usr/local/bin/other-path, \"{prefix}\"]")]
    [InlineData("bgp: {witness: [/bin/other]}", "c:1:7: `witness` must be a list: an absolute path and arguments, one with {prefix}, such as [/usr/local/bin/other-path, \"{prefix}\"]")]
    [InlineData("bgp: {drain-route-map: a b}", "c:1:24: `drain-route-map` must be none, or a name of letters, digits, _ . -, not 'a b'")]
    [InlineData("bgp: {sees-other-sites: yes}", "c:1:25: `sees-other-sites` must be true or false, not 'yes'")]
    [InlineData("last-exit: maybe", "c:1:12: `last-exit` must be off, warn or refuse, not 'maybe'")]
    [InlineData("drain-threshold: -1", "c:1:18: `drain-threshold` must be a whole number of 0 or more, not '-1'")]
    [InlineData("lock-timeout: -5s", "c:1:15: `lock-timeout` must be auto or a duration (90s), not '-5s'")]
    [InlineData("watchdog: {damping: 0s}", "c:1:21: `damping` must be off, or a duration (1m), not '0s'")]
    [InlineData("watchdog: {damping-quiet: 0s}", "c:1:27: `damping-quiet` must be a duration above 0s, not '0s'")]
    [InlineData("watchdog: {damping: 2h}", "c:1:12: `damping-cap` (1h) must not be below `damping` (2h)")]
    [InlineData("watchdog: {damping: 1m, damping-cap: 30s}", "c:1:25: `damping-cap` (30s) must not be below `damping` (1m)")]
    [InlineData("watchdog: {hold-down: 9999d}", "c:1:23: `hold-down` must be a duration (500ms, 90s, 5m, 2h, 1d), not '9999d'")]
    [InlineData("watchdog: {fall: 0}", "c:1:18: `fall` must be a whole number of 1 or more, not '0'")]
    [InlineData("watchdog: {fall: 010}", "c:1:18: `fall` must be a whole number of 1 or more, not '010'")]
    [InlineData("watchdog: {fall: 1.5}", "c:1:18: `fall` must be a whole number of 1 or more, not '1.5'")]
    [InlineData("watchdog: {drop: 2}", "c:1:12: `restore` (1) must be above `drop` (2)")]
    [InlineData("watchdog: {drop: 2, restore: 2}", "c:1:12: `restore` (2) must be above `drop` (2)")]
    [InlineData("watchdog: {drop: 25%}", "c:1:12: `drop: 25%` needs `expected`, the number it is a share of")]
    [InlineData("watchdog: {restore: 25%}", "c:1:12: `restore: 25%` needs `expected`, the number it is a share of")]
    [InlineData("watchdog: {restore: 9, expected: 8}", "c:1:12: `restore` (9) is more than `expected` (8): the VIP would never come back")]
    [InlineData("watchdog: {drop: 101%, expected: 8}", "c:1:18: `drop` must be a count of real servers, or a percentage of `expected`, not '101%'")]
    [InlineData("watchdog: {max-withdraw: 50}", "c:1:26: `max-withdraw` must be a percentage of 0% to 100%, not '50'")]
    [InlineData("watchdog: {services: http}", "c:1:22: `services` must be all, any, or a list such as [tcp/80, tcp/443], not 'http'")]
    [InlineData("watchdog: {services: [tcp/80, http]}", "c:1:31: `services` must be all, any, or a list such as [tcp/80, tcp/443]; 'http' is not of it")]
    [InlineData("watchdog: {services: []}", "c:1:22: `services` must not be empty")]
    [InlineData("ipvs: {health-gate: yes}", "c:1:21: `health-gate` must be auto, on or off, not 'yes'")]
    [InlineData("ipvs: {sorry-servers: [10.1]}", "c:1:24: `sorry-servers` must be a list of addresses; '10.1' is not of it")]
    [InlineData("dns: {servers: [ns.tld]}", "c:1:17: `servers` must be a list of addresses, with #PORT where it is not 53; 'ns.tld' is not of it")]
    [InlineData("syslog: {facility: local9}", "c:1:20: `facility` must be a facility (user, daemon, local0 ...), not 'local9'")]
    [InlineData("vips: {name: web}", "c:1:1: `vips` must be a list of entries, each with `prefixes`")]
    [InlineData("vips: [web]", "c:1:8: an entry of `vips` must be keys with values, such as `prefixes: [192.0.2.1/32]`")]
    [InlineData("vips: [{name: web}]", "c:1:8: an entry of `vips` needs `prefixes`")]
    [InlineData("vips: [{prefixes: []}]", "c:1:19: `prefixes` must not be empty")]
    [InlineData("vips: [{prefixes: 192.0.2.1/32}]", "c:1:9: `prefixes` must be a list of prefixes")]
    [InlineData("vips: [{prefixes: [192.0.2.1]}]", "c:1:20: '192.0.2.1' lacks its length; write 192.0.2.1/32")]
    [InlineData("vips: [{prefixes: [192.0.2.9/24]}]", "c:1:20: '192.0.2.9/24' has host bits; the network is 192.0.2.0/24")]
    [InlineData("vips: [{prefixes: [192.0.2.0/24]}]", "c:1:20: 192.0.2.0/24 is not of the length /32 of `bgp.mask-v4`: it would never be managed")]
    [InlineData("vips: [{prefixes: [192.0.2.256/32]}]", "c:1:20: '192.0.2.256/32' is not a prefix such as 192.0.2.1/32 or 2001:db8::1/128")]
    [InlineData("vips: [{prefixes: [010.0.0.1/32]}]", "c:1:20: '010.0.0.1/32' is not a prefix such as 192.0.2.1/32 or 2001:db8::1/128")]
    [InlineData("vips: [{prefixes: [192.0.2.1/33]}]", "c:1:20: '192.0.2.1/33' is not a prefix such as 192.0.2.1/32 or 2001:db8::1/128")]
    [InlineData("vips:\n- prefixes: [192.0.2.1/32]\n- prefixes: [192.0.2.1/32]", "c:3:14: 192.0.2.1/32 a second time; the first is on line 2")]
    [InlineData("vips: [{prefixes: [192.0.2.1/32], route-map: a b}]", "c:1:46: `route-map` must be a name of letters, digits, _ . -, not 'a b'")]
    [InlineData("vips: [{prefixes: [192.0.2.1/32], fwmarks: [0]}]", "c:1:45: `fwmarks` must be a list of marks (1 to 4294967295); '0' is not of it")]
    [InlineData("vips: [{prefixes: [192.0.2.1/32], services: [fwm/7]}]", "c:1:35: `services` lists fwm/7, which is not in `fwmarks` of this entry")]
    [InlineData("vips: [{prefixes: [192.0.2.1/32], recheck: 1s}]", "c:1:35: unknown key `recheck` in `vips`; it belongs under `watchdog`")]
    [InlineData("lock: /a\nlock: /b", "c:2:1: `lock` a second time; the first is on line 1")]
    [InlineData("lock: \"/a\\n/b\"", "c:1:7: `lock` must be an absolute path, not '/a /b'")]
    [InlineData("lock: &x /a", "c:1:7: anchor &x: anchors are not taken here")]
    [InlineData("lock: *x", "c:1:7: alias *x: aliases are not taken here, write the value out")]
    [InlineData("lock: !!str /a", "c:1:7: tag tag:yaml.org,2002:str: tags are not taken here")]
    [InlineData("lock: /a\n---\nlock: /b", "c:2:1: a second document; one is allowed")]
    [InlineData("? [a]\n: b", "c:1:3: a key must be a single word")]
    public void A_fault_is_told_with_its_place(string text, string fault)
    {
        var reading = ConfigurationParser.Parse("c", text);

        Assert.Equal([fault], reading.Faults.Select(f => f.ToString()));
        Assert.Equal((null, ExitStatus.Configuration), (reading.Configuration, reading.Status));
    }

    [Theory]
    [InlineData("bgp: [", 1)]
    [InlineData("bgp:\n\tas: 1", 2)]
    [InlineData("bgp:\n  as: 1\n as: 2", 3)]
    [InlineData("a: \"x", 1)]
    public void A_syntax_error_has_its_line(string text, int line)
    {
        var fault = Assert.Single(ConfigurationParser.Parse("c", text).Faults);

        Assert.InRange(fault.Line, 1, line + 1);
        Assert.StartsWith("not valid YAML: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_comes_at_once_in_the_order_of_the_file()
    {
        var text = "lock: x\nbgp:\n  suite: bird\n  az: 1\nwatchdog: {drop: 5, restore: 2, fall: 0}\nvips:\n- prefixes: [192.0.2.1, 192.0.2.2/32]\n- prefixes: [192.0.2.2/32]\n";

        Assert.Equal([1, 3, 4, 5, 7, 8], ConfigurationParser.Parse("c", text).Faults.Select(f => f.Line));
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Deep_nesting_is_refused(char bracket)
    {
        var fault = Assert.Single(ConfigurationParser.Parse("c", new string(bracket, 100_000)).Faults);

        Assert.Contains("deeper than 16", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_of_random_pieces_makes_it_throw()
    {
        string[] pieces = ["bgp", ":", " ", "\n", "  ", "-", "[", "]", "{", "}", "\"", "'", "|", ">", "&a", "*a", "!", "%", "@", "\t", "#", "?", ",", "vips", "prefixes", "192.0.2.1/32", "\u0000", "\u2028", "é", "\ud800", "---", "...", "%YAML 1.2", "%TAG ! x", "<<", "\\", "\"\\x"];
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            var reading = ConfigurationParser.Parse("c", text);
            Assert.True(reading.Configuration is null != (reading.Faults.Count == 0), text);
        }
    }

    [Fact]
    public void A_whole_file_cut_anywhere_never_throws()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            var reading = ConfigurationParser.Parse("c", Whole[..length]);
            Assert.True(reading.Configuration is null != (reading.Faults.Count == 0));
        }
    }

    private static Configuration Parsed(string text)
    {
        var reading = ConfigurationParser.Parse("c", text);
        Assert.Empty(reading.Faults);
        return reading.Configuration!;
    }
}
