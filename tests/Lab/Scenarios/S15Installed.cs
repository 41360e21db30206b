using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>README's Install section, on a director where the package has just been installed.</summary>
[Collection(nameof(CronGuest))]
public sealed class S15Installed(CronGuest lab)
{
    [PackageFact]
    [Trait("Length", "long")]
    public void Installing_changes_nothing_the_cron_line_watches_and_without_shadow_it_acts() => lab.Scenario(() =>
    {
        lab.Lvs1.On("cp /run/viptools.packaged /etc/viptools/viptools.yaml && ! grep -v '^#' /etc/cron.d/viptools");
        Assert.Contains("shadow: true", lab.Lvs1.Mgmt("check-config").Lines);
        lab.Kill("", "rs1", "rs2");
        lab.Lvs1.WaitForLive(0, "TCP");

        lab.Lvs1.On("lvs cron on");
        Await("would delete route");
        lab.RouterShows();
        Assert.DoesNotContain(lab.Lvs1.Log(Lines.Bgp), line => line.Contains("route", StringComparison.Ordinal));

        lab.Lvs1.On("sed -i '/^shadow: true$/d' /etc/viptools/viptools.yaml");
        Await(Lines.Deleting(Six2));
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));
        lab.Lvs1.Logged(Lines.Bgp, [.. Vips.Select(Lines.Deleting)]);
    });

    /// <summary>cron's next minute, and a slow run.</summary>
    private void Await(string words) => lab.Lvs1.On($"until grep -q '{words}' /var/log/syslog; do sleep 1; done", 100);
}
