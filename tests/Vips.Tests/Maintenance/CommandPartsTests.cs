using Net.Prefixes;
using Vips.Holds;
using Vips.Maintenance;
using Vips.Policies;
using static Vips.Tests.Maintenance.Command;
using static Vips.Tests.World;

namespace Vips.Tests.Maintenance;

/// <summary>What `-d` and `-a` ask beside the decision on each VIP.</summary>
public class CommandPartsTests
{
    [Theory]
    [InlineData(null, "hold not enforced: no vip-watchdog has run here; is its cron line there?")]
    [InlineData(300, null)]
    [InlineData(301, "hold not enforced: the last run of vip-watchdog was 5 min ago; is its cron line there?")]
    public void A_hold_that_nobody_enforces_is_warned_of(int? secondsAgo, string? warning)
    {
        var last = secondsAgo is { } seconds ? InOrder.Before(TimeSpan.FromSeconds(seconds)) : (Moment?)null;

        Assert.Equal(warning, HoldEnforcement.Warning((InOrder with { State = InOrder.State with { LastRun = last } }).ToInputs()));
    }

    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(2, 3, true)]
    public void More_than_half_wants_a_yes(int going, int announced, bool isMore) => Assert.Equal(isMore, new AnnouncedShare(going, announced).IsMoreThanHalf);

    [Fact]
    public void The_share_says_whether_bgpd_was_read()
    {
        Assert.Equal("2 of the 3 announced VIPs of this site would go", $"{new AnnouncedShare(2, 3)}");
        Assert.Equal("2 of the 3 VIPs of this site that may be announced would go (bgpd cannot be read)", $"{new AnnouncedShare(2, 3, IsCertain: false)}");
    }

    [Fact]
    public void The_outcome_of_a_change_counts_in_the_exit_status() =>
        Assert.Equal(ExitStatus.ReadBackDisagrees, MaintenanceStatus.Of(
            [InOrder.Delete()], [new(InOrder.Delete().Change!, "it is still configured", true, null, ExitStatus.ReadBackDisagrees, false)]));

    [Fact]
    public void All_is_of_the_families_that_are_asked_for()
    {
        var inputs = (InOrder with
        {
            Baseline = [.. InOrder.Baseline, Statement("2001:db8::1/128", "BGP1"), Statement("192.0.2.9/32", "BGP1")],
            Table = [.. InOrder.Table, Service("tcp/[2001:db8::1]:80", live: 2)],
        }).ToInputs();

        Assert.Equal("192.0.2.1/32 2001:db8::1/128", string.Join(' ', ManagedVips.All(inputs).Prefixes));
        Assert.Equal((true, false), (ManagedVips.All(inputs, ipv4: false).Covers(Prefix.Parse("2001:db8::1/128")), ManagedVips.All(inputs, ipv6: false).Covers(Prefix.Parse("2001:db8::1/128"))));
        Assert.Equal("192.0.2.1/32", string.Join(' ', ManagedVips.All(inputs, ipv6: false).Prefixes));
        Assert.Equal("2001:db8::1/128", string.Join(' ', ManagedVips.All(inputs, ipv4: false).Prefixes));
    }

    [Fact]
    public void A_drain_ends_with_the_vips_that_this_person_claimed_by_the_names_that_claim_them()
    {
        var world = InOrder.WithDrainRouteMap().Held("other.tld", "carol", "disk", isDraining: true);
        var inputs = world.ToInputs();
        var begun = new DrainBegin(inputs, world.Claiming(inputs, isDraining: true), world.Deletion(inputs), "bob (kernel)", "DRAIN")
            .Decide([ServiceTld, Name("www.tld", "192.0.2.1/32"), Name("elsewhere.tld", "203.0.113.1/32")]);

        Assert.Equal(
            "service.tld 192.0.2.1/32, www.tld 192.0.2.1/32",
            string.Join(", ", DrainEnd.TargetsOf(begun, "bob").Select(target => $"{target.Name} {string.Join(' ', target.Prefixes)}")));
    }

    [Fact]
    public void What_nobody_named_or_nobody_drains_is_no_end_of_a_drain()
    {
        Hold Of(string? name, bool isDraining) => InOrder.Held(name, "bob", isDraining: isDraining).Holds[0];
        IReadOnlyList<Target> Targets(HoldChange? hold) => DrainEnd.TargetsOf([new(Vip, "service.tld") { Hold = hold }], "bob");

        Assert.Single(Targets(new(HoldChangeKind.Claimed, Of("service.tld", isDraining: true))));
        Assert.Empty(Targets(new(HoldChangeKind.Claimed, Of(null, isDraining: true))));
        Assert.Empty(Targets(new(HoldChangeKind.Claimed, Of("service.tld", isDraining: false))));
        Assert.Empty(Targets(new(HoldChangeKind.Lifted, Of("service.tld", isDraining: true))));
        Assert.Empty(Targets(null));
    }

    [Fact]
    public void A_vip_that_is_skipped_is_claimed_by_no_further_name() =>
        Assert.Null(Assert.Single(InOrder.DeleteAll([Name("service.tld", "203.0.113.1/32"), Name("www.tld", "203.0.113.1/32")])).Hold);

    [Fact]
    public void Without_the_guard_no_other_site_is_asked_for()
    {
        var inputs = InOrder.Guarded(LastExit.Off).ToInputs();

        Assert.Null(Assert.Single(BlastRadius.Of(inputs, [InOrder.Delete()], new(inputs.Policy, new Dictionary<string, IReadOnlyList<Prefix>>()))).OtherSite);
    }

    [Fact]
    public void Without_hold_nothing_is_claimed_by_any_name()
    {
        var decisions = new Deletion(InOrder.ToInputs(), claiming: null, "bob").Decide([ServiceTld, Name("www.tld", "192.0.2.1/32")]);

        Assert.Equal(("- 192.0.2.1/32", null), (Assert.Single(decisions).Sent(), decisions[0].Hold));
    }

    [Fact]
    public void Without_hold_a_bgpd_that_cannot_be_read_leaves_nothing_in_force()
    {
        var decision = Assert.Single(new Deletion(InOrder.BgpdFails().ToInputs(), claiming: null, "bob").Decide([ServiceTld]));

        Assert.Equal(("Route 192.0.2.1/32: not withdrawn: vtysh: timed out after 5 s", null), (decision.Line, decision.Hold));
    }

    [Fact]
    public void A_claim_is_this_persons_while_the_holds_can_be_read()
    {
        bool IsClaimed(World world) => world.Claiming(world.ToInputs()).IsClaimed(Vip, "service.tld");

        Assert.True(IsClaimed(InOrder.Held("service.tld", "bob")));
        Assert.False(IsClaimed(InOrder.Held("service.tld", "alice")));
        Assert.False(IsClaimed(InOrder));
        Assert.False(IsClaimed(InOrder.HoldsFail()));
    }
}
