using Vips.Elsewhere;
using Vips.Plans;
using Vips.Policies;
using Vips.Watchdog;

namespace Vips.Tests.Properties;

/// <summary>What holds for the watchdog's plan on any site.</summary>
public class PlanProperties
{
    /// <summary>Without a witness: one that says `none` brings back at the next run what still serves in part.</summary>
    [Fact]
    public void Applying_a_plan_and_planning_again_gives_an_empty_plan() =>
        Sites.Any.Hold(site => Run.Of(Run.Of(site.ToWorld() with { Witness = null }).After).Sent.Length == 0);

    [Fact]
    public void A_steady_site_comes_to_rest()
    {
        // At most 3 observations and a hold-down of 5 minutes: after 9 runs a minute apart nothing is left to do.
        Sites.Any.Hold(
            site =>
            {
                var run = Run.Of(site.ToWorld(), times: 9);
                for (var i = 0; i < 3; i++)
                {
                    run = Run.Of(run.After.Later(60));
                    if (run.Sent.Length > 0)
                    {
                        return false;
                    }
                }

                return true;
            },
            share: 4);
    }

    /// <summary>A property over sites on which nothing happens would hold for the wrong reason.</summary>
    [Fact]
    public void The_generated_sites_reach_every_row_and_every_action()
    {
        var decisions = Sites.Any.Sample(6000).SelectMany(site => Judgement.Of(site.ToWorld().ToInputs()).Decisions).ToArray();

        // No run decides `not managed`: it is what `status` shows of a VIP that is asked for by name.
        // Damping is off there: the model's sites have it.
        var rules = Enum.GetValues<DecisionRule>().Where(rule => rule is not (DecisionRule.NotManaged or DecisionRule.Damped));
        Assert.All(rules, rule => Assert.Contains(decisions, decision => decision.Rule == rule));
        Assert.All(Enum.GetValues<DecisionAction>(), action => Assert.Contains(decisions, decision => decision.Action == action));
    }

