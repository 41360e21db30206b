using System.Diagnostics;
using System.Globalization;
using Testing;

namespace VipMgmt.Tests;

/// <summary>What goes on around a run: another run, keepalived, syslog, and files of ours that fail in its middle.</summary>
public sealed class SurroundingsTests : OnSite
{
    [Fact]
    public void Two_at_once_do_both()
    {
        using var one = Site.Start("-y", "-d", Www);
        using var other = Site.Start("-y", "-d", "192.0.2.2");

        Assert.Equal((0, 0), (one.Finish().Status, other.Finish().Status));
        Assert.Equal(["network 203.0.113.7/32"], Site.Bgpd.Statements);
        Assert.Equal(3, Holds().Count);
    }

    [Theory]
    [InlineData("1m", 1)]
    [InlineData("1ms", 0)]
    public void A_keepalived_in_its_grace_lists_what_it_has_not_checked(string grace, int status)
    {
        Site.Run("-y", "-d", "192.0.2.1");
        File.CreateSymbolicLink(Site.Of("keepalived"), "/bin/sleep");
        using var keepalived = Process.Start(Site.Of("keepalived"), "300");
        try
        {
            File.WriteAllText(Site.Of("keepalived.pid"), keepalived.Id.ToString(CultureInfo.InvariantCulture));
            Site.Set("ipvs.keepalived-pidfile", Site.Of("keepalived.pid"));
            Site.Set("ipvs.keepalived-grace", grace);

            var run = Site.Run("-a", "192.0.2.1");

            Said(
                run, status, status == 0 ? "bgp_mgt: Adding route to 192.0.2.1/32" : "",
                status == 0 ? "" : "bgp_mgt: Route 192.0.2.1/32 not announced: keepalived started less than 60 s ago; the watchdog announces it when it can tell");
            Assert.Empty(Holds());
        }
        finally
        {
            keepalived.Kill();
        }
    }

    [Fact]
    public void Without_a_syslog_daemon_its_lines_go_to_stderr()
    {
        Site.Set("syslog.socket", Site.Of("nobody"));

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal((0, "bgp_mgt: Deleting route to 192.0.2.1/32\n"), (run.Status, Told(run)));
        Assert.StartsWith("syslog: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("; its lines follow here\nbgp_mgt: Deleting route to 192.0.2.1/32\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_cannot_be_written_is_74_and_stops_nothing()
    {
        Directory.CreateDirectory(State.Journal.Path);

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal((74, "bgp_mgt: Deleting route to 192.0.2.1/32\n"), (run.Status, Told(run)));
        Assert.Contains(State.Journal.Path, run.Error, StringComparison.Ordinal);
        Assert.Equal([Four], ClaimsOn(Four));
        Assert.Contains(Site.Syslog.Lines(), line => line.StartsWith("err bgp_mgt: ", StringComparison.Ordinal) && line.Contains(State.Journal.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_hold_that_cannot_be_lifted_lets_nothing_be_announced()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        File.Delete(Path.Combine(State.Holds.Path, "192.0.2.1_32"));
        Directory.CreateDirectory(Path.Combine(State.Holds.Path, "192.0.2.1_32", "of somebody"));
        var sent = Site.Sent().Count;

        Refused(Site.Run("-a", "192.0.2.1"), 74, "; nothing is sent to bgpd, and some of the holds may be changed: see vip-mgmt status");
        Assert.Equal(sent, Site.Sent().Count);
    }

    [Fact]
    public void A_hold_that_is_an_empty_folder_is_lifted_like_any_other()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        File.Delete(Path.Combine(State.Holds.Path, "192.0.2.1_32"));
        Directory.CreateDirectory(Path.Combine(State.Holds.Path, "192.0.2.1_32"));

        Said(Site.Run("-a", "192.0.2.1"), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
        Assert.Empty(Holds());
    }

    [Fact]
    public void An_output_that_is_full_stops_no_withdrawal()
    {
        using var running = Site.StartInto(">/dev/full", "-d", "192.0.2.1");

        Assert.Equal(74, running.Finish().Status);
        Assert.Equal(["notice bgp_mgt: Deleting route to 192.0.2.1/32"], Site.Syslog.Lines());
        Assert.DoesNotContain("network 192.0.2.1/32 route-map BGP1", Site.Bgpd.Statements);
    }

    [Fact]
    public void Many_vips_are_one_batch()
    {
        for (var n = 10; n < 110; n++)
        {
            Site.Announce($"network 192.0.2.{n}/32 route-map BGP1");
        }

        var run = Site.Run(["-y", "-d", .. Enumerable.Range(10, 100).Select(n => $"192.0.2.{n}")]);

        Assert.Equal(0, run.Status);
        Assert.Equal(100, run.Output.Split('\n').Count(line => line.StartsWith("bgp_mgt: Deleting route to ", StringComparison.Ordinal)));
        Assert.Single(Site.Fakes.Calls(), call => call.Arguments.Contains("-E"));
        Assert.Equal(100, Site.Syslog.Lines().Count);
    }

    [Fact]
    public void An_addition_that_bgpd_takes_and_does_not_make_is_76()
    {
        Site.Run("-y", "-d", "192.0.2.1");
        Site.Bgpd.LieAbout(Four);

        Said(Site.Run("-a", "192.0.2.1"), 76, "", "bgp_mgt: Failed to add route to 192.0.2.1/32: it is not configured");
    }

    [Fact]
    public void A_bgpd_that_dies_in_the_middle_of_a_batch_leaves_the_hold()
    {
        Site.VtyshFirst("*-E*", FakeAnswer.Fails(0, "Warning: closing connection to bgpd because of an I/O error!\n"));

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Refused(run, 76, "bgp_mgt: Failed to delete route to 192.0.2.1/32: hold in force; not withdrawn: lost bgpd: Warning: closing connection to bgpd");
        Assert.Equal([Four], ClaimsOn(Four));
    }
}
