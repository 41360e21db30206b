using System.Diagnostics;
using VipWatchdog.Tests.Following;

namespace Faults.Tests;

/// <summary>
/// `vip-watchdog --follow`: a run of the process that stays fails, and the process goes on; or it dies, and cron's next run
/// does its work. Its first run finds nothing to do; the fault is there before the next.
/// </summary>
internal static class FollowFaults
{
    private const string Fifo = "the FIFO of --follow";
    private const string Word = "VS [192.0.2.1]:tcp:80 DOWN";

    public static IReadOnlyList<Fault> All { get; } =
    [
        Tool("ipvsadm", Misbehaviour.Hangs, 69, ToolFaults.Ipvsadm),
        Tool("ipvsadm", Misbehaviour.Floods, 69, ToolFaults.Ipvsadm) with { IsLong = true },
        Tool(ToolFaults.OfRunning, Misbehaviour.Missing, 69, (world, how) => ToolFaults.Vtysh(world, how, before: null, "*show running-config*", nth: 1)) with { IsLong = true },
        Tool(ToolFaults.OfBatch, Misbehaviour.Hangs, 76, ToolFaults.AtBatch) with { IsLong = true },
        .. Written("the state directory", ".writable.", WriteFaults.NoSpace),
        .. Written("a kept statement", "/state/withdrawn"),
        .. Written("watchdog.json", "watchdog.json"),
        .. Written("the journal", "journal.jsonl"),
        Clock("its clock leaps a year ahead between two runs", MachineFaults.Year),
        Clock("its clock leaps a year back between two runs", -MachineFaults.Year) with { IsLong = true },
        OfFifo("is removed", follower => File.Delete(follower.Fifo), "is opened anew", _ => { }) with { IsLong = true },
        OfFifo("is replaced by a file", follower => Replace(follower, $"echo '{Word}' >\"$0.new\""), "is no FIFO", follower => File.Delete(follower.Fifo)),
        OfFifo("is replaced by a link to a device", follower => Replace(follower, "ln -s /dev/zero \"$0.new\""), "is no FIFO", follower => File.Delete(follower.Fifo)) with { IsLong = true },
        OfFifo("is replaced by one that everybody can write to", follower => Replace(follower, "mkfifo \"$0.new\"; chmod 666 \"$0.new\""), "everybody can write to it", follower => File.Delete(follower.Fifo)) with { IsLong = true },
        OfFifo("gets 1 GiB without an end of line", follower => Flood(follower, "head -c 1073741824 /dev/zero | tr '\\0' x >\"$0\"")),
        OfFifo("gets 1 GiB of keepalived's lines", follower => Flood(follower, "yes 'RS [10.0.0.1]:tcp:80 [192.0.2.1]:tcp:80 DOWN' | head -c 1073741824 >\"$0\"")) with { IsLong = true },
        new("the machine", "descriptors run out between two runs (RLIMIT_NOFILE of what is open and 0 to 24 more)", World.Follow, 0, _ => { }, nameof(FollowFaultTests)) { Own = Descriptors },
        new("kill -9", "at any step of a run on the disk, writes torn in their middle; then cron's run", World.Follow, KillFaults.Killed, _ => { }, nameof(FollowFaultTests)) { Own = AtEveryStep },
    ];

    /// <summary>The run that begins with the fault, and the next of the same process, when all is well again.</summary>
    private static Fault InRun(string point, string what, int status, Action<World> inject, Func<World, IEnumerable<string>>? within = null) =>
        new(point, what, World.Follow, status, inject, nameof(FollowFaultTests))
        {
            Own = fault =>
            {
                using var world = new World(fault.Command);
                using var follower = new Follower(world.Site, environment: [.. within?.Invoke(world) ?? []]);
                world.Strike();
                fault.Inject(world);
                follower.Write(Word);
                follower.WaitForRuns(2);

                Assert.Equal(fault.Status, follower.LastStatus);
                world.IsSound();
                var made = world.Changed();
                world.Heal();
                Close(fault, world, follower, run: 3, $"{fault.Status}, stays", made);
            },
        };

    /// <summary>It makes the run that is due, ends when it is told to, and leaves nothing to cron's run.</summary>
    private static void Close(Fault fault, World world, Follower follower, int run, string status, string? made)
    {
        follower.Signal("USR1");
        follower.WaitForRuns(run);
        Assert.Equal(0, follower.LastStatus);
        var end = follower.End();
        Assert.Equal(0, end.Status);
        world.IsSound();
        FaultDocument.Verify(fault, status, made ?? world.Changed(), FaultDocument.Words(world.Site, end));
        world.Repairs();
    }

    private static Fault Tool(string point, string what, int status, Action<World, Misbehaviour> inject) => InRun(point, what, status, world =>
    {
        inject(world, Misbehaviour.All.Single(how => how.What == what));
        Patience(world);
    }, Patience);

    /// <summary>Shorter than by default, and long enough for a tool that is well: the deadline is one for all runs of the process.</summary>
    private static IEnumerable<string> Patience(World world)
    {
        foreach (var key in (string[])["ipvs.timeout", "bgp.read-timeout", "bgp.write-timeout"])
            world.Site.Set(key, "3s");
        return [];
    }

