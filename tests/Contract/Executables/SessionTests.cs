using System.Text;
using System.Text.RegularExpressions;
using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;
using Testing;
using Vips.Host.Machine;

namespace Contract.Executables;

/// <summary>
/// A failure, a maintenance window and the return, as an operator sees them: his commands with what they print, and what
/// the real rsyslogd has written by then. README's console blocks are taken from this golden text.
/// </summary>
[Collection(BgpCollectionDefinition.Name)]
public class SessionTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    private readonly StringBuilder _session = new();
    private int _seen;

    [DirectorFact]
    public void A_failure_a_maintenance_window_and_the_return_read_as_README_shows_them()
    {
        _seen = SyslogLines().Length;

        Say("The watchdog's first run: all is well, nothing is said");
        Watchdog();

        Say("The real servers behind 192.0.2.1 fail, and recover");
        Director.Table.Fail("192.0.2.1");
        Watchdog();
        Logged(2);
        RouterReaches("192.0.2.1/32", null);
        Director.Table.Recover("192.0.2.1");
        Watchdog();
        Logged(2);
        RouterReaches("192.0.2.1/32", BgpTestBed.First);

        Director.AskWitness(Bed.Router);
        Director.Yaml = "peers-of-site: [lvs1b]\n";
        Say("A maintenance window: the hold stands, whatever the watchdog sees");
        Mgmt("-d www.example.net --reason \"new kernel\"", "-d", "www.example.net", "--reason", "new kernel");
        Logged(2);
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("2001:db8::1/128", null);
        Watchdog();
        Mgmt("status www.example.net", "status", "www.example.net");

        Mgmt("explain 192.0.2.1", "explain", "192.0.2.1");

        Say("bgpd restarts: its start-up configuration brings both back, the next run withdraws them again");
        Bed.Dc1.RestartBgpd();
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
        RouterReaches("2001:db8::1/128", BgpTestBed.First);
        Watchdog();
        Logged(4);
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("2001:db8::1/128", null);

        Say("The return");
        Mgmt("-a www.example.net", "-a", "www.example.net");
        Logged(2);
        RouterReaches("192.0.2.1/32", BgpTestBed.First);
        RouterReaches("2001:db8::1/128", BgpTestBed.First);
        Watchdog();

        Say("A window that costs no request: the traffic moves first");
        Mgmt("-d www.example.net --drain --wait 2m --reason \"new kernel\"", "-d", "www.example.net", "--drain", "--wait", "2m", "--reason", "new kernel");
        Logged(5);
        RouterReaches("192.0.2.1/32", null);
        Mgmt("-a www.example.net", "-a", "www.example.net");
        Logged(2);

        Say("The whole director");
        Mgmt("-d --all --yes --for 2h", "-d", "--all", "--yes", "--for", "2h");
        Logged(4);
        Mgmt("-a --all", "-a", "--all");
        Logged(4);

        Say("A freeze");
        Mgmt("freeze --for 1h --reason \"new switches\"", "freeze", "--for", "1h", "--reason", "new switches");
        Mgmt("thaw", "thaw");
        Logged(2);

        Golden.Verify("Contract/session.txt", _session.ToString());
    }

    [DirectorFact]
    public void Changes_are_notices_failures_errors_a_mass_withdrawal_is_critical_and_a_lasting_error_is_written_once()
    {
        var (watchdog, routes) = (Syslog.Lines("vip_watchdog").Count, Syslog.Lines("bgp_mgt").Count);
        Director.Table.Fail("192.0.2.1", "192.0.2.2", "2001:db8::1");
        Director.Between(AtAnotherTerminal("address-family ipv4 unicast", "redistribute connected"));
        Assert.Equal(76, Director.Watchdog().Status);
        const string Source = "'redistribute connected (ipv4 unicast)'";
        Assert.Equal(
            [
                new("user", "err", "bgp_mgt", $"Failed to delete route to 192.0.2.1/32: it is still originated by {Source}"),
                new("user", "err", "bgp_mgt", $"Failed to delete route to 192.0.2.2/32: it is still originated by {Source}"),
                new("user", "notice", "bgp_mgt", "Deleting route to 2001:db8::1/128"),
            ],
            Syslog.Lines("bgp_mgt", routes + 3).Skip(routes));
        Assert.Equal(
            [
                new("user", "crit", "vip_watchdog", "3 of 4 announced VIPs would be withdrawn at once (max-withdraw 50 %): what two readings agree on goes"),
                new("user", "notice", "vip_watchdog", "0 realservers available behind 192.0.2.1 > delete route"),
                new("user", "notice", "vip_watchdog", "0 realservers available behind 192.0.2.2 > delete route"),
                new("user", "notice", "vip_watchdog", "0 realservers available behind 2001:db8::1 > delete route"),
            ],
            Syslog.Lines("vip_watchdog", watchdog + 4).Skip(watchdog));

        Assert.Equal(76, Director.Watchdog().Status);
        Assert.Equal((76, ""), (Director.Watchdog().Status, Director.Watchdog().Error));
        Assert.Equal(
            [
                new("user", "err", "vip_watchdog", $"0 realservers available behind 192.0.2.1, but 192.0.2.1/32 is still originated by {Source}"),
                new("user", "err", "vip_watchdog", $"0 realservers available behind 192.0.2.2, but 192.0.2.2/32 is still originated by {Source}"),
            ],
            Syslog.Lines("vip_watchdog", watchdog + 6).Skip(watchdog + 4));
        Assert.Equal(routes + 3, Syslog.Lines("bgp_mgt").Count);
    }

    private void Say(string what) => _session.Append(_session.Length == 0 ? "" : "\n").Append("== ").Append(what).Append('\n');

    private void Watchdog() => Show("vip-watchdog", Director.Watchdog());

    /// <param name="typed">The arguments as they are typed.</param>
    /// <param name="arguments">As the program gets them.</param>
    private void Mgmt(string typed, params string[] arguments) => Show($"vip-mgmt {typed}", Director.MgmtWhole(arguments));

    private void Show(string command, ProgramRun run)
    {
        Assert.True(run is { Status: 0, Error: "" }, run.ToString());
        _session.Append("# ").Append(command).Append('\n').Append(AsRoot(run.Output));
    }

    /// <summary>What came since the last time; in front of each line stand its time and the host's name, which are left out.</summary>
    private void Logged(int lines)
    {
        Poll.Until(() => SyslogLines().Length, length => length >= _seen + lines);
        _session.Append($"# tail -n {lines} /var/log/syslog | egrep \"bgp|vip\"\n");
        foreach (var line in SyslogLines()[_seen..])
        {
            // `Nov 25 07:00:00 host tag: text`; the day of the month is one digit behind two blanks, or two.
            _session.Append(AsRoot(line["Nov 25 07:00:00 ".Length..].Split(' ', 2)[1])).Append('\n');
        }

        _seen = SyslogLines().Length;
    }

    /// <summary>Whoever logged in to run the tests.</summary>
    private static string AsRoot(string text)
    {
        var who = Person.Name(sudoUser: null);
        text = Regex.Replace(text, @"frozen by \S+ |thawed by \S+ ", found => $"{found.Value.Split(' ')[0]} by root ");
        text = Regex.Replace(text, @"since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "since 2026-01-02T03:00:00Z");
        text = Regex.Replace(text, @"until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "until 2026-01-02T04:00:00Z");
        text = Regex.Replace(text, @"Drained after \d+ s", "Drained after 5 s"); // drain-settle; on a slow machine a sample later
        text = Regex.Replace(text, @"connections, \d+ s left", "connections, 120 s left");
        return text.Replace($"held by {who} (", "held by root (", StringComparison.Ordinal).Replace($"{who}: new kernel", "root: new kernel", StringComparison.Ordinal).Replace($"held by {who} for", "held by root for", StringComparison.Ordinal);
    }

    private string[] SyslogLines() => File.Exists(Syslog.LogFile) ? File.ReadAllLines(Syslog.LogFile) : [];
}
