using Testing;

namespace VipWatchdog.Tests;

/// <summary>The first run of a watchdog takes nothing for granted: what it finds withdrawn stays so until a person says otherwise.</summary>
[Trait("Coverage", "short")]
public sealed class FirstRunTests
{
    [Fact]
    public void What_is_up_and_not_announced_is_held()
    {
        using var site = Site();

        Golden.Same(
            """
            exit 0
            err: vip_watchdog: 192.0.2.2 is up and not announced: found withdrawn at first run, held until vip-mgmt -a 192.0.2.2/32
            log: warning vip_watchdog: 192.0.2.2 is up and not announced: found withdrawn at first run, held until vip-mgmt -a 192.0.2.2/32
            """, site.Transcript());
        Assert.Equal(["192.0.2.2_32"], Directory.GetFiles(Path.Combine(site.State, "holds")).Select(Path.GetFileName));
        Golden.Same("exit 0", site.Transcript());
    }

    [Fact]
    public void A_dry_run_is_no_first_run()
    {
        using var site = Site();

        Golden.Same(
            """
            exit 0
            out: would hold 192.0.2.2/32: found withdrawn at first run
            err: vip_watchdog: 192.0.2.2 is up and not announced: found withdrawn at first run, held until vip-mgmt -a 192.0.2.2/32
            """, site.Transcript("--dry-run"));
        Golden.Same(
            """
            exit 0
            err: vip_watchdog: 192.0.2.2 is up and not announced: found withdrawn at first run, held until vip-mgmt -a 192.0.2.2/32
            log: warning vip_watchdog: 192.0.2.2 is up and not announced: found withdrawn at first run, held until vip-mgmt -a 192.0.2.2/32
            """, site.Transcript());
    }

    [Fact]
    public void A_run_that_could_not_tell_is_no_first_run()
    {
        using var site = Site();
        site.Ipvsadm.Reset().Always(FakeAnswer.Fails(1, "Memory allocation error\n"), FakeAnswer.PrintsFile(site.Of("ipvs.list")));

        Golden.Same(
            """
            exit 69
            err: vip_watchdog: ipvsadm: exit status 1: Memory allocation error; holds are enforced, nothing else is changed
            """, site.Brief());
        Golden.Same(
            """
            exit 0
            err: vip_watchdog: 192.0.2.2 is up and not announced: found withdrawn at first run, held until vip-mgmt -a 192.0.2.2/32
            """, site.Brief());
    }

    [Fact]
    public void A_journal_of_vip_mgmt_alone_is_no_earlier_run()
    {
        using var site = Site();
        site.WriteState("journal.jsonl", """{"when":"2026-01-02T03:04:05+00:00","who":"alice","prefix":"203.0.113.7/32","what":"hold","why":"a new disk","outcome":"done"}""" + "\n");

        Golden.Same(
            """
            exit 0
            err: vip_watchdog: 192.0.2.2 is up and not announced: found withdrawn at first run, held until vip-mgmt -a 192.0.2.2/32
            """, site.Brief());
    }

    [Fact]
    public void What_is_down_is_withdrawn_all_the_same()
    {
        using var site = Site();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 2));

        Golden.Same(OneDown.Withdrawn, site.Transcript());
    }

    /// <summary>192.0.2.2 is up and not announced; no run has been.</summary>
    private static FakeSite Site()
    {
        var site = new FakeSite("vip-watchdog");
        site.Bgpd.Remove("192.0.2.2/32");
        return site;
    }
}
