using Vips.Plans;
using static Vips.Tests.World;

namespace Vips.Tests.Plans;

/// <summary>The order of a plan, and what of a change vtysh gets.</summary>
public class PlanTests
{
    [Fact]
    public void A_plan_withdraws_before_it_adds_and_keeps_the_order_given()
    {
        PlannedChange Change(ChangeKind kind, int host) => new(kind, Statement($"192.0.2.{host}/32"), "");
        var plan = Plan.Of(
        [
            Change(ChangeKind.Announce, 3), Change(ChangeKind.Withdraw, 2), Change(ChangeKind.Reissue, 4), Change(ChangeKind.Withdraw, 1),
        ]);

        Assert.Equal(["192.0.2.2/32", "192.0.2.1/32", "192.0.2.3/32", "192.0.2.4/32"], plan.Changes.Select(change => $"{change.Prefix}"));
        Assert.True(Plan.Of([]).IsEmpty);
    }

    [Fact]
    public void A_removal_is_sent_without_its_route_map()
    {
        var statement = Statement("192.0.2.1/32", "BGP1");

        Assert.Null(new PlannedChange(ChangeKind.Withdraw, statement, "").ToStatementChange().Statement);
        Assert.Equal(statement, new PlannedChange(ChangeKind.Announce, statement, "").ToStatementChange().Statement);
        Assert.Equal(statement, new PlannedChange(ChangeKind.Reissue, statement, "").ToStatementChange().Statement);
    }
}
