using Net.Prefixes;
using Testing;
using Vips.Holds;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.State;

namespace Faults.Tests;

/// <summary>
/// A site where one command has something to do, and where a fault may tempt it to do more: 192.0.2.4 is up and announced
/// and must stay, 192.0.2.5 is down and withdrawn, 192.0.2.6 is up and held by somebody else; both must stay away.
/// </summary>
public sealed class World : IDisposable
{
    public const string Watchdog = "vip-watchdog";
    public const string Boot = "vip-watchdog --boot";
    public const string Follow = "vip-watchdog --follow";
    public const string Delete = "vip-mgmt -d";
    public const string Drain = "vip-mgmt -d --drain";
    public const string Add = "vip-mgmt -a";
    public const string Freeze = "vip-mgmt freeze";
    public const string Thaw = "vip-mgmt thaw";

    public const string Four = "192.0.2.1/32";
    public const string Second = "192.0.2.2/32";
    public const string Six = "2001:db8::1/128";

    internal const string Name = "www.example.net";
    internal const string DrainMap = "DRAIN";

    /// <summary>Of a difference: it is announced with the drain's route-map.</summary>
    private const char Drained = '~';

    private const string UpAndAnnounced = "192.0.2.4/32";
    private const string HeldByOther = "192.0.2.6/32";

    private IReadOnlyList<string> _before;
    private IReadOnlyList<string> _due;
    private SortedDictionary<string, string> _holdsOfOthers;

    /// <param name="command">One of the constants.</param>
    public World(string command)
    {
        Command = command;
        Site = new(command.Split(' ')[0]);
        Site.Dig.When("*-t A", Repository.Fixture("dig/9.18/cname.A.txt")).When("*-t AAAA", Repository.Fixture("dig/9.18/cname.AAAA.txt"));
        foreach (var last in (int[])[4, 5, 6])
            Site.Announce($"network 192.0.2.{last}/32 route-map BGP1");
        Site.Bgpd.Remove("192.0.2.5/32");
        Site.Bgpd.Remove(HeldByOther);
        Site.HasRunBefore();
        Assert.Null(State.Prepare(DateTimeOffset.UtcNow));
        HoldOfBob(HeldByOther);
        if (!IsWatchdog) // else each `-d` would warn that nothing enforces its hold
            Assert.Null(State.Watchdog.Write(new() { Established = true, LastRun = new BootClock(TimeProvider.System).Now() }));
        _due = Due.Of(this);
        _before = Site.Bgpd.Statements;
        _holdsOfOthers = HoldsOfOthers();
    }

    public string Command { get; }

    public FakeSite Site { get; }

    /// <summary>What makes everything well again, beside what every world resets.</summary>
    public List<Action> Healing { get; } = [];

    internal StateDirectory State => new(Site.State);

    private bool IsWatchdog => Command is Watchdog or Boot or Follow;

    private bool IsDeletion => Command is Delete or Drain;

    /// <summary>What undoes the fault where it lies in the state itself: the next look at the state finds it well.</summary>
    public List<Action> Mending { get; } = [];

    /// <summary>How the command ends when nothing is wrong: a drain waits 100 ms, and three samples lie two seconds apart.</summary>
    public int Well => Command == Drain ? 2 : 0;

    /// <summary>The command, once.</summary>
    public FakeRun Run() => Site.Run(Arguments());

    /// <summary>Of a process that stays: what it has to do happens now, in the middle of no run of it.</summary>
    public void Strike()
    {
        var clock = new BootClock(TimeProvider.System);
        using var locked = Assert.IsType<RunLock.Taken>(RunLock.TryTake(Site.LockFile, TimeSpan.FromSeconds(15), "the test", clock));
        _due = Due.Strike(this);
        _before = Site.Bgpd.Statements;
        _holdsOfOthers = HoldsOfOthers();
    }

    /// <summary>
    /// The time of a freeze, of a hold on a VIP that is announced, and of a claim beside another one's is over: the next run of
    /// the watchdog removes two files and writes one anew.
    /// </summary>
    public void HasOverdue()
    {
        var (before, since) = (DateTimeOffset.UtcNow.AddHours(-2), DateTimeOffset.UtcNow.AddHours(-1));
        var over = new Claim("c.tld", "carol", before, "new cable", since);
        var others = State.Holds.Read().Value.ByPrefix[Prefix.Parse(HeldByOther)];
        Assert.Null(State.Holds.Write([new(Prefix.Parse(UpAndAnnounced), [over]), others with { Claims = [.. others.Claims, over] }]));
        Assert.Null(State.Freeze.Write(new("carol", before, "new cable", since)));
    }

    /// <summary>The fault is over.</summary>
    public void Heal()
    {
        Site.Within = [];
        if (Command == Drain)
            Due.Traffic(this);
        else
            Site.Ipvsadm.Reset().Always(FakeAnswer.PrintsFile(Site.Of("ipvs.list")));
        Site.Vtysh.Reset().Always(Site.Bgpd.Answer);
        Healing.ForEach(heal => heal());
        Healing.Clear();
    }

    /// <summary>Which of the due changes are made: `all`, `none`, or their prefixes.</summary>
    public string Changed()
    {
        var made = Differences();
        return _due.Count == 0 ? "" : made.Count == 0 ? "none" : made.SequenceEqual(_due) ? "all" : string.Join(", ", made.Select(one => one[0] == Drained ? $"{one[1..]} drained" : one[1..]));
    }

