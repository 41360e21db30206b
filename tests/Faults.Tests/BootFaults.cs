using Testing;

namespace Faults.Tests;

/// <summary>`vip-watchdog --boot`: bgpd has just been started, or not yet, and a held VIP is announced; nothing else is its business.</summary>
internal static class BootFaults
{
    private const string Running = "*show running-config*";

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Tool("ipvsadm", 0, ToolFaults.Ipvsadm, [Misbehaviour.Missing, Misbehaviour.Hangs], Misbehaviour.Hangs),
        .. Tool(ToolFaults.OfRunning, 69, Unanswered, Every, Misbehaviour.Missing),
        Late("cannot connect twice, then bgpd is there", FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n")),
        Late("tells twice of no BGP instance, then of all", FakeAnswer.Prints("Building configuration...\n\nCurrent configuration:\n!\nfrr version 8.4.4\n!\nend\n")) with { IsLong = true },
        .. Tool(ToolFaults.OfTable, 76, (world, how) => ToolFaults.Vtysh(world, how, before: null, "*json*", nth: 1), Every[1..]),
        .. Tool(ToolFaults.OfBatch, ToolFaults.ReadBackTells, ToolFaults.AtBatch, Every, Misbehaviour.Killed),
        .. Tool(ToolFaults.OfReadBack, 76, (world, how) => ToolFaults.Vtysh(world, how, before: "*-E*", Running, nth: 3), Every, Misbehaviour.Hangs),
        .. Written("the state directory", ".writable.", _ => 74, WriteFaults.NoSpace),
        .. Written("a kept statement", "/state/withdrawn", _ => 74, WriteFaults.ReadOnly),
        .. Written("watchdog.json", "watchdog.json", _ => 74),
        .. Written("the journal", "journal.jsonl", _ => 74),
        .. Written("a bundle", "/state/bundles", _ => 0),
        .. Written("the lock", "/run/lock", WriteFaults.OfLock, WriteFaults.ReadOnly),
        .. ((string[])[World.Watchdog, World.Boot, World.Drain]).SelectMany(DamagedState),
        MachineFaults.Of("its clock is a year behind", 0, $"FAULTY_CLOCK=-{MachineFaults.Year}", World.Boot, nameof(BootFaultTests)),
        MachineFaults.Of("its clock is a year ahead", 0, $"FAULTY_CLOCK={MachineFaults.Year}", World.Boot, nameof(BootFaultTests)) with { IsLong = true },
    ];

    /// <summary>The first is that it is missing.</summary>
    private static string[] Every => [.. Misbehaviour.All.Select(how => how.What)];

    /// <param name="point">A heading.</param>
    /// <param name="status">However it fails.</param>
    /// <param name="inject">Makes it so.</param>
    /// <param name="ways">Of <see cref="Misbehaviour.All"/>.</param>
    /// <param name="always">Those that every `./test` tries.</param>
    private static IEnumerable<Fault> Tool(string point, int status, Action<World, Misbehaviour> inject, string[] ways, params string[] always) =>
        Tool(point, _ => status, inject, ways, always);

    private static IEnumerable<Fault> Tool(string point, Func<string, int?> statusOf, Action<World, Misbehaviour> inject, string[] ways, params string[] always) =>
        Misbehaviour.All.Where(how => ways.Contains(how.What)).Select(how => new Fault(
            point, how.What, World.Boot, statusOf(how.What)!.Value, world => inject(world, how), nameof(BootFaultTests))
        { IsLong = !always.Contains(how.What) });

    /// <summary>It waits for half of a run's time, at most 20 s; here 5 s.</summary>
    private static void Unanswered(World world, Misbehaviour how)
    {
        InShort(world);
        ToolFaults.Vtysh(world, how, before: null, Running, nth: 1);
    }

    private static void InShort(World world)
    {
        world.Site.Set("watchdog.run-limit", "10s");
        world.Healing.Add(() => world.Site.Set("watchdog.run-limit", null));
    }

    private static Fault Late(string what, FakeAnswer atFirst) => new(
        ToolFaults.OfRunning, what, World.Boot, 0, world => world.Site.VtyshFirst(Running, atFirst, atFirst, world.Site.Bgpd.Answer), nameof(BootFaultTests));

    private static IEnumerable<Fault> Written(string file, string part, Func<int, int?> statusOf, params int[] always) =>
        WriteFaults.Ways.Where(way => statusOf(way.Error) is not null).Select(way => new Fault(
            $"writing {file}", way.What, World.Boot, statusOf(way.Error)!.Value, world => WriteFaults.Refuse(world, part, way.Error, way.Calls), nameof(BootFaultTests))
        { IsLong = !always.Contains(way.Error) });

    /// <summary>What stands there is not what any run has written.</summary>
    private static IEnumerable<Fault> DamagedState(string command)
    {
        const string Point = "reading the state";
        var isLong = command != World.Boot;
        yield return new(Point, "a hold's file is torn", command, command == World.Drain ? 2 : 0, world =>
        {
            var file = world.Site.Of($"state/holds/{(command == World.Drain ? "192.0.2.6_32" : "2001:db8::1_128")}");
            var whole = File.ReadAllText(file);
            File.WriteAllText(file, whole[..^20]);
            world.Mending.Add(() =>
            {
                Assert.Equal(whole[..^20], File.ReadAllText(file));
                File.WriteAllText(file, whole);
            });
        }, nameof(BootFaultTests))
        { IsLong = isLong };
        yield return new(Point, "watchdog.json is torn", command, command == World.Drain ? 2 : 0, world =>
            world.Site.WriteState("watchdog.json", """{"version":1,"serv"""), nameof(BootFaultTests))
        { IsLong = isLong };
        yield return new(Point, "`holds` is no folder", command, 74, world =>
        {
            var folder = world.Site.Of("state/holds");
            Directory.Move(folder, world.Site.Of("holds"));
            File.WriteAllText(folder, "in the way");
            world.Mending.Add(() =>
            {
                File.Delete(folder);
                Directory.Move(world.Site.Of("holds"), folder);
            });
        }, nameof(BootFaultTests))
        { IsLong = isLong };
    }
}
