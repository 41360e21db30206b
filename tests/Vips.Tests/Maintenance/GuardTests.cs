using Vips.Elsewhere;
using Vips.Holds;
using Vips.Maintenance;
using Vips.Plans;
using Vips.Policies;
using static Vips.Tests.Maintenance.Command;
using static Vips.Tests.World;

namespace Vips.Tests.Maintenance;

/// <summary>`last-exit` and a person's `-d`, the blast radius, `--all`.</summary>
public class GuardTests
{
    [Theory]
    [InlineData(LastExit.Off, OtherSitePath.None, true, null)]
    [InlineData(LastExit.Warn, OtherSitePath.Visible, true, null)]
    [InlineData(LastExit.Warn, OtherSitePath.Unknown, true, null)]
    [InlineData(LastExit.Warn, OtherSitePath.None, true, "Route 192.0.2.1/32: no other site announces it (witness: none)")]
    [InlineData(LastExit.Refuse, OtherSitePath.Visible, true, null)]
    [InlineData(LastExit.Refuse, OtherSitePath.None, false, "no other site announces it (witness: none); --force deletes it all the same")]
    [InlineData(LastExit.Refuse, OtherSitePath.Unknown, false, "whether another site announces it is unknown (witness: unknown); --force deletes it all the same")]
    public void What_goes_and_what_is_said(LastExit lastExit, OtherSitePath witness, bool goes, string? says)
    {
        var decision = InOrder.Guarded(lastExit, witness).Delete();

        Assert.Equal(goes ? "- 192.0.2.1/32" : "", decision.Sent());
        Assert.Equal(goes, decision.Hold is not null);
        Assert.Equal(goes ? ExitStatus.Done : ExitStatus.KeptBack, decision.Status());
        Assert.Equal(says, goes ? decision.Warning : decision.Line?["Route 192.0.2.1/32 not deleted: ".Length..]);
    }

    [Fact]
    public void Refuse_and_force_goes_and_the_journal_keeps_why()
    {
        var world = InOrder.Guarded(LastExit.Refuse, OtherSitePath.None);
        var decision = Assert.Single(world.Deletion(world.ToInputs(), force: true).Decide([ServiceTld]));

        Assert.Equal("deleted by bob (kernel), forced: no other site announces it (witness: none)", decision.Change!.Why);
        Assert.Equal(ExitStatus.Done, decision.Status());
    }

    [Fact]
    public void The_witness_is_asked_for_what_is_announced_and_unknown_alone()
    {
        var prefixes = new[] { Vip };

        Assert.Equal(prefixes, LastExitGuard.Questions(InOrder.ToInputs(), prefixes));
        Assert.Empty(LastExitGuard.Questions(InOrder.NotConfigured().ToInputs(), prefixes));
        Assert.Empty(LastExitGuard.Questions(InOrder.Guarded(LastExit.Off).ToInputs(), prefixes));
        Assert.Empty(LastExitGuard.Questions((InOrder with { OtherPaths = [(Vip, new(Bgp.Vtysh.Model.PathOrigin.Learned, true, true, "64701", "192.0.2.254"))] }).ToInputs(), prefixes));
    }

    [Fact]
    public void The_blast_radius_names_who_else_is_hit()
    {
        var world = InOrder.Listed().Guarded(LastExit.Warn, OtherSitePath.Visible);
        world = world with { Table = [world.Table[0] with { RealServers = [.. world.Table[0].RealServers.Select(server => server with { ActiveConnections = 7 })] }] };
        var inputs = world.ToInputs();
        var resolved = new Dictionary<string, IReadOnlyList<Net.Prefixes.Prefix>>
        {
            ["service.tld"] = [Vip],
            ["www.tld"] = [Vip],
            ["other.tld"] = [Net.Prefixes.Prefix.Parse("192.0.2.2/32")],
        };

        var radius = Assert.Single(BlastRadius.Of(inputs, [world.Delete()], new(world.Policy, resolved)));

        Assert.Equal(["service", "www.tld"], radius.OtherNames);
        Assert.Equal(14, radius.ActiveConnections);
        Assert.Equal(OtherSitePath.Visible, radius.OtherSite!.Path);
        Assert.Null(Assert.Single(BlastRadius.Of(world.IpvsadmFails().ToInputs(), [world.Delete()], new(world.Policy, resolved))).ActiveConnections);
        Assert.Empty(BlastRadius.Of(InOrder.NotConfigured().ToInputs(), [InOrder.NotConfigured().Delete()], new(world.Policy, resolved)));
    }