    [Fact]
    public void A_held_vip_is_never_announced() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld();
        var held = world.Holds.Where(hold => hold.IsInForce(world.Now.Wall)).Select(hold => hold.Prefix).ToHashSet();
        return Additions(world).All(change => !held.Contains(change.Prefix) || change.Kind == ChangeKind.Drain);
    });

    [Fact]
    public void A_held_vip_that_is_configured_is_withdrawn_whatever_is_known_of_its_services() => Sites.Any.Hold(site =>
    {
        if (site.Gates.Any(gate => gate is Gate.BgpdUnreadable or Gate.HoldsUnreadable))
        {
            return true;
        }

        var world = site.ToWorld();
        var withdrawn = PlanOf(world).Changes.Where(change => change.Kind == ChangeKind.Withdraw).Select(change => change.Prefix).ToHashSet();
        return world.Holds.Where(hold => hold.IsInForce(world.Now.Wall) && !hold.IsDraining(world.Now.Wall))
            .Where(hold => world.Configured.Any(statement => statement.Prefix == hold.Prefix && statement.IsOurs))
            .All(hold => withdrawn.Contains(hold.Prefix));
    });

    [Fact]
    public void Nothing_outside_the_baseline_is_ever_announced() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld();
        return Additions(world).All(change => change.Kind == ChangeKind.Drain
            ? world.Configured.Any(statement => statement.Prefix == change.Prefix)
            : world.BaselineFails is null && (world.Baseline.Contains(change.Statement)
            || world.Configured.Contains(change.Statement) && world.Baseline.Any(statement => statement.Prefix == change.Prefix)));
    });

    [Fact]
    public void An_unmanaged_statement_is_never_touched() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld();
        return PlanOf(world).Changes.All(change =>
        {
            var vip = site.Vips.Single(vip => vip.Prefix == change.Prefix);
            var isManaged = vip.InBaseline is not null && (vip.Remembered.IsListed || vip.Remembered.SeenInIpvs || vip.Services.Count > 0);
            return isManaged || world.Holds.Any(hold => hold.Prefix == change.Prefix && hold.IsInForce(world.Now.Wall))
                || (change.Kind == ChangeKind.Withdraw && vip.Services.Count > 0 && world.IpvsadmFails is null);
        });
    });

    [Fact]
    public void A_statement_with_other_words_is_never_touched() => Sites.Any.Hold(site =>
        PlanOf(site.ToWorld()).Changes.All(change => site.Vips.Single(vip => vip.Prefix == change.Prefix).Configured != "words"));

    [Fact]
    public void Nothing_is_sent_that_bgpd_has_already() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld();
        return PlanOf(world).Changes.All(change => change.Kind switch
        {
            ChangeKind.Announce => world.Configured.All(statement => statement.Prefix != change.Prefix),
            ChangeKind.Drain => !world.Configured.Contains(change.Statement),
            ChangeKind.Reissue => world.NotOriginated.Contains(change.Prefix) || world.Configured.Contains(change.Statement)
                || world.Configured.Any(statement => statement.Prefix == change.Prefix && statement.RouteMap == "DRAIN"),
            _ => world.Configured.Contains(change.Statement),
        });
    });

    /// <summary>The last-exit guard: with another site's absence proven and `refuse`, only what serves nothing, or is held, goes.</summary>
    [Fact]
    public void Refuse_and_none_keep_what_serves_in_part() => Sites.Known.Hold(site =>
    {
        var world = site.ToWorld() with { Witness = OtherSitePath.None };
        world = world with { Policy = world.Policy with { LastExit = LastExit.Refuse } };
        return Run.Of(world).Judgement.Decisions.Where(decision => decision.Action == DecisionAction.Withdraw && !decision.IsByHold)
            .All(decision => site.Vips.Single(vip => vip.Prefix == decision.Vip.Prefix).Services.All(service => service.Live == 0));
    });

    [Fact]
    public void A_freeze_changes_nothing_but_holds() => Sites.Any.Hold(site =>
    {
        var run = Run.Of(site.ToWorld().Frozen());
        return run.Judgement.Decisions.All(decision => decision.Action is DecisionAction.None or DecisionAction.Hold or DecisionAction.Drain || decision.Rule == DecisionRule.Held);
    });

    [Fact]
    public void A_hold_in_force_is_never_lost() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld();
        var after = Run.Of(world).After;
        return world.Holds.Where(hold => hold.IsInForce(world.Now.Wall)).All(hold => after.Holds.Any(left =>
            left.Prefix == hold.Prefix && left.Claims.Select(claim => claim with { IsDraining = false })
                .SequenceEqual(hold.Claims.Where(claim => claim.IsInForce(world.Now.Wall)).Select(claim => claim with { IsDraining = false }))));
    });

    [Fact]
    public void A_route_map_that_is_not_defined_is_never_sent() => Sites.Any.Hold(site =>
        Additions(site.ToWorld()).All(change => change.Statement.RouteMap != "GHOST"));

    [Fact]
    public void Withdrawals_before_additions_IPv4_before_IPv6_numeric_and_a_vip_once() => Sites.Any.Hold(site =>
    {
        var changes = PlanOf(site.ToWorld()).Changes;
        var expected = changes.OrderBy(change => change.Kind == ChangeKind.Withdraw ? 0 : 1)
            .ThenBy(change => change.Prefix.IsIPv6).ThenBy(change => change.Prefix.Address.Value);
        return changes.SequenceEqual(expected) && changes.DistinctBy(change => change.Prefix).Count() == changes.Count;
    });

    [Fact]
    public void What_is_announced_has_a_service_at_restore_and_what_is_withdrawn_one_at_drop_or_none() => Sites.Any.Hold(site =>
    {
        var judgement = Judgement.Of(site.ToWorld().ToInputs());
        return judgement.Decisions.All(decision =>
        {
            var services = site.Vips.Single(vip => vip.Prefix == decision.Vip.Prefix).Services;
            return decision.Action switch
            {
                DecisionAction.Announce when decision.Rule == DecisionRule.LastExit => services.Any(service => service.Live > 0),
                DecisionAction.Announce => services.Any(service => service.Live >= site.Rules.Restore),
                DecisionAction.Withdraw => decision.IsByHold || services.Count == 0
                    || services.Any(service => service.Live <= site.Rules.Drop) || site.Rules.Services == ServiceChoice.Listed,
                _ => true,
            };
        });
    });

    [Fact]
    public void Deciding_alters_nothing_and_says_the_same_twice() => Sites.Any.Hold(site =>
    {
        var inputs = site.ToWorld().ToInputs();
        var before = Snapshot(inputs);
        var first = Judgement.Of(inputs);
        var second = Judgement.Of(inputs);
        return before == Snapshot(inputs) && Said(first) == Said(second);
    });

    [Fact]
    public void A_vip_between_the_thresholds_is_left_as_it_is_however_its_count_wobbles() => Sites.Known.Hold(site =>
    {
        if (site.Rules.Restore < site.Rules.Drop + 3 || site.Rules.Services == ServiceChoice.Listed)
        {
            return true;
        }

        // Two counts lie between the thresholds: it goes to and fro between them, every minute.
        var world = Wobbling(site, 0).ToWorld();
        for (var i = 1; i <= 5; i++)
        {
            var run = Run.Of(world);
            if (run.Judgement.Decisions.Any(decision => IsWobbling(decision) && (decision.Action != DecisionAction.None || decision.Verdict!.Verdict != Verdicts.Verdict.Unchanged)))
            {
                return false;
            }

            world = run.After.Later(60) with { Table = Wobbling(site, i % 2).ToWorld().Table };
        }

        return true;
    });

    private static bool IsWobbling(Decision decision) => decision.Vip is { Services.Count: > 0, Hold: null, HasEndedDrain: false };

    private static SiteCase Wobbling(SiteCase site, int step) => site with
    {
        Vips = [.. site.Vips.Select(vip => vip with
        {
            Services = [.. vip.Services.Select((service, i) => service with { Live = site.Rules.Drop + 1 + ((i + step) % 2) })],
        })],
    };

    private static Plan PlanOf(World world) => Judgement.PlanOf(Judgement.Of(world.ToInputs()).Decisions);

    private static IEnumerable<PlannedChange> Additions(World world) => PlanOf(world).Changes.Where(change => change.Kind != ChangeKind.Withdraw);

    private static string Said(Judgement judgement) => string.Join("\n", judgement.Decisions.Select(decision =>
        $"{decision.Vip.Prefix} {decision.Rule} {decision.Action} {decision.Why} {decision.Status} {string.Join("; ", decision.Notices)}"));

    private static string Snapshot(Inputs inputs) => string.Join("\n",
    [
        .. inputs.State.Services.Select(pair => $"{pair}"),
        .. inputs.State.Vips.Select(pair => $"{pair}"),
        .. inputs.Kept.Select(pair => $"{pair}"),
        .. inputs.Running.IsKnown ? inputs.Running.Value.Instance.Statements.Select(pair => $"{pair}") : [],
        .. inputs.Baseline.IsKnown ? inputs.Baseline.Value.Statements.Select(pair => $"{pair}") : [],
        .. inputs.Table.IsKnown ? inputs.Table.Value.Services.Select(service => $"{service.Key} {string.Join(",", service.RealServers)}") : [],
        .. inputs.Holds.IsKnown ? inputs.Holds.Value.ByPrefix.Select(pair => $"{pair.Key} {string.Join(",", pair.Value.Claims)}") : [],
    ]);
}
