using System.Text;

namespace Contract.Syslog;

/// <summary>
/// A real rsyslogd that listens on a Unix datagram socket of its own, as the machine's does on /dev/log, and writes to
/// files of its own. Needs no root. A class fixture: each test class has one.
/// </summary>
public sealed class SyslogDaemon : IDisposable
{
    private readonly RunFolder? _folder;

    public SyslogDaemon()
    {
        if (WhyNot is not null)
            return; // the tests are skipped, but xunit makes the fixture all the same

        _folder = new RunFolder();
        try
        {
            File.WriteAllText(In("rsyslog.conf"), Configuration());
            Start();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there is no daemon here; null when there is.</summary>
    public static string? WhyNot { get; } =
        Host.Find("rsyslogd") is null ? "needs rsyslogd (Debian package rsyslog)" : null;

    /// <summary>Where to send: the path in place of /dev/log.</summary>
    public string Socket => In("log");

    /// <summary>The file that an operator follows, in the traditional format of /var/log/syslog.</summary>
    public string LogFile => In("syslog");

    /// <summary>What was received under a tag so far, in order.</summary>
    public IReadOnlyList<SyslogLine> Lines(string tag) =>
        [.. Read("fields").Select(SyslogLine.Read).Where(line => line.Tag == tag)];

    /// <summary>Waits until so many lines of the tag have come; returns all that have.</summary>
    /// <exception cref="TimeoutException">Fewer came within 5 s.</exception>
    public IReadOnlyList<SyslogLine> Lines(string tag, int atLeast) =>
        Poll.Until(() => Lines(tag), lines => lines.Count >= atLeast, TimeSpan.FromSeconds(5));

    /// <summary>It goes into the background with its outputs open, which a pipe to us would wait for: they go to a file.</summary>
    public void Start()
    {
        Host.Run("sh", ["-c", "exec rsyslogd -f \"$0\" -i \"$1\" >>\"$2\" 2>&1", In("rsyslog.conf"), In("pid"), In("rsyslogd.out")]);
        Poll.Until(() => File.Exists(Socket) && File.Exists(In("pid")) && File.ReadAllText(In("pid")).Trim().Length > 0);
    }

    /// <summary>Ends it; what it had received is written.</summary>
    public void End()
    {
        var pid = Pid;
        Host.Signal(pid, Signal.Terminate);
        Poll.Until(() => !Host.IsAlive(pid));
    }

    /// <summary>SIGSTOP: its socket takes datagrams until it is full, and nobody reads them.</summary>
    public void Stop() => Host.Signal(Pid, Signal.Stop);

    public void Continue() => Host.Signal(Pid, Signal.Continue);

    public void Dispose()
    {
        if (_folder is null)
            return;
        if (File.Exists(In("pid")) && Host.ProcessesNaming(In("rsyslog.conf")).ToArray() is [var pid])
        {
            Host.Signal(pid, Signal.Kill);
            Poll.Until(() => !Host.IsAlive(pid));
        }

        _folder.Dispose();
    }

    private int Pid => int.Parse(File.ReadAllText(In("pid")), provider: null);

    private string In(string file) => Path.Combine(_folder!.FullName, file);

    private string[] Read(string file) =>
        File.Exists(In(file)) ? File.ReadAllText(In(file), Encoding.UTF8).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private string Configuration() => $$"""
        global(workDirectory="{{_folder!.FullName}}")
        module(load="imuxsock" SysSock.Use="off")
        input(type="imuxsock" Socket="{{Socket}}" RateLimit.Interval="0")
        template(name="fields" type="string" string="%syslogfacility-text%\t%syslogseverity-text%\t%syslogtag%\t%msg%\n")
        *.* action(type="omfile" file="{{In("fields")}}" template="fields")
        *.* action(type="omfile" file="{{In("syslog")}}" template="RSYSLOG_TraditionalFileFormat")

        """;
}

/// <summary>A line as the daemon took it apart.</summary>
/// <param name="Facility">`user`.</param>
/// <param name="Severity">`notice`, `err`, `crit`, …</param>
/// <param name="Tag">Without the colon and without a process id.</param>
/// <param name="Text">What follows the tag, without the blank between.</param>
public sealed record SyslogLine(string Facility, string Severity, string Tag, string Text)
{
    internal static SyslogLine Read(string line)
    {
        var fields = line.Split('\t', 4);
        var tag = fields[2].TrimEnd(':');
        var bracket = tag.IndexOf('[', StringComparison.Ordinal);
        return new(fields[0], fields[1], bracket < 0 ? tag : tag[..bracket], fields[3].StartsWith(' ') ? fields[3][1..] : fields[3]);
    }
}