    /// <summary>What holds after every fault, whatever the exit status is.</summary>
    public void IsSound()
    {
        Assert.Empty(Site.Fakes.Running());
        Mending.ForEach(mend => mend());
        Mending.Clear();
        Assert.Empty(Differences().Except(_due).Except(_due.Where(_ => Command == Drain).Select(one => $"{Drained}{one[1..]}")));
        Assert.Equal(_holdsOfOthers, HoldsOfOthers());
        EveryFileReads.Of(State);
        if (IsDeletion)
            WhatIsWithdrawnIsHeldAndKept();
        if (Command == Add)
            Assert.DoesNotContain(Differences(), one => IsHeld(one[1..]));
    }

    /// <summary>The next run, of a machine that is well again, leaves everything as it should be.</summary>
    public void Repairs()
    {
        Heal();
        if (Command == Drain)
            CronFindsNothingWrong();
        var run = Site.Run(Command == Drain ? ["--yes", "-d", Name] : Command == Follow ? [] : Arguments());
        Assert.True(run is { Status: 0, Error: "" }, run.ToString());
        Assert.Equal(_due, Differences());
        Assert.Equal(_holdsOfOthers, HoldsOfOthers());
        EveryFileReads.Of(State);
        foreach (var prefix in (string[])[Four, Six])
        {
            if (IsDeletion || Command == Add)
                Assert.Equal(IsDeletion, IsHeld(prefix));
        }

        Assert.Equal(Command == Freeze, State.Freeze.Read() is { Damage: null });
        if (TellsWhatIsOver)
            Assert.Equal([$"lift {UpAndAnnounced}", $"lift {HeldByOther}", "thaw "], State.Journal.ReadNewest(1000).Value.Select(entry => $"{entry.What} {entry.Prefix}").Where(entry => entry.Split(' ')[0] is "lift" or "thaw").Distinct().Order(StringComparer.Ordinal));
        if (IsWatchdog)
            Assert.All(State.Holds.Read().Value.ByPrefix.Values.SelectMany(hold => hold.Claims), claim => Assert.True(claim.IsInForce(DateTimeOffset.UtcNow)));
    }

    public void Dispose() => Site.Dispose();

    private string[] Arguments() => Command switch
    {
        Watchdog or Follow => [],
        Boot => ["--boot"],
        Delete => ["--yes", "-d", Name],
        Drain => ["--yes", "-d", Name, "--drain", "--wait", "100ms"],
        Add => ["-a", Name],
        Thaw => ["thaw"],
        _ => ["freeze", "--reason", "new switches"],
    };

    internal void HoldOfBob(string prefix) =>
        Assert.Null(State.Holds.Write([new(Prefix.Parse(prefix), [new("b.tld", "bob", DateTimeOffset.UtcNow, "new disk", null)])]));

    /// <summary>Whole statements: one that came back with another route-map is two differences, but for one that is drained.</summary>
    private List<string> Differences()
    {
        var now = Site.Bgpd.Statements;
        var drained = now.Except(_before).Where(line => line.EndsWith($" route-map {DrainMap}", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).ToList();
        return [.. now.Except(_before).Concat(_before.Except(now)).Where(line => !drained.Contains(line.Split(' ')[1]))
            .Select(line => Expected(line, now.Contains(line) ? "+" : "-")).Concat(drained.Select(prefix => $"{Drained}{prefix}")).Order(StringComparer.Ordinal)];
    }

    private string Expected(string line, string sign) =>
        Site.Baseline.Contains($"  {line}\n", StringComparison.Ordinal) ? sign + line.Split(' ')[1] : $"{sign}{line}, which is in no baseline";

    private bool IsHeld(string prefix) => ClaimOf(prefix) is not null;

    private Claim? ClaimOf(string prefix) => State.Holds.Read().Value.ByPrefix.TryGetValue(Prefix.Parse(prefix), out var hold) ? hold.Claims.FirstOrDefault(claim => claim.Name == Name) : null;

    /// <summary>What is drained is claimed as such: else the next run would not know whose route-map that is.</summary>
    private void WhatIsWithdrawnIsHeldAndKept()
    {
        foreach (var (what, prefix) in Differences().Select(one => (one[0], one[1..])))
        {
            Assert.True(IsHeld(prefix), $"{prefix} is withdrawn or drained, and nothing holds it");
            Assert.True(
                what == Drained || State.Withdrawn.Read().Value.ByPrefix.ContainsKey(Prefix.Parse(prefix)) || MayLoseStatements, $"the statement of {prefix} is not kept");
        }
    }

    /// <summary>The watchdog, beside a drain that came to nothing: it may bring its route-map back, and withdraw what is held.</summary>
    private void CronFindsNothingWrong()
    {
        Site.WriteConfiguration();
        using var cron = new FakeRunning(Watchdog, ["--config", Site.ConfigurationPath]);
        var run = cron.Finish();
        Assert.True(run.Status == 0, run.ToString());
        IsSound();
    }

    /// <summary>What is over is in the journal when all is well again, however often it took.</summary>
    public bool TellsWhatIsOver { get; set; }

    /// <summary>The fault is that kept statements cannot be written: it is told (74), and the baseline has them.</summary>
    public bool MayLoseStatements { get; set; }

    /// <summary>Those in force: one whose time is over is the watchdog's to lift.</summary>
    private SortedDictionary<string, string> HoldsOfOthers()
    {
        var holds = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (prefix, hold) in State.Holds.Read().Value.ByPrefix)
        {
            var others = string.Join("; ", hold.Claims.Where(claim => claim.Name != Name && claim.IsInForce(DateTimeOffset.UtcNow)).Select(claim => $"{claim}"));
            if (others.Length > 0)
                holds[prefix.ToString()] = others;
        }

        return holds;
    }
}
