namespace Vips.Doctor;

/// <summary>`vip-mgmt doctor`: every precondition of both programs, judged on what was observed. Pure.</summary>
/// <param name="Findings">The worst first, else in the order of the table.</param>
public sealed record Checkup(IReadOnlyList<Finding> Findings)
{
    /// <summary>In the order in which one would look: what all else rests on first.</summary>
    private static readonly Func<Observed, Finding>[] Checks =
    [
        BgpdChecks.Bgpd,
        BgpdChecks.Instance,
        BgpdChecks.Baseline,
        BgpdChecks.RouteMaps,
        BgpdChecks.BootOrder,
        RouteChecks.OtherOrigin,
        RouteChecks.ImportCheck,
        RouteChecks.OnLoopback,
        IpvsChecks.Table,
        KeepalivedChecks.Alive,
        KeepalivedChecks.Alpha,
        KeepalivedChecks.Omega,
        KeepalivedChecks.SorryServers,
        IpvsChecks.WithoutStatement,
        IpvsChecks.WithoutService,
        NameChecks.Addresses,
        NameChecks.Families,
        MachineChecks.Syslog,
        MachineChecks.State,
        MachineChecks.Lock,
        MachineChecks.Clock,
        ScheduleChecks.LastRun,
        ScheduleChecks.Schedule,
        ScheduleChecks.Ancestor,
    ];

    public static Checkup Of(Observed observed)
    {
        var findings = new List<Finding>(Checks.Length);
        foreach (var check in Checks)
        {
            findings.Add(check(observed));
        }

        return new([.. findings.OrderByDescending(finding => finding.Health)]);
    }

    /// <summary>0, or 1 when anything but well was found: what could not be told is no well-being.</summary>
    public ExitStatus Status => Count(Health.Ok) == Findings.Count ? ExitStatus.Done : ExitStatus.KeptBack;

    public int Count(Health health) => Findings.Count(finding => finding.Health == health);
}
