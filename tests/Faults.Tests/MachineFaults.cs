using System.Globalization;

namespace Faults.Tests;

/// <summary>A machine that has run out of something, or does not know what time it is.</summary>
internal static class MachineFaults
{
    private const string Point = "the machine";
    internal const int Year = 365 * 24 * 60 * 60;
    private const string SixtyFourMiB = "67108864";

    private static readonly string[] Commands = [World.Watchdog, World.Delete, World.Add];

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Of("no process can be started (EAGAIN)", _ => 69, "FAULTY_SPAWN=*"),
        .. Of("no process can be started for the batch (EAGAIN)", _ => 76, "FAULTY_SPAWN=-E"),
        .. Of("no pipe can be made (EMFILE)", _ => 69, "FAULTY_PIPE=yes"),
        .. Of("its clock is a year behind", _ => 0, $"FAULTY_CLOCK=-{Year}"),
        .. Of("its clock is a year ahead", _ => 0, $"FAULTY_CLOCK={Year}"),
        .. Commands.Select(command => new Fault(Point, "descriptors run out (RLIMIT_NOFILE of 16 to 64)", command, 0, _ => { }, nameof(MachineFaultTests)) { Own = Descriptors, IsLong = command != World.Watchdog }),
        .. Commands.Select(command => new Fault(Point, "descriptors are few (RLIMIT_NOFILE of 96)", command, 0, world => world.Site.Within = WithDescriptors(96), nameof(MachineFaultTests)) { IsLong = command != World.Watchdog }),
        .. Commands.Select(command => new Fault(Point, "memory is limited to 64 MiB (cgroup)", command, 0, Limit, nameof(MemoryFaultTests)) { IsLong = command != World.Watchdog }),
        new(Point, "memory is limited to 64 MiB (cgroup), and ipvsadm floods with 1 GiB", World.Watchdog, 69, world =>
        {
            Limit(world);
            world.Site.Ipvsadm.Reset().Always(new Testing.FakeAnswer { FloodsOutput = 1L << 30 });
        }, nameof(MemoryFaultTests)),
    ];

    private static IEnumerable<Fault> Of(string what, Func<string, int> statusOf, string variable) =>
        Commands.Select(command => Of(what, statusOf(command), variable, command, nameof(MachineFaultTests)) with { IsLong = command != World.Watchdog });

    internal static Fault Of(string what, int status, string variable, string command, string evidence) =>
        new(Point, what, command, status, world => world.Site.Within = Preload.Within(variable), evidence);

    /// <summary>
    /// Below some number the runtime itself cannot begin (134, 137), from some number on all is well; between, it depends on what
    /// is open at once which call fails. Whatever fails, it never looks like success, nor like somebody else's fault.
    /// </summary>
    private static void Descriptors(Fault fault)
    {
        int[] failures = [69, 70, 74, 76, 78, 134, 137];
        for (var most = 16; most <= 64; most += FaultTable.IsLong ? 1 : 28)
        {
            using var world = new World(fault.Command);
            world.Site.Within = WithDescriptors(most);
            var run = world.Run();
            Assert.True(run.Status == 0 ? world.Changed() == "all" : failures.Contains(run.Status), $"{most} descriptors: {run}");
            world.IsSound();
            world.Repairs();
        }

        FaultDocument.Verify(fault, $"0 with all made, else one of {string.Join(", ", failures)}", "any", "what could not be opened or started, where anything could be said");
    }

    private static IReadOnlyList<string> WithDescriptors(int most) => ["prlimit", string.Create(CultureInfo.InvariantCulture, $"--nofile={most}")];

    private static void Limit(World world)
    {
        var group = MemoryLimit.Make(SixtyFourMiB);
        world.Site.Within = group.Within;
        world.Healing.Add(group.Dispose);
    }
}
