using System.Globalization;
using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;
using Testing;
using Tools.Execution;

namespace Contract.Executables;

/// <summary>
/// The director of a site: our two executables as they are built, with a configuration, a state and a replayed IPVS table
/// of their own, beside the real bgpd of a node, the real rsyslogd and the real knotd.
/// </summary>
internal sealed class Director : IDisposable
{
    private const string Real = "/usr/bin/vtysh";

    private readonly RunFolder _folder = new();
    private readonly BgpNode _node;
    private string _vtysh = Real;
    private string _written = "";
    private string _witness = "";

    public Director(BgpNode node, SyslogDaemon syslog, KnotServer knot)
    {
        _node = node;
        (Baseline, DnsPort, SyslogSocket) = (node.ConfigurationFile, knot.Port, syslog.Socket);
        Table = new(In("table"));
        Script(
            "ipvsadm",
            """
            case $* in
                *--rate*) sed -E '2s/.*/Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS/; 3s/.*/  -> RemoteAddress:Port/
                    /^(TCP|UDP|SCTP) /s/ +[a-z]+ *$/ 0 0 0 0 0/; /->.*[0-9]/s/ (Tunnel|Route|Masq) .*/ 0 0 0 0 0/' "${0%/*}/table" ;;
                *) exec cat "${0%/*}/table" ;;
            esac
            """);
    }

    /// <summary>A witness that asks the router, as an operator's looking glass would, for the second site's path.</summary>
    public void AskWitness(BgpNode router)
    {
        Script(
            "witness",
            $$"""
            case $1 in *:*) family=ipv6 peer=2001:db8:2::1 ;; *) family=ipv4 peer=10.2.0.1 ;; esac
            answer=$({{Real}} {{string.Join(' ', router.VtyshOptions)}} -d bgpd -c "show bgp $family unicast $1 json") || exit 1
            case $answer in *'"peerId":"'$peer'"'*) echo path ;; *'{'*) echo none ;; *) exit 1 ;; esac
            """);
        _witness = $"witness: [{In("witness")}, \"{{prefix}}\"]";
    }

    public ReplayedTable Table { get; }

    /// <summary>Path of the start-up configuration; the node's own unless a test says otherwise.</summary>
    public string Baseline { get; set; }

    /// <summary>Where dig asks on the loopback: knotd.</summary>
    public int DnsPort { get; set; }

    /// <summary>Where the programs log to: rsyslogd, unless a test says otherwise.</summary>
    public string SyslogSocket { get; set; }

    /// <summary>For one reading or batch. As in the field; tests that stop bgpd wait for it.</summary>
    public string VtyshTimeout { get; set; } = "5s";

    public string LockTimeout { get; set; } = "20s";

    /// <summary>For one run; the tests of many at once give more.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Written before the rest of the configuration as it is, e.g. a `vips:` section.</summary>
    public string Yaml { get; set; } = "";

    /// <summary>A command that each run is started by, before its own; empty at first.</summary>
    public IReadOnlyList<string> Within { get; set; } = [];

    /// <summary>The lines of the section `ipvs` about keepalived.</summary>
    public string Keepalived { get; set; } = "keepalived-pidfile: off";

    public string Dig { get; set; } = "/usr/bin/dig";

    /// <summary>A line of the section `bgp`.</summary>
    public string Bgp { get; set; } = "";

    /// <summary>Whether what <see cref="Between"/> was told has been done: something was sent to bgpd.</summary>
    public bool Happened => File.Exists(In("happened"));

    public ProgramRun Watchdog(params IEnumerable<string> arguments) => Run("vip-watchdog", arguments);

