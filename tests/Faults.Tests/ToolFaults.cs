using Testing;

namespace Faults.Tests;

/// <summary>Each call of an outside tool x each way to fail x each command that makes the call.</summary>
internal static class ToolFaults
{
    internal const string OfRunning = "vtysh, the running configuration";
    internal const string OfTable = "vtysh, the table";
    internal const string OfBatch = "vtysh, the batch";
    internal const string OfReadBack = "vtysh, the read-back";

    private const string Running = "*show running-config*";
    private const string Table = "*json*";
    private const string Batch = "*-E*";

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Point("ipvsadm", Ipvsadm, Worst(69), Worst(0), Worst(69)),
        .. Point(OfRunning, (world, how) => Vtysh(world, how, before: null, Running, nth: 1), Worst(69), Worst(69), Worst(69)),
        .. Point(OfTable, (world, how) => Vtysh(world, how, before: Running, Table, nth: 1), Worst(76), Worst(76), Worst(76)),
        .. Point(OfBatch, AtBatch, ReadBackTells, ReadBackTells, ReadBackTells),
        .. Point(OfReadBack, (world, how) => Vtysh(world, how, before: Batch, Running, nth: 2), Worst(76), Worst(76), Worst(76)),
        .. Point("dig", Dig, null, Worst(69, (Misbehaviour.Hangs, 75)), Worst(0)),
        .. Point("witness", Witness, Worst(0), Worst(1), null),
        .. Point("on-change hook", Hook, Hooked(), Hooked(), Hooked()),
        .. Between(),
        .. Syslog(),
    ];

    private static Func<string, int?> Worst(int status, params (string What, int Status)[] but) =>
        what => but.Where(other => other.What == what).Select(other => (int?)other.Status).FirstOrDefault(status);

    /// <summary>The read-back tells what was done, whatever vtysh said about it.</summary>
    internal static int? ReadBackTells(string what) => what is Misbehaviour.Killed or Misbehaviour.Fails or Misbehaviour.Cut ? 0 : 76;

    /// <summary>What it says is nobody's concern, so that half of it is no fault, nor is silence.</summary>
    private static Func<string, int?> Hooked() => what => what is Misbehaviour.Silent or Misbehaviour.Cut ? null : 0;

    private static IEnumerable<Fault> Point(
        string point, Action<World, Misbehaviour> inject, Func<string, int?>? watchdog, Func<string, int?>? delete, Func<string, int?>? add)
    {
        foreach (var how in Misbehaviour.All)
        {
            foreach (var (command, statusOf) in new[] { (World.Watchdog, watchdog), (World.Delete, delete), (World.Add, add) })
            {
                if (statusOf?.Invoke(how.What) is { } status)
                {
                    yield return new(point, how.What, command, status, world => inject(world, how), nameof(ToolFaultTests))
                    {
                        IsLong = IsLong(point, how.What, command),
                    };
                }
            }
        }
    }

    /// <summary>What every `./test` tries: each way to fail with one command at least, the worst ones with all.</summary>
    private static bool IsLong(string point, string what, string command) => command switch
    {
        World.Watchdog => what is Misbehaviour.Fails or Misbehaviour.Silent || (what == Misbehaviour.Floods && point != "ipvsadm"),
        World.Delete => point is not ("dig" or OfBatch or OfReadBack) || what is not (Misbehaviour.Hangs or Misbehaviour.Killed or Misbehaviour.Cut),
        _ => point is not ("ipvsadm" or OfBatch) || what != Misbehaviour.Cut,
    };

    internal static void Ipvsadm(World world, Misbehaviour how)
    {
        Deadline(world, how, "ipvs.timeout");
        Answer(world, world.Site.Ipvsadm, how, $"cat '{world.Site.Of("ipvs.list")}'");
    }

    private static void Dig(World world, Misbehaviour how)
    {
        Deadline(world, how, "dns.timeout");
        var folder = Path.Combine(Repository.Root(), "tests", "Fixtures", "dig", "9.18");
        Answer(world, world.Site.Dig, how, $"""case "$*" in *AAAA) cat '{folder}/cname.AAAA.txt';; *) cat '{folder}/cname.A.txt';; esac""");
        world.Healing.Add(() => world.Site.Dig.Reset().When("*-t A", Repository.Fixture("dig/9.18/cname.A.txt")).When("*-t AAAA", Repository.Fixture("dig/9.18/cname.AAAA.txt")));
    }

    /// <summary>Under `refuse` its word decides; the watchdog asks where a VIP still serves in part.</summary>
    private static void Witness(World world, Misbehaviour how)
    {
        var witness = world.Site.Fakes.Add("witness");
        if (world.Command == World.Watchdog)
            ServeInPart(world.Site);
        world.Site.Set("bgp.witness", $"[{witness.Path}, \"{{prefix}}\"]");
        Deadline(world, how, "bgp.witness-timeout");
        world.Site.Set("last-exit", "refuse");

        Answer(world, witness, how, "echo path");
        world.Healing.Add(() => witness.Reset().Always(FakeAnswer.Prints("path\n")));
    }

    /// <summary>443 of 192.0.2.1 serves on; that 80 has ever served is known from a run before.</summary>
    private static void ServeInPart(FakeSite site)
    {
        const string Port = "TCP  192.0.2.1:443 rr\n  -> 10.0.0.1:443  Tunnel  1      0          0         \n";
        var (running, table) = (site.Bgpd.Running, File.ReadAllText(site.Of("ipvs.list")));
        File.WriteAllText(site.Of("ipvs.list"), table.Replace(
            "TCP  192.0.2.1:80 rr\n", "TCP  192.0.2.1:80 rr\n  -> 10.0.0.1:80  Tunnel  1      0          0         \n", StringComparison.Ordinal) + Port);
        Assert.Equal(0, site.Run("--verbose").Status);
        File.WriteAllText(site.Of("ipvs.list"), table + Port);
        site.Bgpd.Running = running;
    }

    private static void Hook(World world, Misbehaviour how)
    {
        var hook = world.Site.Fakes.Add("hook");
        world.Site.Set("on-change", $"[{hook.Path}]");
        Deadline(world, how, "on-change-timeout");
        Answer(world, hook, how, "cat >/dev/null");
        world.Healing.Add(() => hook.Reset().Always(new FakeAnswer()));
    }

    /// <summary>Short only where it is waited for: on a busy machine a tool that is well takes its time.</summary>
    internal static void Deadline(World world, Misbehaviour how, string key, string deadline = "500ms")
    {
        if (how.What != Misbehaviour.Hangs)
            return;
        world.Site.Set(key, deadline);
        world.Healing.Add(() => world.Site.Set(key, null));
    }

    private static void Answer(World world, FakeTool tool, Misbehaviour how, string healthy)
    {
        if (how.What == Misbehaviour.Missing)
        {
            File.Move(tool.Path, tool.Path + ".gone");
            world.Healing.Add(() => File.Move(tool.Path + ".gone", tool.Path));
        }
        else
        {
            tool.Reset().Always(how.Of(healthy));
        }
    }

    internal static void AtBatch(World world, Misbehaviour how) => Vtysh(world, how, before: Table, Batch, nth: 1);

    /// <param name="before">The call before it, from which on vtysh is missing; null where it is so from the beginning.</param>
    /// <param name="pattern">Of its arguments.</param>
    /// <param name="nth">The first of the calls with this pattern that fails; those after it fail too.</param>
    internal static void Vtysh(World world, Misbehaviour how, string? before, string pattern, int nth)
    {
        var (site, bgpd) = (world.Site, world.Site.Bgpd);
        Deadline(world, how, "bgp.read-timeout", "2s");
        Deadline(world, how, "bgp.write-timeout", "2s");

        if (how.What == Misbehaviour.Missing && before is not null)
        {
            site.VtyshFirst(before, bgpd.Answer with { Shell = $"mv \"$0\" \"$0.gone\"\n{bgpd.Answer.Shell}" });
            world.Healing.Add(() => File.Move(site.Vtysh.Path + ".gone", site.Vtysh.Path));
        }
        else if (how.What == Misbehaviour.Missing)
        {
            Answer(world, site.Vtysh, how, "");
        }
        else
        {
            var isBatchKilled = how.What == Misbehaviour.Killed && pattern == Batch;
            var answer = isBatchKilled ? bgpd.AnswerUpTo(1) with { DiesOf = "KILL" } : how.Of(bgpd.Answer.Shell);
            site.VtyshFirst(pattern, [.. Enumerable.Repeat(bgpd.Answer, nth - 1), answer]);
        }
    }

    /// <summary>Somebody is at bgpd between our reading and our batch.</summary>
    private static IEnumerable<Fault> Between()
    {
        foreach (var command in (string[])[World.Watchdog, World.Delete, World.Add])
        {
            yield return new("vtysh, between reading and batch", "bgpd runs another AS by then", command, 76, world => Edit(
                world, "s/^router bgp 64699/router bgp 64700/", "s/^router bgp 64700/router bgp 64699/"), nameof(ToolFaultTests));
        }

        yield return new("vtysh, between reading and batch", "somebody else has withdrawn the VIP by then", World.Delete, 0, world => Edit(
            world, "/network 192.0.2.1.32 /d", null), nameof(ToolFaultTests));
        yield return new("vtysh, between reading and batch", "somebody else has withdrawn the VIP by then", World.Watchdog, 0, world => Edit(
            world, "/network 192.0.2.1.32 /d", null), nameof(ToolFaultTests));
    }

    /// <param name="world">Its bgpd's file is edited at the first batch, before that is read.</param>
    /// <param name="back">What undoes it; null: the file as it was before, with what was done to it since by hand.</param>
    private static void Edit(World world, string script, string? back)
    {
        var (site, before) = (world.Site, world.Site.Bgpd.Running);
        var file = site.Of("bgpd/running");
        site.VtyshFirst("*-E*", site.Bgpd.Answer with { Shell = $"sed -i '{script}' '{file}'\n{site.Bgpd.Answer.Shell}" }, site.Bgpd.Answer);
        world.Healing.Add(() => site.Bgpd.Running = back is null ? before : site.Bgpd.Running.Replace("router bgp 64700", "router bgp 64699", StringComparison.Ordinal));
    }

    private static IEnumerable<Fault> Syslog()
    {
        foreach (var command in (string[])[World.Watchdog, World.Delete, World.Add])
        {
            var isLong = command != World.Watchdog;
            yield return new("/dev/log", "is missing", command, 0, world => Socket(world, world.Site.Of("none")), nameof(ToolFaultTests)) { IsLong = isLong };
            yield return new("/dev/log", "is no socket", command, 0, world => Socket(world, world.Site.ConfigurationPath), nameof(ToolFaultTests)) { IsLong = isLong };
            yield return new("/dev/log", "is not read by its daemon", command, 0, world =>
            {
                var deaf = new DeafSocket(world.Site.Of("deaf"));
                Socket(world, world.Site.Of("deaf"));
                world.Healing.Add(deaf.Dispose);
            }, nameof(ToolFaultTests))
            { IsLong = isLong };
        }
    }

    private static void Socket(World world, string path)
    {
        world.Site.Set("syslog.socket", path);
        world.Healing.Add(() => world.Site.Set("syslog.socket", world.Site.Of("log")));
    }
}
