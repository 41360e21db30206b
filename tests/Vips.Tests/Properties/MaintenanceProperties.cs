using Net.Prefixes;
using Vips.Holds;
using Vips.Maintenance;
using Vips.Plans;
using Vips.Policies;
using Vips.Tests.Maintenance;

namespace Vips.Tests.Properties;

/// <summary>What holds for `-d` and `-a` on any site.</summary>
public class MaintenanceProperties
{
    [Fact]
    public void No_claim_of_another_name_is_ever_lost() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld();
        if (world.HoldsFail is not null)
        {
            return true;
        }

        return Both(world, new("other.tld", IsLiteral: false, [.. site.Vips.Select(vip => vip.Prefix)])).All(decision =>
            decision.Hold is null || Named(world, decision.Prefix).All(claim => decision.Hold.After.Claims.Contains(claim)));
    });

    [Fact]
    public void Add_without_force_never_announces_over_another_ones_claim() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld();
        var target = new Target("other.tld", IsLiteral: false, [.. site.Vips.Select(vip => vip.Prefix)]);
        return new Addition(world.ToInputs(), "bob", force: false, asksIpvs: true).Decide([target])
            .All(decision => decision.Change is null || !Named(world, decision.Prefix).Any());
    });

    [Fact]
    public void Add_announces_only_what_the_baseline_or_with_force_a_kept_statement_says() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld();
        var target = new Target("--all", IsLiteral: true, [.. site.Vips.Select(vip => vip.Prefix)]);
        return new[] { false, true }.All(force => new Addition(world.ToInputs(), "bob", force, asksIpvs: false).Decide([target])
            .Select(decision => decision.Change).OfType<PlannedChange>()
            .All(change => (world.BaselineFails is null && world.Baseline.Contains(change.Statement))
                || (force && world.Kept.Any(kept => kept.Statement == change.Statement))));
    });

    [Fact]
    public void Every_vip_that_is_asked_for_is_answered_once_with_a_line_or_a_change() => Sites.Any.Hold(site =>
    {
        var prefixes = site.Vips.Select(vip => vip.Prefix).Order().ToArray();
        return Both(site.ToWorld(), new("--all", IsLiteral: true, prefixes)).Chunk(Math.Max(1, prefixes.Length)).All(decisions =>
            decisions.Select(decision => decision.Prefix).SequenceEqual(prefixes)
            && decisions.All(decision => (decision.Change is null) != (decision.Line is null)));
    });

    [Fact]
    public void Delete_withdraws_what_is_configured_and_holds_what_it_withdraws() => Sites.Any.Hold(site =>
    {
        var world = site.ToWorld().Guarded(LastExit.Warn);
        var target = new Target("other.tld", IsLiteral: false, [.. site.Vips.Select(vip => vip.Prefix)]);
        var decisions = world.DeleteAll([target], reason: null);
        return decisions.All(decision => decision.Change is null
                || (decision.Hold!.After.Claims.Any(claim => claim.Name == "other.tld") && world.Configured.Contains(decision.Change.Statement)))
            && (world.BgpdFails is not null || decisions.Count(decision => decision.Change is not null) == world.Configured.Count(statement => statement.IsOurs));
    });

    private static IEnumerable<Claim> Named(World world, Prefix prefix) => world.Holds.Where(hold => hold.Prefix == prefix)
        .SelectMany(hold => hold.Claims).Where(claim => claim.Name is not null && claim.IsInForce(world.Now.Wall));

    private static IEnumerable<MaintenanceDecision> Both(World world, Target target) =>
        world.DeleteAll([target], reason: null)
            .Concat(new Addition(world.ToInputs(), "bob", force: false, asksIpvs: true).Decide([target]));
}
