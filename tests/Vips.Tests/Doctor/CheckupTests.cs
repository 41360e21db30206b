using Vips.Doctor;

namespace Vips.Tests.Doctor;

/// <summary>The checks together: their order, their status, and that what could not be read is never well.</summary>
public class CheckupTests
{
    [Fact]
    public void Where_all_is_well_it_is_0()
    {
        var checkup = Checkup.Of(Seen.Well);

        Assert.All(checkup.Findings, finding => Assert.True(finding.Health == Health.Ok, $"{finding}"));
        Assert.Equal(ExitStatus.Done, checkup.Status);
        Assert.Equal(checkup.Findings.Count, checkup.Findings.Select(finding => finding.Check).Distinct().Count());
    }

    [Fact]
    public void The_worst_comes_first()
    {
        var checkup = Checkup.Of((Seen.Well with { Names = [] }).WithMachine(machine => machine with { SyslogFailure = World.Failed("/dev/log") })
            .WithSchedule(schedule => schedule with { CronRuns = false }));

        Assert.Equal(["schedule", "syslog", "dns", "families"], checkup.Findings.TakeWhile(finding => finding.Health != Health.Ok).Select(finding => finding.Check));
        Assert.Equal((1, 1, 2), (checkup.Count(Health.Critical), checkup.Count(Health.Warning), checkup.Count(Health.Unknown)));
    }

    /// <summary>Unknown is no well-being: alone it is 1, too.</summary>
    [Fact]
    public void One_thing_that_could_not_be_told_is_1() => Assert.Equal(ExitStatus.KeptBack, Checkup.Of(Seen.Well with { Names = [] }).Status);

    /// <summary>What rests on a reading that failed says so, whatever else is known.</summary>
    [Theory]
    [InlineData("bgpd", "bgpd", "instance", "route-maps", "other-origin", "import-check", "services-without-statement")]
    [InlineData("baseline", "baseline", "services-without-statement", "statements-without-service", "dns", "vip-on-lo")]
    [InlineData("ipvs", "ipvsadm", "vip-on-lo", "services-without-statement", "statements-without-service")]
    [InlineData("holds", "state")]
    public void What_was_not_read_is_never_ok(string input, params string[] checks)
    {
        var world = input switch
        {
            "bgpd" => Seen.World.BgpdFails(denied: true),
            "baseline" => Seen.World.BaselineFails(remembered: false, denied: true),
            "ipvs" => Seen.World.IpvsadmFails(denied: true),
            _ => Seen.World with { HoldsFail = Seen.Denied("holds") },
        };

        var findings = Checkup.Of(Seen.Of(world)).Findings;
        Assert.Equal(checks.Order(), findings.Where(finding => finding.Health != Health.Ok).Select(finding => finding.Check).Order());
        Assert.All(findings.Where(finding => checks.Contains(finding.Check)), finding => Assert.Equal(Health.Unknown, finding.Health));
    }

    [Fact]
    public void Many_at_fault_are_five_and_a_count()
    {
        var many = Enumerable.Range(1, 8).Select(n => World.Service($"tcp/198.51.100.{n}:80", live: 1));
        var finding = Checkup.Of(Seen.Of(Seen.World with { Table = [.. Seen.World.Table, .. many] })).Findings[0];

        Assert.Equal("services-without-statement", finding.Check);
        Assert.Equal(5, finding.Words.Split("198.51.100.").Length - 1);
        Assert.EndsWith("; and 3 more", finding.Words, StringComparison.Ordinal);
    }
}
