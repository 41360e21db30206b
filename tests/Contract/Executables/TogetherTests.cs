using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;

namespace Contract.Executables;

/// <summary>Somebody else works at the same time: an operator in `configure terminal`, or another run of ours.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class TogetherTests(BgpTestBed bed, SyslogDaemon syslog, KnotServer knot) : DirectorTests(bed, syslog, knot)
{
    [DirectorFact]
    public void An_operator_sitting_in_configure_terminal_stops_neither_program_nor_is_he_stopped()
    {
        var typing = Director.In("typing");
        Host.Run("mkfifo", [typing]);
        Host.Run("sh", ["-c", $"(exec >/dev/null 2>&1; exec {BgpTestBed.VtyshProgram} {string.Join(' ', Bed.Dc1.VtyshOptions)} -d bgpd <{typing}) &"]);
        using (var terminal = new StreamWriter(typing) { AutoFlush = true })
        {
            terminal.Write("configure terminal\nrouter bgp 64699\naddress-family ipv4 unicast\nnetwork 192.0.2.8/32\n");
            RouterReaches("192.0.2.8/32", "64699"); // he is inside

            Director.Table.Fail("192.0.2.1");
            Assert.Equal(0, Director.Watchdog().Status);
            Assert.Equal(0, Director.Mgmt("-d", "2001:db8::1").Status);
            RouterReaches("192.0.2.1/32", null);
            RouterReaches("2001:db8::1/128", null);

            terminal.Write("network 192.0.2.9/32\nend\nexit\n");
            RouterReaches("192.0.2.9/32", "64699");
        }

        Poll.Until(() => !Host.ProcessesWith(Bed.Dc1.Folder, "vtysh").Any());
    }

    [DirectorFact]
    public void A_second_run_waits_for_the_first_or_says_who_is_busy_and_writes_nothing()
    {
        Director.Watchdog();
        Director.Table.Fail("192.0.2.1");
        Host.Run("mkfifo", [Director.In("gate")]);
        Director.Between($"read go <{Director.In("gate")}"); // the first run stands between reading and applying
        ProgramRun? first = null;
        var running = new Thread(() => first = Director.Watchdog());
        running.Start();
        Poll.Until(() => Director.Happened);

        Director.LockTimeout = "0s";
        Director.Mgmt("-d", "192.0.2.2").Failed(75, "busy", "vip-watchdog");
        Assert.False(File.Exists(Director.In("state/holds/192.0.2.2_32")));
        Director.Watchdog().Failed(75, "busy", "vip-watchdog");

        Director.LockTimeout = "20s";
        ProgramRun? waiting = null;
        var second = new Thread(() => waiting = Director.Mgmt("-d", "192.0.2.2"));
        second.Start();
        File.WriteAllText(Director.In("gate"), "go\n");
        running.Join();
        second.Join();
        Assert.Equal(0, first!.Status);
        Assert.Equal(ProgramRun.Done("bgp_mgt: Deleting route to 192.0.2.2/32"), waiting);
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("192.0.2.2/32", null);
    }

    [DirectorFact]
    public void Several_runs_started_at_once_all_end_well()
    {
        Director.Watchdog();
        Director.Table.Fail("192.0.2.1");
        (string Program, string[] Arguments)[] commands =
            [("vip-watchdog", []), ("vip-mgmt", ["-d", "192.0.2.2"]), ("vip-watchdog", []), ("vip-mgmt", ["-d", "2001:db8::2"])];
        var runs = Director.RunAtOnce(commands);
        Assert.All(runs, run => Assert.Equal((0, ""), (run.Status, run.Error)));
        RouterReaches("192.0.2.1/32", null);
        RouterReaches("192.0.2.2/32", null);
        RouterReaches("2001:db8::2/128", null);
        Assert.Equal(BgpTestBed.First, Bed.RouterSees("2001:db8::1/128", Bed.Dc1));
    }
}
