using Vips.Plans;
using Vips.Readings;
using Vips.Tests.Maintenance;
using static Vips.Tests.Maintenance.Command;
using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests;

/// <summary>
/// DESIGN section 11: what the ancestor got wrong stays dead. Rows 5, 6 (what a name resolves to) and 8 (the lock, one
/// batch) take a whole run: VipMgmt.Tests has them.
/// </summary>
public class AncestorDefects
{
    [Fact]
    public void Row_1_the_watchdog_does_not_announce_what_a_person_withdrew()
    {
        var held = InOrder.NotConfigured() with { Holds = [InOrder.Delete().Hold!.After] };

        Assert.Equal(Nothing, Run.Of(held, times: 5).Sent);
    }

    [Fact]
    public void Row_2_a_path_learned_from_another_site_is_not_an_announcement_of_ours()
    {
        Assert.Equal(Announced, Run.Of(InOrder.NotConfigured().Learned()).Sent);
        Assert.Equal("Route 192.0.2.1/32 already removed", InOrder.NotConfigured().Learned().Delete().Line);
        Assert.Equal(Reissued, Run.Of(InOrder.NotOriginated().Learned() with { ReissueCures = true }).Sent);
    }

    [Fact]
    public void Row_2_an_empty_answer_of_a_failed_vtysh_is_not_an_announcement_either_way()
    {
        Assert.Equal(Nothing, Run.Of(InOrder.Live(0).BgpdFails()).Sent);
        Assert.Equal(Nothing, Run.Of(InOrder.NotConfigured().BgpdFails()).Sent);
    }

    [Fact]
    public void Row_3_one_dead_port_beside_a_live_one_does_not_flap()
    {
        var run = Run.Of(InOrder.Services(("tcp/80", 0), ("tcp/443", 2)));
        Assert.Equal(Withdrawn, run.Sent);

        for (var i = 0; i < 5; i++)
        {
            run = Run.Of(run.After.Later(60));
            Assert.Equal(Nothing, run.Sent);
        }
    }

    [Fact]
    public void Row_4_a_statement_is_matched_exactly()
    {
        // 92.0.2.1/32 is a part of 192.0.2.1/32, 192.0.2.1/32 of 192.0.2.1/3 2.
        var near = Statement("92.0.2.1/32", "BGP2");
        var world = InOrder.NotConfigured() with { Baseline = [near, Statement("192.0.2.10/32", "BGP2"), InOrder.Baseline[0]] };

        Assert.Equal(Announced, Run.Of(world).Sent);
        Assert.Equal(Nothing, Run.Of(world with { Baseline = [near] }).Sent);
    }

    [Fact]
    public void Row_7_adding_is_a_line_about_a_change_that_was_read_back()
    {
        var planned = Assert.Single(Run.Of(InOrder.NotConfigured()).Plan.Changes);
        var outcome = ReadBackJudge.Judge(planned, Tools.Execution.Reading<RunningInstance>.Known(InOrder.NotConfigured().Instance()), null, null);

        Assert.False(outcome.IsProven);
        Assert.StartsWith("Failed to add route to 192.0.2.1/32: ", Lines.Failed(outcome.Change, outcome.Words!), StringComparison.Ordinal);
        Assert.DoesNotContain("Adding route", Lines.Planned(planned), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_9_weight_0_and_sorry_servers_are_not_live()
    {
        var weightless = InOrder with { Table = [Service("tcp/192.0.2.1:80", live: 0, weightless: 3)] };
        Assert.Equal(Withdrawn, Run.Of(weightless).Sent);

        var sorry = InOrder.Live(1) with
        {
            Policy = new() { SorryServers = new HashSet<Net.Prefixes.IpAddress> { Net.Prefixes.IpAddress.Parse("198.51.100.1") } },
        };
        Assert.Equal(Withdrawn, Run.Of(sorry).Sent);
    }

    [Fact]
    public void Row_9_a_firewall_mark_is_not_an_address()
    {
        var run = Run.Of(InOrder with { Table = [.. InOrder.Table, Service("fwm/7", 0)] });

        Assert.Equal(Nothing, run.Sent);
        Assert.Equal("", run.Said);
    }

    [Theory]
    [InlineData("tcp/192.0.2.1:80", "192.0.2.1/32")]
    [InlineData("tcp/[2001:db8::1]:80", "2001:db8::1/128")]
    public void Row_10_a_service_of_IPv4_is_withdrawn_with_32_and_one_of_IPv6_with_128(string service, string prefix)
    {
        var statement = Statement(prefix, "BGP1");

        Assert.Equal($"- {prefix}", Run.Of(InOrder with { Configured = [statement], Baseline = [statement], Table = [Service(service, 0)] }).Sent);
    }

    [Fact]
    public void Row_11_the_lines_of_its_readme_are_printed()
    {
        var delete = Assert.Single(Run.Of(InOrder.Live(0)).Plan.Changes);
        var add = Assert.Single(Run.Of(InOrder.NotConfigured().Live(3)).Plan.Changes);

        Assert.Equal("vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route", $"{SyslogTags.Watchdog}: {Lines.Planned(delete)}");
        Assert.Equal("bgp_mgt: Deleting route to 192.0.2.1/32", $"{SyslogTags.Route}: {Lines.Changed(delete)}");
        Assert.Equal("vip_watchdog: more than 1 realservers available behind 192.0.2.1 > add route", $"{SyslogTags.Watchdog}: {Lines.Planned(add)}");
        Assert.Equal("bgp_mgt: Adding route to 192.0.2.1/32", $"{SyslogTags.Route}: {Lines.Changed(add)}");
    }
}