    /// <summary>The watchdog enforces what is written now as soon as bgpd answers, and asks no guard then.</summary>
    [Theory]
    [InlineData(LastExit.Warn, OtherSitePath.Unknown, true, null)]
    [InlineData(LastExit.Warn, OtherSitePath.None, true, "Route 192.0.2.1/32: no other site announces it (witness: none)")]
    [InlineData(LastExit.Refuse, OtherSitePath.Visible, true, null)]
    [InlineData(LastExit.Refuse, OtherSitePath.None, false, "no other site announces it (witness: none); --force deletes it all the same")]
    [InlineData(LastExit.Refuse, OtherSitePath.Unknown, false, "whether another site announces it is unknown (witness: unknown); --force deletes it all the same")]
    public void While_bgpd_is_unknown_the_hold_is_guarded(LastExit lastExit, OtherSitePath witness, bool holds, string? says)
    {
        var world = InOrder.BgpdFails().Guarded(lastExit, witness);
        var decision = world.Delete();

        Assert.Equal(holds, decision.Hold is not null);
        Assert.Equal(ExitStatus.ToolUnusable, decision.Status());
        Assert.Equal(says, holds ? decision.Warning : decision.Line?["Route 192.0.2.1/32 not deleted, and not held: vtysh: timed out after 5 s; ".Length..]);
        Assert.NotNull(Assert.Single(world.Deletion(world.ToInputs(), force: true).Decide([ServiceTld])).Hold);
        Assert.Equal([Vip], LastExitGuard.Questions(InOrder.BgpdFails().ToInputs(), [Vip, Net.Prefixes.Prefix.Parse("198.51.100.1/32")]));
        Assert.Equal(holds, BlastRadius.Of(world.ToInputs(), [decision], new(world.Policy, new Dictionary<string, IReadOnlyList<Net.Prefixes.Prefix>>())).Count == 1);
    }

    /// <summary>Nothing is sent at first, and it is withdrawn at the end all the same.</summary>
    [Fact]
    public void The_blast_radius_of_a_drain_that_is_taken_up_is_told_too()
    {
        var inputs = InOrder.Drained().ToInputs();
        var taken = new MaintenanceDecision(Vip, "service.tld")
        {
            Hold = new(HoldChangeKind.Claimed, inputs.Holds.Value.ByPrefix[Vip]),
            Line = "drained already",
        };

        Assert.Equal(Vip, Assert.Single(BlastRadius.Of(inputs, [taken], new(inputs.Policy, new Dictionary<string, IReadOnlyList<Net.Prefixes.Prefix>>()))).Prefix);
    }

    [Fact]
    public void All_stands_for_what_is_managed()
    {
        var world = InOrder with
        {
            Baseline = [.. InOrder.Baseline, Statement("203.0.113.7/32")],
            Configured = [.. InOrder.Configured, Statement("203.0.113.7/32")],
        };
        var all = ManagedVips.All(world.ToInputs());

        Assert.Equal(("--all", false), (all.Name, all.IsLiteral));
        Assert.Equal([Vip], all.Prefixes);
        Assert.Empty(ManagedVips.All(world.ToInputs(), ipv4: false).Prefixes);
        Assert.Equal(new(1, 1), AnnouncedShare.Of(world.ToInputs(), world.DeleteAll([all])));
        Assert.Equal(new(0, 1), AnnouncedShare.Of(world.ToInputs(), world.AddAll([all])));
    }

    /// <summary>A hold on what nobody manages is looked at, and is no announcement; a route that is issued again does not go.</summary>
    [Fact]
    public void What_is_not_managed_or_not_taken_counts_in_no_share()
    {
        var world = InOrder.Held(prefix: "203.0.113.9/32") with { Configured = [.. InOrder.Configured, Statement("203.0.113.9/32")] };
        var reissued = new MaintenanceDecision(Vip, "service.tld") { Change = new(ChangeKind.Reissue, Statement("192.0.2.1/32", "BGP1"), "its drain is over") };

        Assert.Equal(new(1, 1), AnnouncedShare.Of(world.ToInputs(), world.DeleteAll([ServiceTld])));
        Assert.Equal(new(0, 1), AnnouncedShare.Of(world.ToInputs(), [reissued]));
    }

    /// <summary>The hold that is written then takes the VIP away as soon as bgpd answers the watchdog.</summary>
    [Fact]
    public void What_may_be_announced_counts_while_bgpd_is_unknown()
    {
        var world = InOrder.BgpdFails();
        var held = world.Held();

        Assert.Equal(new(1, 1, IsCertain: false), AnnouncedShare.Of(world.ToInputs(), world.DeleteAll([ServiceTld])));
        Assert.Equal(new(0, 0, IsCertain: false), AnnouncedShare.Of(held.ToInputs(), held.DeleteAll([ServiceTld])));
    }

    [Fact]
    public void Add_all_lifts_the_claims_of_all_and_leaves_others()
    {
        var world = InOrder.NotConfigured().Held("--all", "alice").Held("b.tld", "carol", "disk");
        var decision = world.Add(ManagedVips.All(world.ToInputs()));

        Assert.Equal("b.tld by carol", decision.Claims());
        Assert.Equal(ExitStatus.KeptBack, decision.Status());
        Assert.Equal("", world.Add(ManagedVips.All(world.ToInputs()), force: true).Claims());
    }
}
