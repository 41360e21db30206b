using Ipvs.Ipvsadm.Model;
using Vips.Holds;
using Vips.Watchdog;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>DESIGN section 5, last paragraph: more than `max-withdraw` and more than two at once.</summary>
public class MassWithdrawalTests
{
    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(2, 3, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 5, true)]
    [InlineData(3, 6, false)]
    [InlineData(4, 7, true)]
    [InlineData(4, 8, false)]
    [InlineData(500, 1000, false)]
    [InlineData(501, 1000, true)]
    public void Exceeded_is_more_than_half_and_more_than_two(int down, int announced, bool exceeded)
    {
        var mass = MassWithdrawal.Of(Decide(Site(announced, down)), 50);

        Assert.Equal((down, announced, exceeded), (mass.Withdrawn, mass.Announced, mass.IsExceeded));
    }

    [Theory]
    [InlineData(0, 3, 10, true)]
    [InlineData(0, 2, 10, false)]
    [InlineData(100, 10, 10, false)]
    [InlineData(30, 3, 10, false)]
    [InlineData(29, 3, 10, true)]
    public void The_share_is_of_the_configured_percent(int percent, int down, int announced, bool exceeded) =>
        Assert.Equal(exceeded, MassWithdrawal.Of(Decide(Site(announced, down)), percent).IsExceeded);

    [Fact]
    public void Holds_do_not_count()
    {
        var site = Site(6, down: 3);
        Assert.False(MassWithdrawal.Of(Decide(site with { Holds = HoldsOf(6, 4, 5) }), 50).IsExceeded);

        var held = site with { Holds = HoldsOf(1, 2, 3, 4, 5, 6) };
        Assert.Equal(0, MassWithdrawal.Of(Decide(held), 50).Withdrawn);
        Assert.Equal(6, Judgement.PlanOf(MassWithdrawal.Refuse(Decide(held))).Changes.Count);
    }

    [Fact]
    public void Unmanaged_and_not_configured_vips_do_not_count()
    {
        var site = Site(6, down: 3);

        Assert.Equal(5, MassWithdrawal.Of(Decide(site with { Configured = [.. site.Configured.Skip(1)] }), 50).Announced);
        Assert.Equal(5, MassWithdrawal.Of(Decide(site with { Baseline = [.. site.Baseline.Skip(1)] }), 50).Announced);
        Assert.Equal(2, MassWithdrawal.Of(Decide(site with { Baseline = [.. site.Baseline.Skip(1)] }), 50).Withdrawn);
    }

    [Fact]
    public void Missing_vips_count_too()
    {
        var site = Site(4, down: 0) with { Table = [] };
        var seen = Run.Of(Site(4, down: 0)).After with { Table = [] };

        Assert.True(MassWithdrawal.Of(Decide(Run.Of(seen.Later(60)).After.Later(60)), 50).IsExceeded);
        Assert.False(MassWithdrawal.Of(Decide(site), 50).IsExceeded);
    }

    [Fact]
    public void What_both_readings_say_goes()
    {
        var first = Site(6, down: 5);
        var second = first with { Table = [.. first.Table.Select((service, i) => i is 0 or 1 ? Service(service.Key, 2) : i == 5 ? Service(service.Key, 0) : service)] };
        var both = MassWithdrawal.WhatBothSay(Decide(second), Decide(first));

        // Numbers 3, 4 and 5 in both; 1 and 2 came back; 6 fell only in the second.
        Assert.Equal(["192.0.2.3/32", "192.0.2.4/32", "192.0.2.5/32"], Judgement.PlanOf(both).Changes.Select(change => $"{change.Prefix}"));
        Assert.Equal(ExitStatus.KeptBack, both[5].Status);
    }

    [Fact]
    public void Only_spaced_observations_count_and_only_what_can_be_remembered()
    {
        var once = Site(6, down: 5) with { State = new() { MassWithdrawal = new(1, InOrder.Now) } };

        Assert.Equal(1, MassWithdrawal.Observe(Site(6, down: 5).ToInputs()).Count);
        Assert.Equal(1, MassWithdrawal.Observe(once.Later(29).ToInputs()).Count);
        Assert.Equal(2, MassWithdrawal.Observe(once.Later(30).ToInputs()).Count);
        Assert.Equal(1, MassWithdrawal.Observe((once.Later(30) with { StateNotWritable = "full" }).ToInputs()).Count);
    }

    [Fact]
    public void Holds_and_additions_are_not_affected()
    {
        var site = Site(8, down: 6);
        var world = site with { Holds = HoldsOf(1), Configured = [.. site.Configured.Where(statement => $"{statement.Prefix}" != "192.0.2.8/32")] };
        var refused = MassWithdrawal.Refuse(Decide(world));

        Assert.Equal("Withdraw 192.0.2.1/32, Announce 192.0.2.8/32", string.Join(", ", Judgement.PlanOf(refused).Changes.Select(change => $"{change.Kind} {change.Prefix}")));
        Assert.Equal(5, refused.Count(decision => decision.Status == ExitStatus.KeptBack));

        var otherReading = Decide(world with { Table = [.. site.Table.Select(service => Service(service.Key, 2))] });
        Assert.Equal("Withdraw 192.0.2.1/32, Announce 192.0.2.8/32", string.Join(", ", Judgement.PlanOf(MassWithdrawal.WhatBothSay(Decide(world), otherReading)).Changes.Select(change => $"{change.Kind} {change.Prefix}")));
    }

    /// <summary>So many announced VIPs from 192.0.2.1 on, the first of them down.</summary>
    private static World Site(int announced, int down)
    {
        var statements = Enumerable.Range(1, announced).Select(i => Statement($"192.0.{2 + (i / 250)}.{i % 250}/32", "BGP1")).ToArray();
        return InOrder with
        {
            Configured = statements,
            Baseline = statements,
            Table = [.. statements.Select((statement, i) => Service(new ServiceKey(IpvsProtocol.Tcp, statement.Prefix.Address, 80, 0), i < down ? 0 : 2))],
        };
    }

    private static Hold[] HoldsOf(params int[] hosts) =>
        [.. hosts.Select(host => new Hold(Net.Prefixes.Prefix.Parse($"192.0.2.{host}/32"), [new("service.tld", "alice", default, "upgrade", null)]))];

    private static IReadOnlyList<Decision> Decide(World world) => Judgement.Of(world.ToInputs()).Decisions;
}
