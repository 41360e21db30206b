using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Testing;

namespace Lab;

/// <summary>A booted lab, and the scenario that runs in it. One scenario at a time.</summary>
public class LabGuest : IDisposable
{
    private readonly LabDriver _driver;
    private readonly DirectoryInfo? _state;
    private readonly List<string> _commands = [];
    private readonly SortedSet<string> _touched = [];
    private bool _booted;
    private bool _clockIsStepped;

    /// <summary>Boots when the first scenario begins, so that a filter that wants no scenario of this guest costs nothing.</summary>
    /// <param name="name">Tells it from guests that run beside it.</param>
    /// <param name="keepsState">The directors' state lies in a folder of this machine and outlives a boot.</param>
    protected LabGuest(string name, bool keepsState = false)
    {
        _state = keepsState ? Directory.CreateTempSubdirectory("viptools-lab-state") : null;
        // the process in the name: two test runs on one machine must not end each other's guests
        _driver = new($"{name}-{Environment.ProcessId}", LabDriver.WhatIsMissing() is null ? LabDriver.Binaries() : null, _state?.FullName);
        Lvs1 = new(this, "lvs1");
        Lvs2 = new(this, "lvs2");
    }

    public Director Lvs1 { get; }

    public Director Lvs2 { get; }

    /// <summary>
    /// The nominal state, then the scenario. When it fails, the tables, logs and configurations of every node are kept in a
    /// folder that the failure names. With LAB_KEEP also when it passes: bundles of the watchdog's runs (docs/replay.md).
    /// </summary>
    public void Scenario(Action scenario, [CallerMemberName] string name = "")
    {
        _commands.Clear();
        try
        {
            BecomeNominal();
            scenario();
            if (Environment.GetEnvironmentVariable("LAB_KEEP") is { Length: > 0 })
                Keep(name);
        }
        catch (Exception failure)
        {
            throw new ScenarioFailedException($"{failure.Message}\n{Keep(name)}", failure);
        }
    }

    /// <summary>Runs shell text on a node (or `guest`), whatever its exit status.</summary>
    public LabResult Try(string node, string text, int seconds = 90)
    {
        _touched.Add(node);
        return Driver(seconds + 30, "sh", node, "-t", seconds.ToString(CultureInfo.InvariantCulture), text);
    }

    /// <summary>Runs shell text on a node (or `guest`) and expects exit status 0.</summary>
    public LabResult On(string node, string text, int seconds = 90)
    {
        var result = Try(node, text, seconds);
        return result.Status == 0 ? result : throw new ScenarioFailedException($"on {node}: {result}");
    }

    /// <summary>Stops services of real servers (all of them without ports), e.g. `Kill("443", "rs1", "rs2")`.</summary>
    public void Kill(string ports, params string[] servers)
    {
        foreach (var server in servers)
            On(server, $"rs stop {ports}");
    }

    public void Revive(params string[] servers)
    {
        foreach (var server in servers)
            On(server, "rs start");
    }

    /// <summary>
    /// Waits until the router's table is the nominal one but for these: a prefix and its sites, the best with a star ("1* 2"),
    /// or "" when no site may announce it.
    /// </summary>
    public void RouterShows(params (string Prefix, string Sites)[] but) =>
        Wait.Until("the router's table", Expected.Table(but), RouterTable);

    /// <summary>The router's table at this moment, as <see cref="RouterShows"/> compares it.</summary>
    public string RouterTable() => Expected.Sorted(On("router", "paths").Lines);

    /// <summary>Runs vip-watchdog on lvs1, whatever its exit status, until the router's table is this: after a failure cron tries again too.</summary>
    public void RunUntilRouterShows(params (string Prefix, string Sites)[] but) => Wait.Until("the router's table", Expected.Table(but), () =>
    {
        Lvs1.Watchdog();
        return RouterTable();
    });

    /// <summary>Waits until requests are answered as nominal but for these: a VIP and its servers ("rs1 rs2"), or "none".</summary>
    public void ClientGets(params (string Vip, string Servers)[] but) =>
        Wait.Until("the client's answers", Expected.Answers(but), () =>
            Expected.Sorted(On("client", $"ask {string.Join(' ', Expected.Vips)}").Lines));

    /// <summary>Steps the clock of the guest, which no other scenario gets after this one: it would begin with a boot.</summary>
    /// <param name="by">As date(1) takes it: `-3 hours`.</param>
    public void StepClock(string by)
    {
        _clockIsStepped = true;
        On("guest", $"date -s '{by}'");
    }

    public void PowerCycle()
    {
        Down();
        Up();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Down();
        _state?.Delete(recursive: true);
    }

    private void BecomeNominal()
    {
        var isTouched = _booted && _touched.Count > 0;
        if (_clockIsStepped)
            PowerCycle();
        else if (!_booted)
            Up();
        _clockIsStepped = false;
        if (isTouched) // after a boot too: the directors' state may lie on this machine
            Check(Driver(300, ["reset", .. _touched.Where(node => node != "guest")]));
        _touched.Clear();
    }

    private void Up()
    {
        Check(Driver(330, "up", "--owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        _booted = true;
    }

    private void Down() => Driver(30, "down");

    private LabResult Driver(int seconds, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        var result = _driver.Run(TimeSpan.FromSeconds(seconds), arguments);
        _commands.Add(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,5:0.0} s  {result}"));
        return result;
    }

    private string Keep(string scenario)
    {
        var folder = Path.Combine(Repository.Root(), "TestResults", "lab", $"{GetType().Name}.{scenario}");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "commands"), _commands);
        var kept = Driver(180, "keep", folder);
        return kept.Status == 0 ? kept.Output.Trim() : $"and the nodes' tables and logs could not be kept: {kept}";
    }

    private static void Check(LabResult result)
    {
        if (result.Status != 0)
            throw new ScenarioFailedException($"the lab itself: {result}");
    }
}
