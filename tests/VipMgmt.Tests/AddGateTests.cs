using Testing;

namespace VipMgmt.Tests;

/// <summary>vip-mgmt -a asks first whether the VIP is up; what cannot be read keeps it back.</summary>
public sealed class AddGateTests : OnSite
{
    [Theory]
    [InlineData("on", 0, 1)]
    [InlineData("off", 0, 0)]
    [InlineData("on", 1, 0)]
    public void The_gate_keeps_what_is_down(string gate, int live, int status)
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Set("ipvs.health-gate", gate);
        Site.Table(("192.0.2.1:80", live));
        var asked = Asked();

        var run = Site.Run("-a", "192.0.2.1");

        if (status == 0)
        {
            Said(run, 0, "bgp_mgt: Adding route to 192.0.2.1/32");
        }
        else
        {
            Said(run, 1, "", "bgp_mgt: Route 192.0.2.1/32 not announced: 0 realservers; hold lifted, the watchdog announces it when it is up");
        }

        Assert.Equal(gate == "on" ? 1 : 0, Asked() - asked);
        Assert.Empty(Holds());
    }

    [Fact]
    public void Auto_asks_where_ip_vs_is_loaded()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Set("ipvs.health-gate", "auto");
        Site.Table(("192.0.2.1:80", 0));

        Assert.Equal(Vips.Host.Machine.IpVsModule.IsLoaded() ? 1 : 0, Site.Run("-a", "192.0.2.1").Status);
    }

    [Fact]
    public void What_is_between_the_thresholds_is_announced_without_waiting()
    {
        Site.Set("watchdog.restore", "3");
        Site.Set("watchdog.rise", "5");
        Site.Run("-y", "-d", "192.0.2.1");

        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
    }

    [Fact]
    public void Force_announces_what_is_down_and_says_what_the_watchdog_does_then()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Table(("192.0.2.1:80", 0));

        Said(
            Site.Run("-a", "192.0.2.1", "--force"), 0, "bgp_mgt: Adding route to 192.0.2.1/32",
            "vip-mgmt: warning: Route 192.0.2.1/32: 0 realservers; the watchdog withdraws it again at its next run");
    }

    [Fact]
    public void A_managed_vip_without_a_virtual_service_is_not_announced()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Yaml = "vips:\n  - prefixes: [192.0.2.1/32]\n";
        Site.Table(("192.0.2.2:80", 2));

        Said(Site.Run("-a", "192.0.2.1"), 1, "", "bgp_mgt: Route 192.0.2.1/32 not announced: no virtual service; hold lifted, the watchdog announces it when it is up");
    }

    [Fact]
    public void What_is_not_managed_is_announced_at_once()
    {
        Site.Run("-y", "-d", "203.0.113.7");

        Said(Site.Run("-a", "203.0.113.7"), 0, "bgp_mgt: Adding route to 203.0.113.7/32");
    }

    [Fact]
    public void With_ipvs_unreadable_the_hold_is_lifted_and_nothing_announced()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Ipvsadm.Reset().Always(FakeAnswer.Fails(255, "Can't initialize ipvs: Protocol not available\n"));

        var run = Site.Run("-a", "192.0.2.1");

        Refused(run, 69, "bgp_mgt: Route 192.0.2.1/32 not announced: ipvsadm: ");
        Assert.EndsWith("; the watchdog announces it when it can tell\n", run.Error, StringComparison.Ordinal);
        Assert.Empty(Holds());
    }

    [Fact]
    public void With_keepalived_dead_the_hold_is_lifted_and_nothing_announced()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Set("ipvs.keepalived-pidfile", Site.Of("keepalived.pid"));

        Refused(Site.Run("-a", "192.0.2.1"), 69, "not announced: keepalived is not running (");
        Assert.Empty(Holds());
    }

    [Fact]
    public void With_the_baseline_unreadable_the_hold_is_lifted_and_nothing_announced()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Set("bgp.baseline", Site.Of("gone.conf"));

        var run = Site.Run("-a", "192.0.2.1");

        Refused(run, 69, "bgp_mgt: Route 192.0.2.1/32 not announced: ");
        Assert.Contains("gone.conf", run.Error, StringComparison.Ordinal);
        Assert.Empty(Holds());
    }

    [Fact]
    public void With_bgpd_unreadable_the_hold_is_lifted_and_nothing_announced()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        Refused(Site.Run("-a", "192.0.2.1"), 69, "bgp_mgt: Route 192.0.2.1/32 not announced: vtysh: cannot reach bgpd");
        Assert.Empty(Holds());
    }

    [Fact]
    public void Several_names_where_one_is_kept_back_make_the_others()
    {
        Site.Run("-y", "-d", "192.0.2.1", "192.0.2.2");
        Site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2));

        Said(
            Site.Run("-a", "192.0.2.1", "192.0.2.2"), 1, "bgp_mgt: Adding route to 192.0.2.2/32",
            "bgp_mgt: Route 192.0.2.1/32 not announced: 0 realservers; hold lifted, the watchdog announces it when it is up");
    }

    private int Asked() => Site.Fakes.Calls().Count(call => call.Tool == "ipvsadm");
}
