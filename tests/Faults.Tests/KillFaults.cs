using System.Diagnostics;

namespace Faults.Tests;

/// <summary>kill -9 in place of the n-th step that leaves a trace on the disk, for every n until the run survives; a write is torn in its middle.</summary>
internal static class KillFaults
{
    internal const int Killed = 128 + 9;

    /// <summary>A thaw removes one file, and writes one line.</summary>
    private static int FewestSteps(string command) => command == World.Thaw ? 4 : 10;

    public static IReadOnlyList<Fault> All { get; } =
    [
        Of(World.Watchdog, "at any step on the disk, writes torn in their middle; holds and a freeze are over", world => world.HasOverdue()),
        .. ((string[])[World.Boot, World.Delete, World.Drain, World.Add, World.Freeze, World.Thaw]).Select(command => Of(command, "at any step on the disk, writes torn in their middle", _ => { })),
    ];

    private static Fault Of(string command, string what, Action<World> inject) =>
        new("kill -9", what, command, Killed, inject, nameof(KillFaultTests)) { Own = AtEveryStep };

    /// <summary>`./test`: every fifth of them (of a drain, which waits between them, every eleventh), beginning with another one for each command; `./test long`: every one, and before each flush and change of mode too.</summary>
    private static void AtEveryStep(Fault fault)
    {
        var (calls, stride) = FaultTable.IsLong ? ("open write fsync rename unlink fchmod ftruncate", 1) : ("write rename unlink", fault.Command == World.Drain ? 11 : 5);
        var step = FaultTable.IsLong ? 1 : 1 + (fault.Command.Length % 5);
        while (KillsAt(fault, calls, step))
            step += stride;

        Assert.InRange(step, FewestSteps(fault.Command), 200);
        FaultDocument.Verify(fault, $"{Killed}", "any", "nothing");
    }

    /// <returns>False when the run ended before that step.</returns>
    private static bool KillsAt(Fault fault, string calls, int step)
    {
        using var world = new World(fault.Command);
        fault.Inject(world);
        world.Site.Within = Preload.Within($"FAULTY_PATH={world.Site.Folder}", $"FAULTY_CALLS={calls}", $"FAULTY_KILL={step}");
        var run = world.Run();
        if (run.Status != Killed)
        {
            Assert.Equal(world.Well, run.Status);
            return false;
        }

        for (var since = Stopwatch.StartNew(); world.Site.Fakes.Running().Count > 0; Thread.Sleep(5))
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), $"step {step}: a tool runs on");
        try
        {
            world.IsSound();
            world.Repairs();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{fault.Command}, killed at step {step} of {calls}: {failure.Message}", failure);
        }

        return true;
    }
}
