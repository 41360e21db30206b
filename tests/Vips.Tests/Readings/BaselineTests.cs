using Bgp.Vtysh.Model;
using Vips.Policies;
using Vips.Readings;
using static Vips.Tests.World;

namespace Vips.Tests.Readings;

/// <summary>DESIGN section 2: the baseline, and what is managed.</summary>
public class BaselineTests
{
    [Fact]
    public void Holds_the_statements_of_the_start_up_configuration()
    {
        var baseline = Of(new(), Statement("192.0.2.1/32", "BGP1"), Statement("10.0.0.1/32"));

        Assert.Equal(Statement("192.0.2.1/32", "BGP1"), baseline.Statements[Vip]);
        Assert.Equal(2, baseline.Statements.Count);
        Assert.Equal("64699", baseline.AsNumber);
    }

    [Fact]
    public void A_statement_with_other_words_is_never_ours() =>
        Assert.Empty(Of(new(), Statement("192.0.2.1/32", "BGP1", "backdoor"), Statement("192.0.2.2/32", null, "label-index 7")).Statements);

    [Theory]
    [InlineData("BGP1")]
    [InlineData(null)]
    public void A_vips_entry_with_a_route_map_defines_or_overrides_the_statement(string? before)
    {
        var policy = new Policy { Vips = [new("service", [Vip], "BGP2", [], new())] };
        var baseline = before is null ? Of(policy) : Of(policy, Statement("192.0.2.1/32", before));

        Assert.Equal(Statement("192.0.2.1/32", "BGP2"), baseline.Statements[Vip]);
    }

    [Fact]
    public void A_vips_entry_without_a_route_map_only_adds_rules()
    {
        var policy = new Policy { Vips = [new("service", [Vip], null, [], new())] };

        Assert.Empty(Of(policy).Statements);
        Assert.Equal(Statement("192.0.2.1/32", "BGP1"), Of(policy, Statement("192.0.2.1/32", "BGP1")).Statements[Vip]);
    }

    [Theory]
    [InlineData("in the baseline, with a service", true)]
    [InlineData("in the baseline, listed, without a service", true)]
    [InlineData("in the baseline, seen in IPVS before", true)]
    [InlineData("in the baseline alone", false)]
    [InlineData("not in the baseline, with a service", false)]
    [InlineData("not in the baseline, listed", false)]
    [InlineData("in the last good baseline, the file unreadable", true)]
    [InlineData("in the last good baseline, the file read", false)]
    [InlineData("of another length, listed", false)]
    public void Managed_is(string when, bool isManaged)
    {
        var last = InOrder.State with { LastBaseline = InOrder.BaselineValue() };
        var world = when switch
        {
            "in the baseline, with a service" => InOrder,
            "in the baseline, listed, without a service" => InOrder.NoService().Listed(),
            "in the baseline, seen in IPVS before" => InOrder.NoService().SeenInIpvs(),
            "in the baseline alone" => InOrder.NoService(),
            "not in the baseline, with a service" => InOrder.NotInBaseline(),
            "not in the baseline, listed" => InOrder.NotInBaseline().Listed(),
            "in the last good baseline, the file unreadable" => InOrder.BaselineFails(),
            "in the last good baseline, the file read" => InOrder.NotInBaseline() with { State = last },
            _ => InOrder.Listed() with { Policy = new() { MaskV4 = 24, Vips = [new("service", [Vip], null, [], new())] } },
        };

        Assert.Equal(isManaged, WatchedVips.Of(world.ToInputs()).Any(vip => vip.Prefix == Vip && vip.IsManaged));
    }

    private static Baseline Of(Policy policy, params NetworkStatement[] statements) => Baseline.Of(
        "/etc/frr/frr.conf", new("router bgp 64699", "64699", null, statements.ToDictionary(statement => statement.Prefix), []), policy);
}
