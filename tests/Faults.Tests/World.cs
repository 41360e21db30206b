using Net.Prefixes;
using Testing;
using Vips.Holds;
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
    public const string Delete = "vip-mgmt -d";
    public const string Add = "vip-mgmt -a";
    public const string Freeze = "vip-mgmt freeze";
    public const string Thaw = "vip-mgmt thaw";

    public const string Four = "192.0.2.1/32";
    public const string Second = "192.0.2.2/32";
    public const string Six = "2001:db8::1/128";

    private const string Name = "www.example.net";
    private const string UpAndAnnounced = "192.0.2.4/32";
    private const string HeldByOther = "192.0.2.6/32";

    private readonly IReadOnlyList<string> _before;
    private readonly IReadOnlyList<string> _due;
    private readonly SortedDictionary<string, string> _holdsOfOthers;

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
        Hold(HeldByOther);
        if (!IsWatchdog) // else each `-d` would warn that nothing enforces its hold
            Assert.Null(State.Watchdog.Write(new() { Established = true, LastRun = new BootClock(TimeProvider.System).Now() }));
        _due = Prepare();
        _before = Site.Bgpd.Statements;
        _holdsOfOthers = HoldsOfOthers();
    }

    public string Command { get; }

    public FakeSite Site { get; }

    /// <summary>What makes everything well again, beside what every world resets.</summary>
    public List<Action> Healing { get; } = [];

    private StateDirectory State => new(Site.State);

    private bool IsWatchdog => Command == Watchdog;

    /// <summary>The command, once.</summary>
    public FakeRun Run() => Site.Run(Arguments());

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
        Site.Ipvsadm.Reset().Always(FakeAnswer.PrintsFile(Site.Of("ipvs.list")));
        Site.Vtysh.Reset().Always(Site.Bgpd.Answer);
        Healing.ForEach(heal => heal());
    }

    /// <summary>Which of the due changes are made: `all`, `none`, or their prefixes.</summary>
    public string Changed()
    {
        var made = Differences();
        return _due.Count == 0 ? "" : made.Count == 0 ? "none" : made.Count == _due.Count ? "all" : string.Join(", ", made.Select(one => one[1..]));
    }

    /// <summary>What holds after every fault, whatever the exit status is.</summary>
    public void IsSound()
    {
        Assert.Empty(Site.Fakes.Running());
        Assert.Empty(Differences().Except(_due));
        Assert.Equal(_holdsOfOthers, HoldsOfOthers());
        EveryFileReads.Of(State);
        if (Command == Delete)
            WhatIsWithdrawnIsHeldAndKept();
        if (Command == Add)
            Assert.DoesNotContain(Made(), prefix => IsHeld(prefix));
    }

    /// <summary>The next run, of a machine that is well again, leaves everything as it should be.</summary>
    public void Repairs()
    {
        Heal();
        var run = Run();
        Assert.True(run is { Status: 0, Error: "" }, run.ToString());
        Assert.Equal(_due, Differences());
        Assert.Equal(_holdsOfOthers, HoldsOfOthers());
        EveryFileReads.Of(State);
        foreach (var prefix in (string[])[Four, Six])
        {
            if (Command is Delete or Add)
                Assert.Equal(Command == Delete, IsHeld(prefix));
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
        Watchdog => [],
        Delete => ["--yes", "-d", Name],
        Add => ["-a", Name],
        Thaw => ["thaw"],
        _ => ["freeze", "--reason", "new switches"],
    };

    /// <returns>`-PREFIX` for what is to go, `+PREFIX` for what is to come, sorted.</returns>
    private string[] Prepare()
    {
        (string, int)[] up = [("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("192.0.2.4:80", 2), ("192.0.2.5:80", 0), ("192.0.2.6:80", 2), ("[2001:db8::1]:80", 2)];
        Site.Table(up);
        switch (Command)
        {
            case Watchdog:
                Site.Table([("192.0.2.1:80", 0), .. up[1..]]);
                Site.Bgpd.Remove(Second);
                Hold(Six);
                return [$"+{Second}", $"-{Four}", $"-{Six}"];
            case Delete:
                return [$"-{Four}", $"-{Six}"];
            case Add:
                foreach (var prefix in (string[])[Four, Six])
                {
                    Assert.Null(State.Withdrawn.Write([new(new(Prefix.Parse(prefix), "BGP1"), DateTimeOffset.UtcNow, "alice")]));
                    Assert.Null(State.Holds.Write([new(Prefix.Parse(prefix), [new(Name, "alice", DateTimeOffset.UtcNow, null, null)])]));
                    Site.Bgpd.Remove(prefix);
                }

                return [$"+{Four}", $"+{Six}"];
            case Thaw:
                Assert.Null(State.Freeze.Write(new("alice", DateTimeOffset.UtcNow, "new switches", null)));
                return [];
            default:
                return [];
        }
    }

    private void Hold(string prefix) =>
        Assert.Null(State.Holds.Write([new(Prefix.Parse(prefix), [new("b.tld", "bob", DateTimeOffset.UtcNow, "new disk", null)])]));

    /// <summary>Whole statements: one that came back with another route-map is two differences.</summary>
    private List<string> Differences()
    {
        var now = Site.Bgpd.Statements;
        return [.. now.Except(_before).Select(line => Expected(line, "+")).Concat(_before.Except(now).Select(line => Expected(line, "-"))).Order(StringComparer.Ordinal)];
    }

    private string Expected(string line, string sign) =>
        Site.Baseline.Contains($"  {line}\n", StringComparison.Ordinal) ? sign + line.Split(' ')[1] : $"{sign}{line}, which is in no baseline";

    private IEnumerable<string> Made() => Differences().Select(one => one[1..]);

    private bool IsHeld(string prefix) => State.Holds.Read().Value.ByPrefix.TryGetValue(Prefix.Parse(prefix), out var hold) && hold.Claims.Any(claim => claim.Name == Name);

    private void WhatIsWithdrawnIsHeldAndKept()
    {
        foreach (var prefix in Made())
        {
            Assert.True(IsHeld(prefix), $"{prefix} is withdrawn, and nothing holds it");
            Assert.True(
                State.Withdrawn.Read().Value.ByPrefix.ContainsKey(Prefix.Parse(prefix)) || MayLoseStatements, $"the statement of {prefix} is not kept");
        }
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
