using System.Globalization;
using System.Text;

namespace Testing;

/// <summary>
/// One site for a whole executable: fakes of vtysh (with a bgpd behind it that keeps what it is told), ipvsadm and dig, a
/// baseline, a configuration, a state directory, a lock and a syslog daemon, all in one temporary folder.
/// <code>
/// using var site = new FakeSite("vip-watchdog");
/// site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2));
/// var run = site.Run();
/// Assert.Equal(["network 192.0.2.2/32 route-map BGP2"], site.Bgpd.Statements);
/// </code>
/// At first AS 64699 announces 192.0.2.1/32 (BGP1), 192.0.2.2/32 (BGP2) and 2001:db8::1/128 (BGP1), each with two live
/// real servers behind port 80, and 203.0.113.7/32, a loopback that no virtual service stands behind.
/// </summary>
public sealed class FakeSite : IDisposable
{
    /// <summary>The start-up configuration of a new site, and what its bgpd runs.</summary>
    public const string Configuration =
        """
        frr version 8.4.4
        frr defaults traditional
        hostname dc1
        !
        router bgp 64699
         bgp router-id 198.51.100.2
         neighbor 198.51.100.1 remote-as 64500
         !
         address-family ipv4 unicast
          network 192.0.2.1/32 route-map BGP1
          network 192.0.2.2/32 route-map BGP2
          network 203.0.113.7/32
         exit-address-family
         !
         address-family ipv6 unicast
          network 2001:db8::1/128 route-map BGP1
         exit-address-family
        exit
        !
        route-map BGP1 permit 10
        exit
        !
        route-map BGP2 permit 10
         set as-path prepend 64699
        exit
        !

        """;

    private readonly string _program;
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _settings = new(StringComparer.Ordinal);

    /// <param name="program">`vip-mgmt` or `vip-watchdog`; the test project refers to its project.</param>
    public FakeSite(string program)
    {
        _program = program;
        Folder = Directory.CreateTempSubdirectory("viptools-site-").FullName;
        Bgpd = new(Of("bgpd")) { Running = Configuration };
        Baseline = Configuration;
        Vtysh = Fakes.Add("vtysh").Always(Bgpd.Answer);
        Ipvsadm = Fakes.Add("ipvsadm").Always(FakeAnswer.PrintsFile(Of("ipvs.list")));
        Dig = Fakes.Add("dig");
        Syslog = new(Of("log"));
        Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        Set("bgp.vtysh", Vtysh.Path);
        Set("bgp.baseline", Of("frr.conf"));
        Set("ipvs.ipvsadm", Ipvsadm.Path);
        Set("ipvs.keepalived-pidfile", "off");
        Set("ipvs.health-gate", "on");
        Set("dns.dig", Dig.Path);
        Set("watchdog.observe-interval", "0s");
        Set("watchdog.recheck", "10ms");
        Set("watchdog.partial-splay", "0s");
        Set("watchdog.hold-warn", "365d");
        Set("syslog.socket", Of("log"));
        Set("state-dir", State);
        Set("lock", LockFile);
    }

    /// <summary>Absolute; everything of the site but its tools.</summary>
    public string Folder { get; }

    public FakeTools Fakes { get; } = new();

    /// <summary>At first each call goes to <see cref="Bgpd"/>; <see cref="VtyshFirst"/> puts something before it.</summary>
    public FakeTool Vtysh { get; }

    /// <summary>At first it prints the <see cref="Table(ValueTuple{string, int}[])"/>.</summary>
    public FakeTool Ipvsadm { get; }

    /// <summary>Without rules at first.</summary>
    public FakeTool Dig { get; }

    public FakeBgpd Bgpd { get; }

    public SyslogReceiver Syslog { get; }

    /// <summary>The state directory; its parent is there, itself not before the first run.</summary>
    public string State => Of("state");

    public string LockFile => Of("run/lock");

    public string ConfigurationPath => Of("viptools.yaml");

    /// <summary>The text of the start-up configuration.</summary>
    public string Baseline
    {
        get => File.ReadAllText(Of("frr.conf"));
        set => File.WriteAllText(Of("frr.conf"), value);
    }

    /// <summary>Written after the settings as it is, e.g. a `vips:` section.</summary>
    public string Yaml { get; set; } = "";

    /// <summary>A command that each run is started by, before its own: `unshare`, `setpriv`; empty at first.</summary>
    public IReadOnlyList<string> Within { get; set; } = [];

    public string Of(string name) => Path.Combine(Folder, name);

