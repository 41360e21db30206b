using System.Text;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Testing;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

/// <summary>How long a change is read back, with a clock that only waiting moves.</summary>
public sealed class ReadBackTests : OnVtysh
{
    private static readonly Prefix Vip = Prefix.Parse("192.0.2.1/32");

    [Fact]
    public void A_withdrawal_is_read_back_until_the_path_is_gone()
    {
        Running("2001:db8::1/128");
        var lingering = Capture.Read("frr-10.7.0/c8-json-right-after-no").Output.Replace("192.0.2.3/32", "192.0.2.1/32", StringComparison.Ordinal);
        Program.When("*show bgp*", FakeAnswer.Prints(lingering), FakeAnswer.Prints(lingering), FakeAnswer.Prints("{\n}\n"));

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.Empty(result.PathsOf(Vip)!.Paths);
        Assert.Equal(2, Clock.Waits.Count);
        Assert.Single(result.Running.Value.Configuration.Instances[0].Statements);
    }

    [Fact]
    public void A_withdrawal_that_something_else_keeps_alive_is_waited_for_to_the_limit()
    {
        Running("2001:db8::1/128");
        var redistributed = Capture.Read("frr-8.4.4/show-bgp-ipv4-redistributed-json").Output.Replace("192.0.2.200/32", "192.0.2.1/32", StringComparison.Ordinal);
        Program.When("*show bgp*", redistributed);

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.True(result.PathsOf(Vip)!.IsSelfOriginated);
        Assert.Equal(TimeSpan.FromSeconds(2), Clock.Elapsed);
    }

    [Fact]
    public void A_path_of_another_site_is_not_waited_for()
    {
        Running("2001:db8::1/128");
        Program.When("*show bgp*", Capture.Read("frr-8.4.4/show-bgp-ipv4-learned-only-json").Output.Replace("192.0.2.2/32", "192.0.2.1/32", StringComparison.Ordinal));

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.False(result.PathsOf(Vip)!.IsSelfOriginated);
        Assert.Empty(Clock.Waits);
    }

    [Fact]
    public void An_addition_is_read_back_until_its_peers_are_told()
    {
        Running("192.0.2.1/32");
        var untold = Capture.Read("frr-10.7.0/c12-ebgp-requires-policy-show-json").Output;
        var told = Capture.Read("frr-10.7.0/show-bgp-ipv4-local-json").Output;
        Program.When("*show bgp*", FakeAnswer.Prints("{\n}\n"), FakeAnswer.Prints(untold), FakeAnswer.Prints(told));

        var result = Read(Suite.Frr, Site.Issue("192.0.2.1/32"));

        Assert.True(result.PathsOf(Vip)!.IsOriginated);
        Assert.Equal(["198.51.100.1"], result.PathsOf(Vip)!.AdvertisedTo);
        Assert.Equal(2, Clock.Waits.Count);
    }

    [Fact]
    public void Peers_that_are_never_told_are_waited_for_half_a_second()
    {
        Running("192.0.2.1/32");
        Program.When("*show bgp*", Capture.Read("frr-10.7.0/c12-ebgp-requires-policy-show-json").Output);

        var result = Read(Suite.Frr, Site.Issue("192.0.2.1/32"));

        Assert.True(result.PathsOf(Vip)!.IsOriginated);
        Assert.Equal(TimeSpan.FromMilliseconds(500), Clock.Elapsed);
    }

    [Theory]
    [InlineData(Suite.Frr, "{\n}\n", 2)]
    [InlineData(Suite.Quagga, "% Network not in table\n", 5)]
    public void An_addition_that_never_reaches_the_table_is_given_up_at_the_limit(Suite suite, string absent, int seconds)
    {
        Running("192.0.2.1/32");
        Program.When("*show bgp*", absent);

        var result = Read(suite, Site.Issue("192.0.2.1/32"));

        Assert.False(result.PathsOf(Vip)!.IsOriginated);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Clock.Elapsed);
    }

    [Theory]
    [InlineData("192.0.2.9/32")] // not configured at all
    [InlineData("192.0.2.1/32 route-map OTHER")]
    public void Where_the_statement_is_not_as_planned_one_look_is_enough(string configured)
    {
        Running(configured);
        Program.When("*show bgp*", "{\n}\n");

        Read(Suite.Frr, Site.Issue("192.0.2.1/32"));

        Assert.Empty(Clock.Waits);
    }

    /// <summary>Statements of another instance are none of ours, whatever stands in them.</summary>
    [Fact]
    public void Where_the_instance_itself_is_gone_one_look_is_enough()
    {
        Running("192.0.2.1/32", "router bgp 64699 vrf RED");
        Program.When("*show bgp*", "{\n}\n");

        var result = Read(Suite.Frr, Site.Issue("192.0.2.1/32"));

        Assert.Equal("router bgp 64699 vrf RED", Assert.Single(result.Running.Value.Configuration.Instances).Line);
        Assert.Empty(Clock.Waits);
    }

    [Fact]
    public void With_the_configuration_unreadable_the_table_is_not_asked()
    {
        Program.Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.False(result.Running.IsKnown);
        Assert.Null(result.PathsOf(Vip));
        Assert.Single(Fakes.Calls());
    }

    [Fact]
    public void With_the_table_unreadable_what_is_configured_is_still_known()
    {
        Running("2001:db8::1/128");
        Program.When("*show bgp*", FakeAnswer.Fails(1, "bgpd is not running\n"));

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.True(result.Running.IsKnown);
        Assert.Null(result.PathsOf(Vip));
        Assert.StartsWith("lost bgpd", result.Paths.Failure?.Words, StringComparison.Ordinal);
    }

    private ReadBackResult Read(Suite suite, StatementChange change)
    {
        var vtysh = new Vtysh(new ToolRunner(), new(Program.Path, []), clock: Clock, wait: Clock.Wait, random: () => 0);
        return new ReadBack(vtysh, Clock, Clock.Wait).Read(suite, Site.Instance, [change]);
    }

    /// <summary>A running configuration with one statement, by default with the route-map that the tests issue.</summary>
    private void Running(string statement, string instance = "router bgp 64699")
    {
        var line = statement.Contains(' ', StringComparison.Ordinal) ? statement : $"{statement} route-map BGP1";
        var family = statement.Contains(':', StringComparison.Ordinal) ? "ipv6" : "ipv4";
        Program.When("*show running-config*", new StringBuilder("Building configuration...\n\nCurrent configuration:\n!\nfrr version 10.7.0\n!\n")
            .Append(instance).Append("\n !\n address-family ").Append(family).Append(" unicast\n  network ").Append(line)
            .Append("\n exit-address-family\nexit\n!\nend\n% Network not in table\n").ToString());
    }
}
