using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>Which runs leave a bundle, how many stay, and that none of it costs a run anything.</summary>
[Trait("Coverage", "short")]
public sealed class KeepingTests
{
    [Fact]
    public void A_run_that_changes_something_leaves_one_and_the_next_without_a_change_none()
    {
        using var site = OneDown.Site();

        Golden.Same(OneDown.Withdrawn, site.Transcript());
        site.Run();

        var bundle = Assert.Single(Recorded.Bundles(site));
        Assert.Matches(@"/bundles/\d{8}T\d{6}\.\d{3}Z-\d+\.bundle\.json$", bundle);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(bundle));
    }

    [Fact]
    public void A_run_that_begins_to_refuse_leaves_one_and_those_that_go_on_refusing_none()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        site.Ipvsadm.Reset().Always(FakeAnswer.Fails(2, "Can't initialize ipvs\n"));

        Assert.Equal(69, site.Run().Status);
        Assert.Equal(69, site.Run().Status);

        Assert.Single(Recorded.Bundles(site));
    }

    [Fact]
    public void No_more_than_the_configuration_allows_and_what_a_person_put_there_stays()
    {
        using var site = OneDown.Site();
        site.Set("bundles", "1");
        site.Run();
        var first = Assert.Single(Recorded.Bundles(site));
        File.Move(first, first.Replace("/bundles/", "/bundles/outage-", StringComparison.Ordinal));
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 2));
        site.Run();
        var second = Recorded.Bundles(site)[0];
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();

        Assert.Equal(2, Recorded.Bundles(site).Length);
        Assert.False(File.Exists(second));
    }

    [Theory]
    [InlineData("bundles", "0")]
    [InlineData("bundles-mib", "0")]
    public void None_where_none_are_wanted(string key, string value)
    {
        using var site = OneDown.Site();
        site.Set(key, value);

        Golden.Same(OneDown.Withdrawn, site.Transcript());
        Assert.Empty(Recorded.Bundles(site));
    }

    [Fact]
    public void That_none_can_be_kept_is_a_warning_after_the_work_and_no_failure()
    {
        using var site = OneDown.Site();
        site.WriteState("bundles", "in the way");

        Golden.Same(
            """
            exit 0
            err: vip_watchdog: no bundle of this run is kept: SITE/state/bundles: cannot open: Not a directory
            sent: no network 192.0.2.1/32
            """, site.Brief());
    }

    [Fact]
    public void Record_keeps_any_run_also_a_dry_one_in_the_folder_named()
    {
        using var site = new FakeSite("vip-watchdog");
        var folder = site.Of("recorded");

        Golden.Same("exit 0", site.Transcript("--record", folder));
        Golden.Same("exit 0", site.Transcript("--dry-run", "--record", folder));
        Golden.Same("exit 0\nerr: vip_watchdog: this run is not recorded: SITE/none/recorded: cannot make it: No such file or directory", site.Brief("--record", site.Of("none/recorded")));

        Assert.Equal(2, Directory.GetFiles(folder).Length);
        Assert.Empty(Recorded.Bundles(site));
    }
}
