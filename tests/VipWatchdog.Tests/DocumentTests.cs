using System.Text.Json;
using Testing;

namespace VipWatchdog.Tests;

/// <summary>--json and --verbose: the names of the fields are a promise.</summary>
[Trait("Coverage", "short")]
public sealed class DocumentTests
{
    [Fact]
    public void Of_a_run_that_changes_much()
    {
        using var site = Crossroads.Site();

        var run = site.Run("--json");

        Assert.Equal("", run.Error);
        Golden.Verify("VipWatchdog/run.json", Masked.Times(run.Output));
    }

    [Fact]
    public void Of_a_run_that_changes_nothing()
    {
        using var site = new FakeSite("vip-watchdog");

        Golden.Verify("VipWatchdog/nothing.json", Masked.Times(site.Run("--json").Output));
    }

    [Fact]
    public void Of_a_run_whose_changes_fail()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Bgpd.LieAbout("192.0.2.1/32");

        Golden.Verify("VipWatchdog/failed.json", Masked.Times(site.Run("--json").Output));
    }

    [Fact]
    public void Is_whole_also_when_no_tool_answers()
    {
        using var site = Crossroads.Site();
        site.Vtysh.Reset().Always(new FakeAnswer());
        site.Ipvsadm.Reset().Always(new FakeAnswer());
        File.Delete(site.Of("frr.conf"));

        using var document = JsonDocument.Parse(site.Run("--json").Output);

        Assert.Equal(69, document.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public void Verbose_tells_of_every_VIP()
    {
        using var site = Crossroads.Site();

        Golden.Verify("VipWatchdog/verbose.txt", site.Transcript("--verbose") + "\n");
    }
}