    private static IEnumerable<Fault> Written(string file, string part, params int[] always) => WriteFaults.Ways.Select(way => InRun(
        $"writing {file}", way.What, 74, world => File.WriteAllText(world.Site.Of("when"), ""), world =>
        {
            world.MayLoseStatements = part.EndsWith("withdrawn", StringComparison.Ordinal);
            world.Healing.Add(() => File.Delete(world.Site.Of("when")));
            return Preload.Within($"FAULTY_PATH={part}", $"FAULTY_CALLS={way.Calls}", $"FAULTY_ERROR={way.Error}", $"FAULTY_WHEN={world.Site.Of("when")}");
        }) with
    { IsLong = !always.Contains(way.Error) });

    private static Fault Clock(string what, int seconds) => InRun("the machine", what, 0, world => File.WriteAllText(world.Site.Of("when"), ""), world =>
    {
        world.Healing.Add(() => File.Delete(world.Site.Of("when")));
        return Preload.Within($"FAULTY_CLOCK={seconds}", $"FAULTY_WHEN={world.Site.Of("when")}");
    });

    /// <summary>While the FIFO is lost its run comes by the clock, or by a signal.</summary>
    private static Fault OfFifo(string what, Action<Follower> inject, string? told = null, Action<Follower>? mend = null) =>
        new(Fifo, what, World.Follow, 0, _ => { }, nameof(FollowFaultTests))
        {
            Own = fault =>
            {
                using var world = new World(fault.Command);
                using var follower = new Follower(world.Site);
                inject(follower);
                if (told is not null)
                    follower.WaitForLine(told);
                world.Strike();
                follower.Signal("USR1");
                follower.WaitFor(() => world.Changed() == "all");
                if (mend is not null)
                {
                    mend(follower);
                    follower.WaitForLine("is opened anew");
                }

                follower.Write(Word);
                Close(fault, world, follower, follower.Runs + 1, "0, stays", made: null);
            },
        };

    /// <summary>In one step: else it is made anew meanwhile.</summary>
    private static void Replace(Follower follower, string shell) => Sh($"{shell}; mv -fT \"$0.new\" \"$0\"", follower.Fifo);

    /// <summary>All of it is read, and nothing of it kept.</summary>
    private static void Flood(Follower follower, string shell)
    {
        var before = PeakKib(follower);
        Sh($"{shell}; echo >\"$0\"", follower.Fifo);
        Assert.InRange(PeakKib(follower) - before, 0, 64 * 1024);
    }

    private static int PeakKib(Follower follower) => int.Parse(
        File.ReadLines($"/proc/{follower.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null);

    private static void Sh(string shell, string path)
    {
        using var process = Process.Start("/bin/sh", ["-c", shell, path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>
    /// Whatever fails then, in the run or between two: the process goes on when there are descriptors again, or it has ended, and
    /// systemd starts another. Nobody can be told how a run ended without a descriptor: it is given its time, and no more.
    /// </summary>
    private static void Descriptors(Fault fault)
    {
        for (var more = 0; more <= 24; more += FaultTable.IsLong ? 1 : 12)
        {
            using var world = new World(fault.Command);
            using var follower = new Follower(world.Site);
            world.Strike();
            follower.LimitDescriptors(Directory.GetFiles($"/proc/{follower.Id}/fd").Length + more);
            follower.Signal("USR1");
            SpinWait.SpinUntil(() => follower.HasEnded || follower.Runs > 1, TimeSpan.FromSeconds(1));
            if (!follower.HasEnded)
            {
                follower.LimitDescriptors(1024);
                Sh($"echo '{Word}' 1<>\"$0\"", follower.Fifo); // one that is about to end would be ended by a signal
                SpinWait.SpinUntil(() => follower.HasEnded || world.Changed() == "all", TimeSpan.FromSeconds(60));
            }

            var end = follower.HasEnded ? follower.Finish() : follower.End();
            Assert.Contains(end.Status, (int[])[0, 70, 134, 137]);
            Assert.True(end.Status != 0 || world.Changed() == "all", $"{more} more: {world.Changed()}, {end}");
            world.IsSound();
            world.Repairs();
        }

        FaultDocument.Verify(fault, "stays, else one of 70, 134, 137", "any", "what could not be opened or started, where anything could be said");
    }

    /// <summary>`./test`: some of them; `./test long`: every one.</summary>
    private static void AtEveryStep(Fault fault)
    {
        var (calls, stride) = FaultTable.IsLong ? ("open write fsync rename unlink fchmod ftruncate", 1) : ("write rename unlink", 7);
        var step = FaultTable.IsLong ? 1 : 3;
        while (KillsAt(fault, calls, step))
            step += stride;

        Assert.InRange(step, 10, 200);
        FaultDocument.Verify(fault, $"{KillFaults.Killed}", "any", "nothing");
    }

    /// <returns>False when the run ended before that step.</returns>
    private static bool KillsAt(Fault fault, string calls, int step)
    {
        using var world = new World(fault.Command);
        var when = world.Site.Of("when");
        using var follower = new Follower(world.Site, environment: [.. Preload.Within($"FAULTY_PATH={world.Site.Folder}/", $"FAULTY_CALLS={calls}", $"FAULTY_KILL={step}", $"FAULTY_WHEN={when}")]);
        world.Strike();
        File.WriteAllText(when, "");
        follower.Write(Word);
        follower.WaitFor(() => follower.HasEnded || follower.Runs > 1);
        if (!follower.HasEnded)
        {
            Assert.Equal(0, follower.LastStatus);
            File.Delete(when);
            follower.End();
            return false;
        }

        Assert.Equal(KillFaults.Killed, follower.Finish().Status);
        follower.WaitFor(() => world.Site.Fakes.Running().Count == 0);
        world.IsSound();
        world.Repairs();
        return true;
    }
}
