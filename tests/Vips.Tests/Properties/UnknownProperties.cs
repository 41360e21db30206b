using Net.Prefixes;
using Vips.Plans;
using Vips.Watchdog;

namespace Vips.Tests.Properties;

/// <summary>Unknown is not zero (DESIGN section 3): each input unknown in turn.</summary>
public class UnknownProperties
{
    [Theory]
    [InlineData(Gate.BgpdUnreadable)]
    [InlineData(Gate.PathsUnreadable)]
    [InlineData(Gate.IpvsUnreadable)]
    [InlineData(Gate.KeepalivedDead)]
    [InlineData(Gate.KeepalivedInGrace)]
    [InlineData(Gate.BaselineUnreadable)]
    [InlineData(Gate.BaselineUnreadableAndNoneRemembered)]
    [InlineData(Gate.StateNotWritable)]
    [InlineData(Gate.WithoutLock)]
    [InlineData(Gate.HoldsUnreadable)]
    [InlineData(Gate.HoldsWithStranger)]
    public void A_shut_gate_only_takes_changes_away(Gate gate) => Sites.Known.Hold(site =>
    {
        var world = site.ToWorld();
        var known = Changes(world);
        return Changes(SiteCase.Shut(world, gate)).IsSubsetOf(known);
    });

    [Fact]
    public void With_bgpd_unreadable_nothing_is_changed() =>
        Sites.Any.Hold(site => Changes(site.ToWorld().BgpdFails()).Count == 0);

    [Fact]
    public void With_ipvs_unreadable_only_holds_are_enforced() =>
        Sites.Any.Hold(site => Decisions(site.ToWorld().IpvsadmFails()).All(decision => decision.Action is DecisionAction.None or DecisionAction.Drain || decision.IsByHold));

    [Fact]
    public void With_keepalived_dead_only_holds_are_enforced_and_missing_vips_withdrawn() => Sites.Any.Hold(site =>
        Decisions(site.ToWorld().KeepalivedDead()).All(decision => decision.Action is DecisionAction.None or DecisionAction.Drain || decision.IsByHold
            || (decision.Action == DecisionAction.Withdraw && decision.Vip.Services.Count == 0)));

    [Theory]
    [InlineData(Gate.KeepalivedInGrace)]
    [InlineData(Gate.BaselineUnreadable)]
    [InlineData(Gate.BaselineUnreadableAndNoneRemembered)]
    [InlineData(Gate.StateNotWritable)]
    [InlineData(Gate.WithoutLock)]
    [InlineData(Gate.HoldsUnreadable)]
    [InlineData(Gate.HoldsWithStranger)]
    public void Nothing_is_announced_while(Gate gate) => Sites.Any.Hold(site =>
        Decisions(SiteCase.Shut(site.ToWorld(), gate)).All(decision => decision.Action is DecisionAction.None or DecisionAction.Withdraw or DecisionAction.Drain));

    [Fact]
    public void With_the_paths_unreadable_no_statement_is_issued_again() =>
        Sites.Any.Hold(site => Decisions(site.ToWorld().PathsFail()).All(decision => decision.Action != DecisionAction.Reissue || decision.Rule == DecisionRule.DrainOver));

    [Fact]
    public void An_unknown_table_neither_counts_nor_forgets() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld().IpvsadmFails();
        var state = world.ToInputs().State;
        return Judgement.Of(world.ToInputs()).NextState.Services.SequenceEqual(state.Services);
    });

    [Fact]
    public void A_shut_gate_is_always_told_and_never_status_0() => Sites.Any.Hold(site =>
        !site.Gates.Any(gate => gate is not (Gate.FirstRun or Gate.KeepalivedInGrace or Gate.KeepalivedNotWatched or Gate.KeepalivedDead
            or Gate.Frozen or Gate.WitnessNone or Gate.WitnessPath or Gate.LastExitRefused))
        || (Judgement.Of(site.ToWorld().ToInputs()).Permissions is { Status: not ExitStatus.Done } permissions && permissions.Notices.Count > 0));

    private static IReadOnlyList<Decision> Decisions(World world) => Judgement.Of(world.ToInputs()).Decisions;

    /// <summary>But for drains, whose claims are enforced whatever is known of the services: a VIP that is not known to be down is drained on.</summary>
    private static HashSet<(ChangeKind Kind, Prefix Prefix)> Changes(World world) =>
        Judgement.PlanOf(Decisions(world)).Changes.Where(change => change.Kind != ChangeKind.Drain).Select(change => (change.Kind, change.Prefix)).ToHashSet();
}
