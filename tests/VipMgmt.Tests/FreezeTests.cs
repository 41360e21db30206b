using Testing;

namespace VipMgmt.Tests;

/// <summary>`vip-mgmt freeze` and `thaw`.</summary>
[Trait("Coverage", "short")]
public sealed class FreezeTests : OnSite
{
    [Fact]
    public void Is_written_told_journalled_shown_and_ended()
    {
        Golden.Same(
            $"""
            exit 0
            out: vip_watchdog: frozen by {Who} (new switches): nothing is changed but holds, until vip-mgmt thaw
            log: notice vip_watchdog: frozen by {Who} (new switches): nothing is changed but holds, until vip-mgmt thaw
            """, Site.Transcript("freeze", "--reason", "new switches"));
        Assert.Equal([$"freeze : frozen by {Who} (new switches) (done)"], Journal());
        Assert.Contains($"vip-mgmt: frozen by {Who} (new switches): nothing is changed but holds", Site.Run("status").Error, StringComparison.Ordinal);

        Said(Site.Run("thaw"), 0, $"vip_watchdog: thawed by {Who} (was frozen by {Who} (new switches))");
        Assert.Null(State.Freeze.Read());
        Said(Site.Run("thaw"), 0, "not frozen");
    }

    [Fact]
    public void Has_an_end()
    {
        Site.Run("freeze", "--for", "2h");

        var freeze = State.Freeze.Read()!;
        Assert.Equal(TimeSpan.FromHours(2), freeze.Until - freeze.When);
    }

    [Fact]
    public void Does_not_keep_a_person_back()
    {
        Site.Run("freeze");

        Said(Site.Run("-d", "192.0.2.1"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
    }

    [Fact]
    public void A_damaged_one_is_a_freeze_until_it_is_thawed()
    {
        File.WriteAllText(State.Freeze.Path, "torn");

        Assert.Contains("frozen by unknown (the file is damaged: ", Site.Run("status").Error, StringComparison.Ordinal);
        Assert.Equal(0, Site.Run("thaw").Status);
        Assert.Null(State.Freeze.Read());
    }

    [Fact]
    public void A_dry_run_writes_nothing()
    {
        Said(Site.Run("freeze", "--dry-run"), 0, $"would freeze the watchdog: frozen by {Who}");
        Assert.Null(State.Freeze.Read());
    }

    [Fact]
    public void As_a_document() => Golden.Verify("VipMgmt/freeze.json", Masked.Of(Site, Who, Site.Run("freeze", "--for", "1h", "--reason", "new switches", "--json").Output));
}