    /// <summary>Sets a key of the configuration: `watchdog.fall`, `state-dir`; null removes it.</summary>
    public void Set(string key, string? value)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var section = dot < 0 ? "" : key[..dot];
        if (!_settings.TryGetValue(section, out var keys))
            _settings[section] = keys = new(StringComparer.Ordinal);
        if (value is null)
            keys.Remove(key[(dot + 1)..]);
        else
            keys[key[(dot + 1)..]] = value;
    }

    /// <summary>The same statement in the baseline and in the running configuration.</summary>
    public void Announce(string statement)
    {
        Baseline = FakeBgpd.Added(Baseline, statement);
        Bgpd.Add(statement);
    }

    /// <summary>What ipvsadm prints from now on: TCP services and the number of their live real servers.</summary>
    public void Table(params (string Service, int Live)[] services)
    {
        var text = new StringBuilder("IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n");
        foreach (var (service, live) in services)
        {
            text.Append(CultureInfo.InvariantCulture, $"TCP  {service} rr\n");
            for (var server = 1; server <= live; server++)
                text.Append(service[0] == '[' ? $"  -> [2001:db8:a::{server}]:80" : $"  -> 10.0.0.{server}:80").Append("  Tunnel  1      0          0         \n");
        }

        File.WriteAllText(Of("ipvs.list"), text.ToString());
    }

    /// <summary>The state directory of a site whose watchdog has run before: the journal tells of it.</summary>
    public void HasRunBefore() => WriteState(
        "journal.jsonl", """{"when":"2026-01-02T03:04:05+00:00","who":"vip-watchdog","prefix":"203.0.113.7/32","what":"found","why":"an earlier run","outcome":"done"}""" + "\n");

    /// <summary>A hold of alice for service.tld, because of a new disk.</summary>
    public void Hold(string prefix) => WriteState(
        $"holds/{prefix.Replace('/', '_')}",
        $$"""{"prefix":"{{prefix}}","claims":[{"name":"service.tld","who":"alice","when":"2026-01-02T03:04:05+00:00","reason":"new disk"}]}""");

    /// <summary>Writes a file of the state directory as it shall be found, with its folders.</summary>
    /// <returns>Its path.</returns>
    public string WriteState(string name, string text)
    {
        var path = Path.Combine(State, name);
        foreach (var folder in (string[])[State, Path.GetDirectoryName(path)!])
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The calls of vtysh that the pattern matches are answered so, all others by the healthy bgpd.</summary>
    public void VtyshFirst(string pattern, params FakeAnswer[] answers) => Vtysh.Reset().When(pattern, answers).Always(Bgpd.Answer);

    /// <summary>Each batch leaves a line `notice vtysh: batch` in syslog, before bgpd gets it.</summary>
    public void MarkBatches() => VtyshFirst("*-E*", Bgpd.Answer with { Shell = $"logger -d -u '{Of("log")}' -t vtysh batch\n{Bgpd.Answer.Shell}" });

    /// <summary>The commands of every batch that vtysh was given so far, without the leading and closing ones.</summary>
    public IReadOnlyList<string> Sent() => Fakes.Calls()
        .Where(call => call.Tool == "vtysh" && call.Arguments.Contains("-E"))
        .SelectMany(call => call.Arguments.Where(word => word.StartsWith("network ", StringComparison.Ordinal) || word.StartsWith("no network ", StringComparison.Ordinal)))
        .ToList();

    /// <summary>One run to its end.</summary>
    public FakeRun Run(params string[] arguments)
    {
        using var running = Start(arguments);
        return running.Finish();
    }

    /// <summary>
    /// One run as a text to be compared: `exit 0`, then the lines of standard output (`out:`), standard error (`err:`),
    /// syslog (`log:`), the statements sent to bgpd (`sent:`); paths as SITE/ and TOOLS/.
    /// </summary>
    public string Transcript(params string[] arguments)
    {
        Syslog.Clear();
        var sent = Sent().Count;
        return Transcript(Run(arguments), sent);
    }

    /// <summary>The <see cref="Transcript(string[])"/> without standard output and syslog.</summary>
    public string Brief(params string[] arguments) => string.Join('\n', Transcript(arguments).Split('\n').Where(
        line => !line.StartsWith("out: ", StringComparison.Ordinal) && !line.StartsWith("log: ", StringComparison.Ordinal)));

    /// <summary>As <see cref="Transcript(string[])"/>, of a run that has ended.</summary>
    /// <param name="run">Its outcome.</param>
    /// <param name="sentBefore">How many statements had been sent before it.</param>
    public string Transcript(FakeRun run, int sentBefore = 0)
    {
        var text = new StringBuilder($"exit {run.Status}\n");
        AppendLines(text, "out", run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        AppendLines(text, "err", run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        AppendLines(text, "log", Syslog.Lines());
        AppendLines(text, "sent", Sent().Skip(sentBefore));
        return text.Replace(Fakes.Folder, "TOOLS").Replace(Folder, "SITE").ToString().TrimEnd();
    }

    /// <summary>Begins a run.</summary>
    public FakeRunning Start(params string[] arguments) => StartInto("", arguments);

    /// <summary>Begins a run whose outputs go elsewhere, as a shell writes it: `&gt;/dev/full`.</summary>
    public FakeRunning StartInto(string redirection, params string[] arguments)
    {
        WriteConfiguration();
        return new(_program, [.. arguments, "--config", ConfigurationPath], redirection, Within);
    }

    /// <summary>Every file below the folder with its mode, time and content: equal before and after when nothing was written.</summary>
    public string Listing()
    {
        var listing = new StringBuilder();
        foreach (var path in Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var isFile = File.Exists(path) && path != Of("log");
            listing.Append(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(Folder, path)} {File.GetUnixFileMode(path)} {File.GetLastWriteTimeUtc(path):O}\n");
            listing.Append(isFile ? Content(path) : "");
        }

        return listing.ToString();
    }

    /// <summary>Writes the configuration as it is set now; each run does so, and leaves a file that says the same alone.</summary>
    public void WriteConfiguration()
    {
        var yaml = new StringBuilder();
        foreach (var (section, keys) in _settings)
        {
            yaml.Append(section.Length == 0 ? "" : $"{section}:\n");
            foreach (var (key, value) in keys)
                yaml.Append(section.Length == 0 ? "" : "  ").Append(CultureInfo.InvariantCulture, $"{key}: {value}\n");
        }

        yaml.Append(Yaml);
        if (File.Exists(ConfigurationPath) && File.ReadAllText(ConfigurationPath) == yaml.ToString())
            return;
        File.WriteAllText(ConfigurationPath, yaml.ToString());
        File.SetUnixFileMode(ConfigurationPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string Content(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "(locked)"; // by the test itself: the runtime takes flock(2) to read, too
        }
    }

    private static void AppendLines(StringBuilder text, string name, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {line}\n");
    }

    public void Dispose()
    {
        Syslog.Dispose();
        Fakes.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
