using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Doctor;
using static Vips.Tests.World;

namespace Vips.Tests.Doctor;

/// <summary>What doctor has seen of a director where all is well: 192.0.2.1 and 2001:db8::1 behind www.example.net.</summary>
public static class Seen
{
    public static readonly Prefix Six = Prefix.Parse("2001:db8::1/128");

    private static readonly string[] Sorry = ["203.0.113.80"];

    public static readonly World World = World.InOrder with
    {
        Configured = [Statement("192.0.2.1/32", "BGP1"), Statement("2001:db8::1/128", "BGP1")],
        Baseline = [Statement("192.0.2.1/32", "BGP1"), Statement("2001:db8::1/128", "BGP1")],
        Table = [Service("tcp/192.0.2.1:80", live: 2), Service("tcp/[2001:db8::1]:80", live: 2)],
        Policy = new() { SorryServers = Sorry.Select(address => IpAddress.Parse(address)).ToHashSet() },
        State = new() { Established = true, LastRun = World.InOrder.Before(TimeSpan.FromSeconds(30)), LastSuccess = World.InOrder.Before(TimeSpan.FromSeconds(30)) },
    };

    public static readonly Observed Well = Of(World);

    public static Observed Of(World world) => new()
    {
        Inputs = world.ToInputs(),
        Bgpd = world.BgpdFails is { } failure ? Reading<BgpdSeen>.Unknown(failure) : Reading<BgpdSeen>.Known(new(ImportCheck: true)),
        StartUp = Reading<StartUpSeen>.Known(new("/etc/frr/frr.conf", Instance(world.Baseline), world.RouteMaps)),
        Addresses = Reading<IReadOnlyDictionary<IpAddress, string>>.Known(new Dictionary<IpAddress, string>
        {
            [IpAddress.Parse("192.0.2.1")] = "lo",
            [IpAddress.Parse("2001:db8::1")] = "lo",
        }),
        KeepalivedFile = Keepalived(new KeepalivedService("192.0.2.1 80", true, true, IpAddress.Parse(Sorry[0])), new("2001:db8::1 80", true, true, null)),
        Names = [Name("www.example.net", "192.0.2.1", "2001:db8::1")],
        Machine = new(
            "/dev/log", null, new("/var/lib/viptools", IsThere: true, null, null, 1L << 30), new("/run/viptools/lock", null, null, null), Reading<bool>.Known(true)),
        Schedule = new([Cron()], CronRuns: true, [], []),
    };

    public static BgpInstance Instance(params IReadOnlyList<NetworkStatement> statements) =>
        new("router bgp 64699", "64699", null, statements.ToDictionary(statement => statement.Prefix), []);

    public static Reading<KeepalivedFileSeen> Keepalived(params IReadOnlyList<KeepalivedService> services) =>
        Reading<KeepalivedFileSeen>.Known(new("/etc/keepalived/keepalived.conf", services, IsWhole: true));

    public static NameSeen Name(string name, params IEnumerable<string> addresses) =>
        new(name, Reading<IReadOnlyList<IpAddress>>.Known([.. addresses.Select(address => IpAddress.Parse(address))]), []);

    public static CronEntry Cron(string place = "/etc/cron.d/vip-watchdog:1", WatchdogProgram whose = WatchdogProgram.Ours, bool everyMinute = true, bool isOnce = false) =>
        new(place, whose == WatchdogProgram.Ancestors ? "/usr/local/bin/vip_watchdog" : "/usr/local/bin/vip-watchdog", whose, everyMinute, isOnce);

    public static Observed WithMachine(this Observed seen, Func<MachineSeen, MachineSeen> change) => seen with { Machine = change(seen.Machine) };

    public static Observed WithState(this Observed seen, Func<StateSeen, StateSeen> change) => seen.WithMachine(machine => machine with { State = change(machine.State) });

    public static Observed WithLock(this Observed seen, Func<LockSeen, LockSeen> change) => seen.WithMachine(machine => machine with { Lock = change(machine.Lock) });

    public static Observed WithSchedule(this Observed seen, Func<ScheduleSeen, ScheduleSeen> change) => seen with { Schedule = change(seen.Schedule) };

    public static Observed WithNames(this Observed seen, params IReadOnlyList<NameSeen> names) => seen with { Names = names };

    public static Failure Denied(string subject) => Failed(subject, "permission denied", denied: true);
}

/// <summary>One thing that doctor may see, and what it says of it.</summary>
/// <param name="When">In words.</param>
/// <param name="Seen">All else is well.</param>
/// <param name="Health">What the check says; <see cref="Health.Ok"/> for the other side of a rule.</param>
/// <param name="Says">Part of its words.</param>
public sealed record DoctorRow(string When, Observed Seen, Health Health, string Says)
{
    /// <summary>Each row of a table, and with it that nobody left one without a remedy.</summary>
    public static void Verify(string check, IReadOnlyList<DoctorRow> rows)
    {
        foreach (var row in rows)
        {
            var finding = Checkup.Of(row.Seen).Findings.Single(finding => finding.Check == check);
            Assert.True(
                finding.Health == row.Health && finding.Words.Contains(row.Says, StringComparison.Ordinal),
                $"{row.When}: expected {row.Health} with '{row.Says}', but it was {finding}");
            Assert.True(finding.Remedy is null == (finding.Health == Health.Ok), $"{row.When}: {finding}");
        }
    }
}
