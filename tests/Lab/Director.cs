using System.Globalization;

namespace Lab;

/// <summary>lvs1 or lvs2: FRR, keepalived, IPVS, syslog and VipTools of one site.</summary>
public sealed class Director(LabGuest lab, string node)
{
    public string Node => node;

    /// <summary>One run of vip-watchdog, as cron would start it.</summary>
    public LabResult Watchdog(string options = "") => Try($"vip-watchdog {options}", 100);

    /// <summary>A run of vip-watchdog that must end so.</summary>
    public LabResult Watchdog(int status, string options = "") => Expect(status, Watchdog(options));

    public LabResult Mgmt(string arguments, int status = 0) => Expect(status, Try($"vip-mgmt {arguments}", 180));

    public LabResult Try(string text, int seconds = 90) => lab.Try(node, text, seconds);

    public LabResult On(string text, int seconds = 90) => lab.On(node, text, seconds);

    /// <summary>
    /// The run that records the nominal state: a first run holds what it finds withdrawn, so every scenario that takes
    /// something away needs one before. It has nothing to change and nothing to say.
    /// </summary>
    public void FirstRun()
    {
        var run = Expect(0, Try($"{UntilGraceIsOver}; vip-watchdog", 150));
        if (run.Output.Length + run.Error.Length > 0)
            throw new ScenarioFailedException($"the nominal state is no reason to speak: {run}");
    }

    /// <summary>The whole IPVS table, in an order that does not depend on who came back first.</summary>
    public string IpvsTable() => Expected.Sorted(On("ipvsadm -S -n").Lines);

    /// <summary>
    /// Waits until keepalived is older than its grace: before that nothing of the table counts as seen, and nothing is restored.
    /// </summary>
    public void AwaitGrace() => On(UntilGraceIsOver);

    /// <summary>
    /// Another grace than the lab's 5 s, for a scenario that begins before keepalived's first checks: under load they can take
    /// longer, and a VIP whose table is wrong would rightly be announced.
    /// </summary>
    public void Grace(string duration) => On($"sed -i 's/keepalived-grace: .*/keepalived-grace: {duration}/' /etc/viptools/viptools.yaml");

    /// <summary>Other virtual services than the nominal ones, with live servers; options of keepalived-conf, blocks joined with `--`.</summary>
    public void Services(string options) => On($"lvs services {options} && lvs keepalived reload && lvs settle 60 whole", 120);

    /// <summary>Writes /etc/viptools/viptools.yaml: the lab's short intervals and these lines.</summary>
    /// <param name="top">Lines before all sections.</param>
    /// <param name="bgp">A line of the section `bgp`.</param>
    /// <param name="watchdog">A line of the section `watchdog`.</param>
    /// <param name="ipvs">A line of the section `ipvs`.</param>
    /// <param name="vips">The section `vips`, whole.</param>
    public void Configure(string watchdog = "", string ipvs = "", string vips = "", string bgp = "", string top = "") => On($"""
        cat >/etc/viptools/viptools.yaml <<'YAML'
        {top}
        bgp:
          drain-route-map: DRAIN
          read-timeout: 40s
          write-timeout: 40s
          {bgp}
        ipvs:
          keepalived-grace: 5s
          timeout: 40s
          {ipvs}
        watchdog:
          observe-interval: 1s
          partial-splay: 2s
          {watchdog}
        dns:
          timeout: 20s
        {vips}
        YAML
        """);

    /// <summary>Live real servers of each service, e.g. "TCP 192.0.2.1:80 2".</summary>
    public string Live() => Expected.Sorted(On("live").Lines);

    /// <summary>Waits until keepalived's checks have brought every service with one of these texts in its name to this many live real servers.</summary>
    public void WaitForLive(int count, params string[] services) =>
        On($"live wait {count} {string.Join(' ', services.Select(service => $"'{service}'"))}", 180);

    /// <summary>The messages of a tag in /var/log/syslog since the scenario began, in order.</summary>
    public string[] Log(string tag) => [.. Syslog().Select(line => MessageOf(line, tag)).OfType<string>()];

    public string[] Syslog() => On("cat /var/log/syslog").Lines;

    /// <summary>Waits until the tag's messages in syslog are these and no others.</summary>
    public void Logged(string tag, params string[] messages) => Wait.Until(
        $"{node}: syslog lines of {tag}", string.Join('\n', messages), () => string.Join('\n', Log(tag)));

    /// <summary>Waits until the tag's messages in syslog begin with these.</summary>
    public void LoggedFirst(string tag, params string[] messages) => Wait.Until(
        $"{node}: first syslog lines of {tag}", string.Join('\n', messages), () => string.Join('\n', Log(tag).Take(messages.Length)));

    /// <summary>Waits until the tag's messages in syslog are these and no others, in whatever order.</summary>
    public void LoggedInSomeOrder(string tag, params string[] messages) => Wait.Until(
        $"{node}: syslog lines of {tag}, sorted", Expected.Sorted(messages), () => Expected.Sorted(Log(tag)));

    /// <summary>Waits until one of the tag's messages in syslog holds all of these words, whatever else was said.</summary>
    public void LoggedAmong(string tag, params string[] words) => Wait.Until(
        $"{node}: a syslog line of {tag} with {string.Join(", ", words)}", "said", () =>
        {
            var messages = Log(tag);
            return Array.Exists(messages, message => Array.TrueForAll(words, word => message.Contains(word, StringComparison.Ordinal)))
                ? "said" : string.Join('\n', messages);
        });

    /// <summary>The next reading is another observation than the last run's: `observe-interval` of the lab is 1 s.</summary>
    public void AwaitNextObservation() => On("sleep 1.1");

    /// <summary>Prefixes with a file in holds/, as file names.</summary>
    public string Holds() => Expected.Sorted(On("ls /var/lib/viptools/holds 2>/dev/null; :").Lines);

    private const string UntilGraceIsOver = "until [ $(ps -o etimes= -p $(cat /run/keepalived.pid)) -gt 5 ]; do sleep 0.3; done";

    private LabResult Expect(int status, LabResult result) => result.Status == status ? result
        : throw new ScenarioFailedException(string.Create(
            CultureInfo.InvariantCulture, $"on {node}, expected exit status {status}: {result}"));

    // "Nov 25 07:22:45 lvs1 bgp_mgt[71]: Deleting route to 192.0.2.1/32"; the number is optional
    private static string? MessageOf(string line, string tag)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 5)
            return null;

        var source = words[4];
        return source == $"{tag}:" || source.StartsWith($"{tag}[", StringComparison.Ordinal)
            ? line[(line.IndexOf(source, StringComparison.Ordinal) + source.Length)..].Trim()
            : null;
    }
}
