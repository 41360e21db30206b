using System.Diagnostics;
using Testing;

namespace Faults.Tests;

/// <summary>`vip-mgmt -d --drain`: its route-map, the wait for the traffic, the withdrawal. The wait is 100 ms long, so that all well is 2.</summary>
internal static class DrainFaults
{
    private const string Rate = "*--rate*";
    private const string Batch = "*-E*";
    private const string Statement = "vtysh, the drain's route-map";
    private const string Withdrawal = "vtysh, the withdrawal after the drain";

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Misbehaviour.All.Select(how => Of("ipvsadm, what still comes in", how.What, 2, world => Rates(world, how), how.What is Misbehaviour.Hangs or Misbehaviour.Cut or Misbehaviour.Floods)),
        Of("ipvsadm, what still comes in", "tells of 20 services with 2^59 packets a second each", 2, world => Counting(world, "", Flooded()), isAlways: true),
        .. Misbehaviour.All.Select(how => Of(Statement, how.What, OfStatement(how.What), world => ToolFaults.AtBatch(world, how), how.What is Misbehaviour.Killed)),
        Of(Statement, "is refused for one VIP", 76, world => Bgpd(world, bgpd => bgpd.Poison(World.Four)), isAlways: true),
        Of(Statement, "is taken for one VIP, and not made", 76, world => Bgpd(world, bgpd => bgpd.LieAbout(World.Four)), isAlways: false),
        .. Misbehaviour.All.Where(how => how.What != Misbehaviour.Missing).Select(how => Of(
            Withdrawal, how.What, OfWithdrawal(how.What), world => ToolFaults.Vtysh(world, how, before: null, Batch, nth: 2), how.What is Misbehaviour.Silent)),
        Of("vtysh, between drain and withdrawal", "bgpd has been restarted: the route-map of the baseline is back", 2, world => Meanwhile(world, "s/ route-map DRAIN$/ route-map BGP1/"), isAlways: true),
        Of("vtysh, between drain and withdrawal", "somebody else has withdrawn the VIP by then", 2, world =>
        {
            Meanwhile(world, "/network 192.0.2.1.32 /d");
            world.MayLoseStatements = true; // it was not ours to keep
        }, isAlways: false),
        .. Written("a hold", "/state/holds", WriteFaults.NoSpace),
        .. Written("the state directory", ".writable."),
        .. Written("a kept statement", "/state/withdrawn"),
        .. Written("the journal", "journal.jsonl"),
        .. Written("the lock", "/run/lock"),
        Killed("while it waits for the traffic to go", world => Counting(world, "kill -9 $PPID", Due.Rates(0)), isLong: false),
        Killed("before the batch of its withdrawal is made", world => world.Site.VtyshFirst(Batch, world.Site.Bgpd.Answer, new() { Shell = "kill -9 $PPID" }), isLong: true),
        Killed("when the batch of its withdrawal is made", world => world.Site.VtyshFirst(
            Batch, world.Site.Bgpd.Answer, world.Site.Bgpd.Answer with { Shell = $"({world.Site.Bgpd.Answer.Shell}) >/dev/null\nkill -9 $PPID" }), isLong: true),
    ];

    private static Fault Of(string point, string what, int status, Action<World> inject, bool isAlways) =>
        new(point, what, World.Drain, status, inject, nameof(DrainFaultTests)) { IsLong = !isAlways };

    /// <summary>The read-back tells what was done; what is drained is waited for and withdrawn.</summary>
    private static int OfStatement(string what) => what is Misbehaviour.Killed or Misbehaviour.Fails or Misbehaviour.Cut ? 2 : 76;

    private static int OfWithdrawal(string what) => what is Misbehaviour.Killed or Misbehaviour.Fails or Misbehaviour.Cut ? 2 : 76;

    private static void Rates(World world, Misbehaviour how)
    {
        ToolFaults.Deadline(world, how, "ipvs.timeout");
        var file = world.Site.Of("ipvs.rates");
        File.WriteAllText(file, Due.Rates(0));
        if (how.What == Misbehaviour.Missing)
        {
            Counting(world, """mv "$0" "$0.gone" """, Due.Rates(0));
            world.Healing.Add(() => File.Move(world.Site.Ipvsadm.Path + ".gone", world.Site.Ipvsadm.Path));
        }
        else
        {
            world.Site.Ipvsadm.Reset().When(Rate, how.Of($"cat '{file}'")).Always(FakeAnswer.PrintsFile(world.Site.Of("ipvs.list")));
        }
    }

    /// <summary>Something happens whenever it asks for the traffic.</summary>
    private static void Counting(World world, string shell, string rates) =>
        world.Site.Ipvsadm.Reset().When(Rate, new FakeAnswer { Shell = shell, Output = rates }).Always(FakeAnswer.PrintsFile(world.Site.Of("ipvs.list")));

    private static string Flooded() => string.Concat(Due.Rates(1L << 59).Split('\n').SelectMany(line => line.Contains(":80", StringComparison.Ordinal)
        ? Enumerable.Range(80, 10).Select(port => line.Replace(":80", $":{port}", StringComparison.Ordinal) + "\n")
        : [line.Length > 0 ? line + "\n" : ""]));

    private static void Bgpd(World world, Action<FakeBgpd> spoil)
    {
        spoil(world.Site.Bgpd);
        world.Healing.Add(world.Site.Bgpd.Heal);
    }

    private static void Meanwhile(World world, string script) => Counting(world, $"sed -i '{script}' '{world.Site.Of("bgpd/running")}'", Due.Rates(0));

    /// <summary>From the beginning, and from the wait on.</summary>
    private static IEnumerable<Fault> Written(string file, string part, params int[] always)
    {
        foreach (var (what, error, calls) in WriteFaults.Ways)
        {
            if ((file == "the lock" ? WriteFaults.OfLock(error) : 74) is not (> 0 and var status))
                continue;
            yield return Of($"writing {file}", what, status, world => WriteFaults.Refuse(world, part, error, calls), isAlways: false);
            yield return Of($"writing {file}", $"{what}, since it waits for the traffic to go", status, world =>
            {
                WriteFaults.Refuse(world, part, error, calls);
                var when = world.Site.Of("when");
                world.Site.Within = [.. world.Site.Within, $"FAULTY_WHEN={when}"];
                Counting(world, $"touch '{when}'", Due.Rates(0));
            }, always.Contains(error));
        }
    }

    private static Fault Killed(string what, Action<World> inject, bool isLong) => new("kill -9", what, World.Drain, KillFaults.Killed, inject, nameof(DrainFaultTests))
    {
        IsLong = isLong,
        Own = fault =>
        {
            using var world = new World(fault.Command);
            fault.Inject(world);
            Assert.Equal(KillFaults.Killed, world.Run().Status);
            for (var since = Stopwatch.StartNew(); world.Site.Fakes.Running().Count > 0; Thread.Sleep(5))
                Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), "a tool runs on");
            world.IsSound();
            FaultDocument.Verify(fault, $"{KillFaults.Killed}", world.Changed(), "nothing");
            world.Repairs();
        },
    };
}
