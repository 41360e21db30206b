using System.Diagnostics;
using System.Globalization;
using System.Text;
using Testing;

namespace VipWatchdog.Tests.Following;

/// <summary>A `vip-watchdog --follow` at work on a site, with the service manager's end of its socket.</summary>
internal sealed class Follower : IDisposable
{
    private readonly FakeSite _site;
    private readonly SyslogReceiver _manager;
    private readonly FakeRunning _running;
    private int _runs;

    /// <summary>Returns when its first run is over. It runs by itself every hour, unless the arguments say otherwise.</summary>
    public Follower(FakeSite site, params string[] arguments)
        : this(site, environment: [], arguments)
    {
    }

    /// <param name="site">Where.</param>
    /// <param name="environment">Variables as NAME=VALUE.</param>
    /// <param name="arguments">Besides --follow.</param>
    public Follower(FakeSite site, IReadOnlyList<string> environment, params string[] arguments)
    {
        _site = site;
        _manager = new(site.Of("notify"));
        site.Within = ["env", "-u", "WATCHDOG_PID", "-u", "WATCHDOG_USEC", $"NOTIFY_SOCKET={site.Of("notify")}", .. environment];
        string[] every = arguments.Contains("--every") ? [] : ["--every", "1h"];
        _running = site.Start(["--follow", Fifo, .. every, .. arguments]);
        site.Within = [];
        WaitForRuns(1);
    }

    public string Fifo => _site.Of("fifo");

    public int Id => _running.Id;

    /// <summary>What the service manager was told, oldest first.</summary>
    public IReadOnlyList<string> Told => _manager.Messages();

    /// <summary>Runs that are over, by its own count.</summary>
    public int Runs => _runs = Told.Select(message => message.Split("; ")).Where(words => words.Length > 1)
        .Select(words => int.Parse(words[1].Split(' ')[1], CultureInfo.InvariantCulture)).DefaultIfEmpty(_runs).Last();

    /// <summary>The exit status of the run that ended last.</summary>
    public int LastStatus => int.Parse(Told.Select(message => message.Split("; ")).Last(words => words.Length > 1)[1].Split(' ')[^1], CultureInfo.InvariantCulture);

    public bool HasEnded => _running.HasEnded;

    /// <summary>Signs of life since the service manager was made to forget.</summary>
    public int SignsOfLife => Told.Count(message => message == "WATCHDOG=1");

    public void WaitForSignsOfLife(int count) => Until(() => SignsOfLife >= count, () => $"{SignsOfLife} signs of life in place of {count}");

    public void WaitForRuns(int count) => Until(() => Runs >= count, () => $"{Runs} runs in place of {count}");

    /// <summary>Drops what the service manager was told so far.</summary>
    public void Forget() => _manager.Clear();

    /// <summary>As keepalived does it: opened, written, closed.</summary>
    public void Write(params IEnumerable<string> lines)
    {
        using var fifo = new FileStream(Fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        fifo.Write(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
    }

    /// <summary>TERM, HUP, USR1.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Until syslog has a line with these words.</summary>
    public void WaitForLine(string words) => Until(
        () => _site.Syslog.Lines().Any(line => line.Contains(words, StringComparison.Ordinal)), () => $"no '{words}' in\n{string.Join('\n', _site.Syslog.Lines())}");

    public void WaitFor(Func<bool> condition) => Until(condition, () => $"it does not come to it: run {Runs}, ended: {HasEnded}");

    /// <summary>From now on no descriptor of a number that high is given out; those that are open stay.</summary>
    public void LimitDescriptors(int most)
    {
        using var prlimit = Process.Start("prlimit", [$"--pid={Id}", string.Create(CultureInfo.InvariantCulture, $"--nofile={most}:")]);
        prlimit.WaitForExit();
    }

    /// <summary>Of one that ends by itself.</summary>
    public FakeRun Finish() => _running.Finish();

    /// <summary>Ends it with SIGTERM.</summary>
    public FakeRun End()
    {
        Signal("TERM");
        return _running.Finish();
    }

    public void Dispose()
    {
        _running.Dispose();
        _manager.Dispose();
    }

    private static void Until(Func<bool> holds, Func<string> why)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120), why());
            Thread.Sleep(10);
        }
    }
}
