using System.Text;
using Tools.Execution;

namespace Contract.Frr;

/// <summary>One router of the test bed: a bgpd and a zebra in a network namespace, with files of their own.</summary>
public sealed class BgpNode
{
    internal BgpNode(string name, string networkNamespace, string folder, string startConfiguration)
    {
        (Name, Namespace, Folder, StartConfiguration) = (name, networkNamespace, folder, startConfiguration);
        Directory.CreateDirectory(folder);
        File.WriteAllText(ConfigurationFile, startConfiguration);
        File.WriteAllText(Path.Combine(folder, "zebra.conf"), $"hostname {name}\n");
        File.WriteAllText(Path.Combine(folder, "vtysh.conf"), "");
        Host.Run("chown", ["-R", "frr:frr", folder]);
        Host.Run("chmod", ["640", Path.Combine(folder, "vtysh.conf")]); // as Debian installs it
        Start("zebra", "-z", ZebraSocket);
        StartBgpd();
    }

    public string Name { get; }

    /// <summary>The network namespace that it runs in.</summary>
    public string Namespace { get; }

    /// <summary>Its configuration, sockets, pid files and logs.</summary>
    public string Folder { get; }

    /// <summary>What bgpd reads when it starts: the site's baseline.</summary>
    public string ConfigurationFile => Path.Combine(Folder, "bgpd.conf");

    /// <summary>The text of that file when the test bed was made.</summary>
    public string StartConfiguration { get; }

    /// <summary>What a vtysh needs to find this node in place of the machine's own FRR.</summary>
    public IReadOnlyList<string> VtyshOptions => ["--vty_socket", Folder, "--config_dir", Folder];

    public bool BgpdIsAlive => Host.IsAlive(BgpdPid);

    private string Instance => $"router bgp {(Name == "router" ? 64500 : 64699)}";

    private int BgpdPid => int.Parse(File.ReadAllText(Path.Combine(Folder, "bgpd.pid")), provider: null);

    private string ZebraSocket => Path.Combine(Folder, "zserv.api");

    /// <summary>Runs vtysh on this node, with exactly these further arguments.</summary>
    public ToolResult Vtysh(params IEnumerable<string> arguments) => Vtysh(TimeSpan.FromSeconds(15), arguments);

    public ToolResult Vtysh(TimeSpan deadline, params IEnumerable<string> arguments) =>
        new ToolRunner().Run(new(BgpTestBed.VtyshProgram, [.. VtyshOptions, .. arguments], deadline)
        {
            Environment = new Dictionary<string, string> { ["VTYSH_HISTFILE"] = "/dev/null" },
        });

    /// <summary>Runs commands of vtysh that must succeed, and returns what they print.</summary>
    public string Ask(params IEnumerable<string> commands)
    {
        var result = Vtysh(["-d", "bgpd", .. commands.SelectMany(command => new[] { "-c", command })]);
        var output = Encoding.UTF8.GetString(result.StandardOutput);
        return result.Succeeded
            ? output
            : throw new InvalidOperationException($"{Name}: {ToolFailure.From(result)}\n{output}");
    }

    /// <summary>Runs commands below `router bgp` and the address family, e.g. `no network 192.0.2.1/32`; they must succeed.</summary>
    public string Configure(string family, params IEnumerable<string> commands) =>
        Ask(["configure terminal", Instance, $"address-family {family} unicast", .. commands]);

    public string RunningConfiguration() => Ask("show running-config");

    public void StartBgpd() => Start("bgpd", "-z", ZebraSocket);

    /// <summary>Ends bgpd as its init script would, and starts it again from its configuration file.</summary>
    public void RestartBgpd()
    {
        EndBgpd(Signal.Terminate);
        StartBgpd();
    }

    /// <summary>Starts bgpd empty and loads a configuration as Debian's init script does: `vtysh -b` on frr.conf.</summary>
    public void LoadThroughVtysh(string configuration)
    {
        EndBgpd(Signal.Terminate);
        File.WriteAllText(ConfigurationFile, "");
        StartBgpd();
        File.WriteAllText(Path.Combine(Folder, "frr.conf"), configuration);
        var result = Vtysh("-b");
        if (!result.Succeeded || result.StandardError.Length > 0)
            throw new InvalidOperationException($"vtysh -b: {ToolFailure.From(result)}\n{Encoding.UTF8.GetString(result.StandardError)}");
    }

    /// <summary>kill -9: its socket and pid file stay.</summary>
    public void KillBgpd() => EndBgpd(Signal.Kill);

    /// <summary>SIGSTOP: bgpd takes connections (the kernel does) and answers nothing.</summary>
    public void StopBgpd() => Host.Signal(BgpdPid, Signal.Stop);

    public void ContinueBgpd() => Host.Signal(BgpdPid, Signal.Continue);

    /// <summary>Brings bgpd back to <see cref="StartConfiguration"/>; the running text tells whether anything was changed.</summary>
    internal void Reset(string startText)
    {
        File.WriteAllText(ConfigurationFile, StartConfiguration);
        if (BgpdIsAlive)
        {
            ContinueBgpd();
            var text = RunningConfiguration();
            if (text == startText)
                return;
            if (text.Contains($"\n{Instance}\n", StringComparison.Ordinal))
            {
                RestoreStatements(text, startText);
                if (RunningConfiguration() == startText)
                    return;
            }

            KillBgpd();
        }

        StartBgpd();
    }

    /// <summary>Most tests change statements alone; putting these back keeps the sessions, where a restart takes 2 s.</summary>
    private void RestoreStatements(string nowText, string startText)
    {
        var (now, start) = (Statements(nowText), Statements(startText));
        foreach (var family in now.Union(start).Select(statement => statement.Family).Distinct())
        {
            var removed = now.Except(start).Where(statement => statement.Family == family).Select(statement => $"no network {statement.Line.Split(' ')[1]}");
            var added = start.Except(now).Where(statement => statement.Family == family).Select(statement => statement.Line);
            string[] commands = [.. removed, .. added];
            if (commands.Length > 0)
                Configure(family, commands);
        }
    }

    private static HashSet<(string Family, string Line)> Statements(string configuration)
    {
        var statements = new HashSet<(string, string)>();
        var family = "";
        foreach (var line in configuration.Split('\n').Select(line => line.Trim()))
        {
            family = line.StartsWith("address-family ", StringComparison.Ordinal) ? line.Split(' ')[1] : family;
            if (line.StartsWith("network ", StringComparison.Ordinal))
                statements.Add((family, line));
        }

        return statements;
    }

    private void EndBgpd(Signal signal)
    {
        var pid = BgpdPid;
        Host.Signal(pid, signal);
        Poll.Until(() => !Host.IsAlive(pid));
    }

    /// <summary>`-d` returns when the daemon has read its configuration and opened its socket.</summary>
    private void Start(string daemon, params string[] options) => Host.Run("ip", [
        "netns", "exec", Namespace, $"/usr/lib/frr/{daemon}", "-d", "-P", "0", "--vty_socket", Folder,
        "-i", Path.Combine(Folder, $"{daemon}.pid"), "-f", Path.Combine(Folder, $"{daemon}.conf"),
        "--log", $"file:{Path.Combine(Folder, $"{daemon}.log")}", .. options]);
}
