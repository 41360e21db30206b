using System.Text;
using System.Text.RegularExpressions;
using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;
using Testing;
using Vips.Host.State;

namespace Contract.Executables;

/// <summary>
/// `vip-mgmt doctor` beside a real bgpd, in the network namespace of its site: where all is well, and with everything that
/// FRR can show gone wrong at once. README's console block is taken from the golden text.
/// </summary>
[Collection(BgpCollectionDefinition.Name)]
public sealed class DoctorTests : DirectorTests
{
    private readonly StringBuilder _session = new();
    private readonly List<Daemon> _daemons = [];

    public DoctorTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot)
        : base(bed, syslog, knot)
    {
        if (DirectorFactAttribute.WhyNot is null)
            MakeMachine();
    }

    [DirectorFact]
    public void All_is_well_then_everything_that_FRR_can_show_is_wrong_at_once()
    {
        Assert.Equal(ProgramRun.Done(), Director.Watchdog());
        Show("All is well");

        Bed.Dc1.Configure("ipv4", "redistribute connected", "aggregate-address 192.0.2.0/24", "network 192.0.2.7/32 route-map NOSUCH", "network 192.0.2.8/32 route-map BGP1");
        Bed.Dc1.Ask("configure terminal", "router bgp 64699", "bgp network import-check");
        Director.Table.Add("192.0.2.8", "192.0.2.9");
        WriteServers("alpha");
        File.WriteAllText(Director.In("cron.d/vip_watchdog"), $"* * * * *   root    {Director.In("vip_watchdog")} > /dev/null 2>&1\n");
        Poll.Until(() => Bed.Dc1.Ask("show bgp ipv4 unicast 192.0.2.8/32"), text => text.Contains("invalid, sourced, local", StringComparison.Ordinal));
        Show("After a day of many hands");

        Golden.Verify("Contract/doctor.txt", _session.ToString());
    }

    [DirectorFact]
    public void Another_instance_another_order_a_bgpd_that_hangs_and_one_that_is_down()
    {
        Director.Watchdog();
        var text = Bed.Dc1.StartConfiguration;
        var (maps, router) = (text.IndexOf("route-map BGP1 permit", StringComparison.Ordinal), text.IndexOf("router bgp", StringComparison.Ordinal));
        Director.Baseline = Director.In("turned.conf");
        File.WriteAllText(Director.Baseline, text[..maps] + text[router..] + text[maps..router]);
        Has("OK", "boot-order", "4 of 4 statements stand before their route-map", "; FRR announces them within 5 s of its start");

        Director.Bgp = "as: 64700";
        Has("CRITICAL", "instance", "bgpd: has 'router bgp 64699' where 'router bgp 64700' was expected");
        Has("CRITICAL", "baseline", "turned.conf: has 'router bgp 64699' where 'router bgp 64700' was expected");
        Has("OK", "bgpd", "answers");

        Director.VtyshTimeout = "500ms";
        Bed.Dc1.StopBgpd();
        Has("CRITICAL", "bgpd", "timed out after 0.5 s; does bgpd hang?");
        Bed.Dc1.KillBgpd();
        Has("CRITICAL", "bgpd", "cannot reach bgpd (failed to connect to any daemons)");
        Has("UNKNOWN", "import-check", "bgpd was not read");
    }

    /// <summary>What is no affair of bgpd's: IPVS, keepalived, names, syslog, our own files, the clock, cron.</summary>
    [DirectorFact]
    public void Everything_around_bgpd_is_wrong_at_once()
    {
        Has("CRITICAL", "watchdog", "no run of vip-watchdog is recorded here");
        Director.Watchdog();
        Director.AddToBaseline("network 192.0.2.6/32 route-map BGP1", "network 192.0.2.7/32 route-map BGP1");
        Director.Table.Add("192.0.2.7");
        WriteServers("omega", "sorry_server 10.1.0.11 80");
        File.WriteAllText(Director.In("keepalived.pid"), "4194303\n");
        Director.SyslogSocket = Director.In("nobody");
        File.WriteAllText(Director.In("state/holds/notes.txt"), "");
        File.Delete(Director.In("lock"));
        Directory.CreateDirectory(Director.In("lock"));
        File.Copy(Director.In("cron.d/vip-watchdog"), Director.In("cron.d/once-more"));
        var state = new StateDirectory(Director.In("state")).Watchdog;
        var remembered = state.Read().Value.Value;
        state.Write(remembered with { LastRun = remembered.LastRun!.Value with { Wall = remembered.LastRun.Value.Wall.AddHours(1) } });

        var run = Director.MgmtWhole("doctor", "six.example.net");

        Has(run, "WARNING", "vip-on-lo", "192.0.2.7 is no address of this machine");
        Has(run, "WARNING", "statements-without-service", "192.0.2.6/32 (route-map BGP1) never had a virtual service");
        Has(run, "CRITICAL", "keepalived", "not running: ");
        Has(run, "WARNING", "keepalived-alpha", "8 of 8 virtual servers");
        Has(run, "CRITICAL", "sorry-servers", "10.1.0.11 is a sorry_server and not in ipvs.sorry-servers: it is in the table now, and counts as live");
        Has(run, "WARNING", "dns", "six.example.net leads to 2001:db8::6/128, which this site never announces");
        Has(run, "WARNING", "families", "six.example.net has AAAA and no A record");
        Has(run, "WARNING", "syslog", "nobody: cannot connect");
        Has(run, "CRITICAL", "state", "'notes.txt' is named for no prefix");
        Has(run, "CRITICAL", "lock", "is no regular file; remove it, or set another `lock`");
        Has(run, "WARNING", "clock", "later than now");
        Has(run, "WARNING", "schedule", "twice a minute");
        Director.Table.Break();
        Has("CRITICAL", "ipvsadm", "");
    }

    protected override void Dispose(bool disposing)
    {
        _daemons.ForEach(daemon => daemon.Dispose());
        base.Dispose(disposing);
    }

    /// <summary>
    /// What a director has besides, in places of this test: cron.d and keepalived's folder, mounted over the machine's own for
    /// the run alone (ip netns exec gives it mounts of its own), and processes by these names.
    /// </summary>
    private void MakeMachine()
    {
        foreach (var folder in (string[])["bin", "cron.d", "keepalived"])
            Directory.CreateDirectory(Director.In(folder));
        File.WriteAllText(Director.In("cron.d/vip-watchdog"), $"* * * * *   root    {Path.Combine(AppContext.BaseDirectory, "vip-watchdog")}\n");
        File.WriteAllText(Director.In("vip_watchdog"), "#!/bin/bash\n. /usr/local/bin/scripts/bgp.inc.sh\n");
        WriteServers("alpha", "omega");
        foreach (var name in (string[])["cron", "keepalived"])
        {
            File.CreateSymbolicLink(Director.In($"bin/{name}"), "/bin/sleep");
            _daemons.Add(new(Director.In($"bin/{name}"), ["300"], Director.In($"{name}.log")));
        }

        Poll.Until(() => Host.ProcessesNaming(Director.In("bin/keepalived")).Any());
        File.WriteAllText(Director.In("keepalived.pid"), $"{Host.ProcessesNaming(Director.In("bin/keepalived")).Single()}\n");
        Director.Keepalived = $"keepalived-pidfile: {Director.In("keepalived.pid")}\n  keepalived-grace: 0s";
        Director.Script("dig", $"exec nsenter --net=/proc/{Environment.ProcessId}/ns/net /usr/bin/dig \"$@\"");
        Director.Dig = Director.In("dig");
        Director.Yaml = "vips:\n  - {name: www.example.net, prefixes: [192.0.2.1/32, \"2001:db8::1/128\"]}\n";
        const string Mounts = """
            here=$1; shift
            mount --bind "$here/cron.d" /etc/cron.d && mount --bind "$here/keepalived" /etc/keepalived && exec "$@"
            """;
        Director.Within = [Host.Find("ip")!, "netns", "exec", Bed.Dc1.Namespace, "sh", "-c", Mounts, "sh", Path.GetDirectoryName(Director.In("x"))!];
    }

    private void WriteServers(params string[] words) => File.WriteAllText(
        Director.In("keepalived/keepalived.conf"),
        string.Concat(((string[])["192.0.2.1 80", "192.0.2.1 443", "192.0.2.2 80", "192.0.2.2 443", "2001:db8::1 80", "2001:db8::1 443", "2001:db8::2 80", "2001:db8::2 443"])
            .Select(vip => $"virtual_server {vip} {{\n{string.Concat(words.Select(word => $"    {word}\n"))}    real_server 10.1.0.11 80 {{\n    }}\n}}\n")));

    private void Show(string what)
    {
        var run = Director.MgmtWhole("doctor");
        var isWell = run.Output.EndsWith(": 0 critical, 0 warnings, 0 unknown\n", StringComparison.Ordinal);
        Assert.Equal((isWell ? 0 : 1, ""), (run.Status, run.Error));
        _session.Append(_session.Length == 0 ? "" : "\n").Append("== ").Append(what).Append("\n# vip-mgmt doctor\n").Append(InItsPlaces(Synchronised(run.Output)));
    }

    private void Has(string health, string check, params string[] words) => Has(Director.MgmtWhole("doctor"), health, check, words);

    private static void Has(ProgramRun run, string health, string check, params string[] words)
    {
        var line = run.Output.Split('\n').Single(line => line.Length > 10 && line[10..].StartsWith($"{check} ", StringComparison.Ordinal));
        Assert.True(line.StartsWith(health, StringComparison.Ordinal) && words.All(word => line.Contains(word, StringComparison.Ordinal)), line);
    }

    /// <summary>As it reads where a time server is heard: whether it is, and whether the kernel may be asked, is the test machine's own affair.</summary>
    private static string Synchronised(string text)
    {
        var lines = text.Split('\n').ToList();
        var clock = lines.FindIndex(line => line.Contains("   clock ", StringComparison.Ordinal));
        if (lines[clock].StartsWith("OK ", StringComparison.Ordinal))
            return text;
        var counted = lines[clock].StartsWith("WARNING", StringComparison.Ordinal) ? "warnings" : "unknown";
        lines.RemoveRange(clock, 2);
        lines.Insert(lines.FindIndex(line => line.StartsWith("OK        watchdog ", StringComparison.Ordinal)), $"OK        {"clock",-28}synchronised");
        return Regex.Replace(string.Join('\n', lines), @$"(\d+) {counted}", found => $"{int.Parse(found.Groups[1].Value) - 1} {counted}");
    }

    /// <summary>Our folders for those of a director.</summary>
    private string InItsPlaces(string text)
    {
        text = Regex.Replace(text, @"succeeded \d+ s ago", "succeeded 20 s ago");
        text = Regex.Replace(text, @"running for \d+ min", "running for 12 days");
        return text.Replace(Director.In("vip_watchdog"), "/usr/local/bin/vip_watchdog", StringComparison.Ordinal)
            .Replace(Bed.Dc1.ConfigurationFile, "/etc/frr/bgpd.conf", StringComparison.Ordinal)
            .Replace(Director.In("state"), "/var/lib/viptools", StringComparison.Ordinal)
            .Replace(Director.In("lock"), "/run/viptools/lock", StringComparison.Ordinal)
            .Replace(Syslog.Socket, "/dev/log", StringComparison.Ordinal);
    }
}
