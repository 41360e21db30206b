using System.Diagnostics;
using System.Text;
using Contract;
using Contract.Frr;
using Testing;

namespace Latency;

/// <summary>
/// From keepalived's line in the FIFO to the router's loss of the last route: a `vip-watchdog --follow` at the first site,
/// a table that is replayed in place of ipvsadm, and the moment that the router's bgpd writes into its own log.
/// </summary>
internal sealed class LatencyBench : IDisposable
{
    private const string Header = "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n";

    private readonly BgpTestBed _bed;
    private readonly int _announced;
    private readonly string[] _vips;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("latency-");
    private readonly SyslogReceiver _syslog;
    private readonly SyslogReceiver _manager;
    private readonly RouterLog _log;
    private readonly Process _watchdog;
    private int _round;

    /// <param name="bed">Three bgpds.</param>
    /// <param name="program">The vip-watchdog that is measured.</param>
    /// <param name="vips">How many fail at once.</param>
    /// <param name="announced">How many the site announces; the share that fails must stay below `max-withdraw`.</param>
    public LatencyBench(BgpTestBed bed, string program, int vips, int announced)
    {
        (_bed, _announced) = (bed, announced);
        string[] more = [.. Enumerable.Range(0, announced - 4).Select(i => $"198.18.{i / 200}.{1 + (i % 200)}")];
        _vips = [.. more.Prepend("192.0.2.1").Take(vips)];
        string[] statements = [.. more.Select(vip => $"network {vip}/32 route-map BGP1")];
        if (statements.Length > 0)
            bed.Dc1.Configure("ipv4", statements);
        _syslog = new(In("log"));
        _manager = new(In("notify"));
        _log = new(bed.Router);
        WriteFiles(statements, more);
        _watchdog = Process.Start(new ProcessStartInfo(program, ["--follow", In("fifo"), "--every", "1h", "--config", In("viptools.yaml")])
        {
            Environment = { ["NOTIFY_SOCKET"] = In("notify") },
            RedirectStandardOutput = true,
        })!;
        _watchdog.OutputDataReceived += (_, _) => { };
        _watchdog.BeginOutputReadLine();
        Poll.Until(() => Runs == 1);
    }

    private int Runs => _manager.Messages().Count(message => message.Contains("; run ", StringComparison.Ordinal));

    public LatencyResult Measure(int rounds)
    {
        Round(); // what is compiled at its first use
        return LatencyResult.Of(_vips.Length, _announced, Enumerable.Range(0, rounds).Select(_ => Round()).ToList());
    }

    public void Dispose()
    {
        _watchdog.Kill();
        _watchdog.WaitForExit();
        _watchdog.Dispose();
        _log.Dispose();
        _syslog.Dispose();
        _manager.Dispose();
        _bed.Reset();
        _folder.Delete(recursive: true);
    }

    private TimeSpan Round()
    {
        // In no step with the watchdog's own clock: 37 and 100 have no divisor in common.
        Thread.Sleep(150 + (_round++ * 37 % 100));
        var told = Tell("DOWN");
        var gone = _log.WaitFor(_vips, isWithdrawn: true);
        Tell("UP");
        _log.WaitFor(_vips, isWithdrawn: false);
        return gone - told;
    }

    /// <summary>As keepalived does it: the table first, then a line for each service, each with a write of its own.</summary>
    private DateTime Tell(string state)
    {
        var runs = Runs;
        _log.Forget();
        File.Copy(In(state), In("table.new"), overwrite: true);
        File.Move(In("table.new"), In("table"), overwrite: true);
        using var fifo = new FileStream(In("fifo"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var told = DateTime.Now;
        foreach (var vip in _vips)
            fifo.Write(Encoding.ASCII.GetBytes($"VS [{vip}]:tcp:80 {state}\n"));
        Poll.Until(() => Runs > runs);
        return told;
    }

    private void WriteFiles(string[] statements, string[] more)
    {
        const string Last = "network 192.0.2.2/32 route-map BGP2\n";
        File.WriteAllText(In("frr.conf"), _bed.Dc1.StartConfiguration.Replace(Last, Last + string.Concat(statements.Select(line => $"  {line}\n")), StringComparison.Ordinal));
        string[] all = ["192.0.2.1", "192.0.2.2", "[2001:db8::1]", "[2001:db8::2]", .. more];
        File.WriteAllText(In("UP"), TableOf(all, []));
        File.WriteAllText(In("DOWN"), TableOf(all, _vips));
        File.Copy(In("UP"), In("table"));
        Install("ipvsadm", $"#!/bin/sh\nexec cat '{In("table")}'\n", "755");
        Install("viptools.yaml", $"""
            bgp:
              vtysh: {BgpTestBed.VtyshProgram}
              vtysh-options: [{string.Join(", ", _bed.Dc1.VtyshOptions)}]
              baseline: {In("frr.conf")}
            ipvs:
              ipvsadm: {In("ipvsadm")}
              keepalived-pidfile: off
            syslog:
              socket: {In("log")}
            state-dir: {In("state")}
            lock: {In("lock")}

            """, "600");
    }

    private static string TableOf(string[] vips, string[] failed)
    {
        var table = new StringBuilder(Header);
        foreach (var vip in vips)
        {
            table.Append($"TCP  {vip}:80 rr\n");
            if (!failed.Contains(vip))
                table.Append("  -> 10.1.0.11:80                 Tunnel  1      0          0         \n");
        }

        return table.ToString();
    }

    /// <summary>By another process: what we hold open for writing while somebody here forks cannot be executed.</summary>
    private void Install(string name, string text, string mode)
    {
        using var install = Process.Start(new ProcessStartInfo("install", ["-m", mode, "/dev/stdin", In(name)]) { RedirectStandardInput = true })!;
        install.StandardInput.Write(text);
        install.StandardInput.Close();
        install.WaitForExit();
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