    /// <summary>Without the lines of the blast radius, which have tests of their own.</summary>
    public ProgramRun Mgmt(params IEnumerable<string> arguments)
    {
        var run = MgmtWhole(arguments);
        return run with { Output = ProgramRun.Text(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("; another site: ", StringComparison.Ordinal))) };
    }

    /// <summary>With every line.</summary>
    public ProgramRun MgmtWhole(params IEnumerable<string> arguments) => Run("vip-mgmt", arguments);

    /// <summary>Starts all of them before waiting for any.</summary>
    public IReadOnlyList<ProgramRun> RunAtOnce(params IReadOnlyList<(string Program, string[] Arguments)> commands)
    {
        var runs = new ProgramRun[commands.Count];
        Thread[] threads = [.. commands.Select((command, at) => new Thread(() => runs[at] = Run(command.Program, command.Arguments)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return runs;
    }

    /// <summary>
    /// Lets a shell command happen once, after the next run has read bgpd and before its batch reaches vtysh: the race
    /// that is lost once a year, made certain. -E stands in the arguments of a batch alone.
    /// </summary>
    public void Between(string command)
    {
        File.WriteAllText(In("between"), command);
        File.Delete(In("happened"));
        Script("vtysh", $$"""
            here=${0%/*}
            for word; do
                case $word in
                    -E) mv "$here/between" "$here/happened" 2>/dev/null && sh "$here/happened" >/dev/null 2>&1 ;;
                    -c) break ;;
                esac
            done
            exec {{Real}} "$@"
            """);
        _vtysh = In("vtysh");
    }

    /// <summary>From now on each call of vtysh leaves its arguments in `asked`, a line each, and what it printed in `answered`.</summary>
    public void Listen()
    {
        Script("vtysh", $$"""
            here=${0%/*}
            echo "$*" >>"$here/asked"
            {{Real}} "$@" >"$here/answer.$$"; status=$?
            cat "$here/answer.$$" >>"$here/answered"
            cat "$here/answer.$$"
            exit $status
            """);
        _vtysh = In("vtysh");
    }

    /// <summary>The start-up configuration with further IPv4 statements, in a file of our own.</summary>
    public void AddToBaseline(params IEnumerable<string> statements)
    {
        const string Last = "network 192.0.2.2/32 route-map BGP2\n";
        var text = _node.StartConfiguration;
        var at = text.IndexOf(Last, StringComparison.Ordinal) + Last.Length;
        Baseline = In("baseline.conf");
        File.WriteAllText(Baseline, text[..at] + string.Concat(statements.Select(statement => $"  {statement}\n")) + text[at..]);
    }

    /// <summary>A path in the folder of this director.</summary>
    public string In(string file) => Path.Combine(_folder.FullName, file);

    public void Dispose() => _folder.Dispose();

    private ProgramRun Run(string program, IEnumerable<string> arguments)
    {
        WriteConfiguration();
        string[] command = [.. Within, .. Executable.Command(program), .. arguments, "--config", In("viptools.yaml")];
        var result = new ToolRunner().Run(new(command[0], command[1..], Deadline));
        return ProgramRun.From(result);
    }

    /// <summary>Only when it changes: another run may be reading it.</summary>
    private void WriteConfiguration()
    {
        var text = Configuration();
        lock (_folder)
        {
            if (text == _written)
                return;
            File.WriteAllText(In("viptools.yaml"), text);
            _written = text;
        }
    }

    private string Configuration() => Yaml + $"""
        bgp:
          drain-route-map: DRAIN
          {_witness}
          {Bgp}
          vtysh: {_vtysh}
          vtysh-options: [{string.Join(", ", _node.VtyshOptions)}]
          baseline: {Baseline}
          read-timeout: {VtyshTimeout}
          write-timeout: {VtyshTimeout}
        ipvs:
          ipvsadm: {In("ipvsadm")}
          {Keepalived}
          health-gate: on
        dns:
          dig: {Dig}
          servers: ["127.0.0.1#{DnsPort.ToString(CultureInfo.InvariantCulture)}"]
        watchdog:
          recheck: 10ms
          partial-splay: 10ms
        syslog:
          socket: {SyslogSocket}
        state-dir: {In("state")}
        lock: {In("lock")}
        lock-timeout: {LockTimeout}

        """;

    /// <summary>Written by another process: a file that we hold open for writing while somebody here forks cannot be executed.</summary>
    public void Script(string name, string text) =>
        Host.Run("install", ["-m", "755", "/dev/stdin", In(name)], $"#!/bin/sh\n{text}\n");
}
