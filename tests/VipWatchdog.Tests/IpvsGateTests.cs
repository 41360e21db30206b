using Testing;

namespace VipWatchdog.Tests;

/// <summary>The gates of IPVS and keepalived: what cannot be trusted takes nothing off the Internet, and puts nothing back.</summary>
public sealed class IpvsGateTests
{
    private const string Head = "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n";

    private static readonly Dictionary<string, (FakeAnswer Answer, string Words)> Broken = new()
    {
        ["fails"] = (FakeAnswer.Fails(2, "Memory allocation error\n"), "ipvsadm: exit status 2: Memory allocation error"),
        ["fails with a table"] = (FakeAnswer.Fails(1, "", Head), "ipvsadm: exit status 1: IP Virtual Server version 1.2.1 (size=4096)"),
        ["dies"] = (new FakeAnswer() { Output = Head, DiesOf = "SEGV" }, "ipvsadm: killed by signal 11: IP Virtual Server version 1.2.1 (size=4096)"),
        ["no module"] = (FakeAnswer.Fails(255, Repository.Fixture("ipvsadm/1.31/err-no-module.err")), "ipvsadm: exit status 255: Can't initialize ipvs: Protocol not available; the kernel has no IPVS, load it with modprobe ip_vs"),
        ["lies with nothing"] = (new FakeAnswer(), "ipvsadm -L -n: line 1 is missing: the table has no whole header"),
        ["half a head"] = (FakeAnswer.Prints("IP Virtual Server version 1.2.1 (size=4096)\n"), "ipvsadm -L -n: line 2 is missing: the table has no whole header"),
        ["cut in a line"] = (FakeAnswer.Prints(Head + "TCP  192.0.2.1:80 rr\n  -> 10.0.0.1:80       "), "ipvsadm -L -n: line 5 is cut off: the table is not whole"),
        ["unknown word"] = (FakeAnswer.Prints(Head + "QUIC 192.0.2.1:80 rr\n"), "ipvsadm -L -n: line 4 begins with 'QUIC', which is neither a protocol nor a real server"),
        ["unknown address"] = (FakeAnswer.Prints(Head + "TCP  lvs.example.net:80 rr\n"), "ipvsadm -L -n: line 4 holds no ADDRESS:PORT in numbers: 'lvs.example.net:80'"),
        ["unknown weight"] = (FakeAnswer.Prints(Head + "TCP  192.0.2.1:80 rr\n  -> 10.0.0.1:80  Route  many  0  0\n"), "ipvsadm -L -n: line 5 holds no weight of 0 to 2147483647: 'many'"),
        ["error on stdout"] = (FakeAnswer.Prints("Can't open /proc/net/ip_vs\n"), "ipvsadm -L -n: line 1 is not the header of `-L -n`: 'Can't open /proc/net/ip_vs'"),
        ["floods"] = (new FakeAnswer() { Output = Head, FloodsOutput = 1L << 34 }, "ipvsadm: printed more than 16777216 bytes"),
    };

    public static TheoryData<string> Ways => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Holds_are_enforced_with_ipvsadm_broken(string how)
    {
        using var site = Crossroads.Site();
        site.Ipvsadm.Reset().Always(Broken[how].Answer);

        Golden.Same($"exit 69\nerr: vip_watchdog: {Broken[how].Words}; holds are enforced, nothing else is changed\n{Crossroads.HoldsAlone}", site.Brief(), how);
    }

    [Fact]
    public void Holds_are_enforced_with_ipvsadm_hanging()
    {
        using var site = Crossroads.Site();
        site.Set("ipvs.timeout", "500ms");
        site.Ipvsadm.Reset().Always(FakeAnswer.HangsAfter(Head) with { IgnoresTerm = true, LeavesChild = true });

        Golden.Same($"exit 69\nerr: vip_watchdog: ipvsadm: timed out after 0.5 s; holds are enforced, nothing else is changed\n{Crossroads.HoldsAlone}", site.Brief());
        Assert.Empty(site.Fakes.Running());
    }

    [Fact]
    public void A_right_is_missing()
    {
        using var site = Crossroads.Site();
        site.Ipvsadm.Reset().Always(FakeAnswer.Fails(255, Repository.Fixture("ipvsadm/1.31/err-not-root.err")));

        Golden.Same(
            """
            exit 77
            err: vip_watchdog: ipvsadm: exit status 255: Can't initialize ipvs: Permission denied (you must be root); run as root, or with CAP_NET_ADMIN; holds are enforced, nothing else is changed
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void Unknown_words_after_the_scheduler_are_ignored()
    {
        using var site = Crossroads.Site();
        var table = File.ReadAllText(site.Of("ipvs.list"));
        File.WriteAllText(site.Of("ipvs.list"), table.Replace(" rr\n", " mh (mh-port,new-word) shiny\n", StringComparison.Ordinal));

        Golden.Same($"exit 0\n{Crossroads.Everything}", site.Brief());
    }

    [Fact]
    public void An_empty_table_is_known_and_makes_missing_ones()
    {
        using var site = Crossroads.Site();
        site.Table();

        Golden.Same($"exit 0\n{Crossroads.HoldsAndMissing}", site.Brief());
    }

    [Fact]
    public void Keepalived_is_not_running()
    {
        using var site = Crossroads.Site();
        site.Set("ipvs.keepalived-pidfile", site.Of("keepalived.pid"));

        Golden.Same($"exit 69\nerr: vip_watchdog: keepalived is not running (no pid file SITE/keepalived.pid); only holds are enforced and missing VIPs withdrawn\n{Crossroads.HoldsAndMissing}", site.Brief());
    }

    [Fact]
    public void The_pid_file_is_of_another_process()
    {
        using var site = Crossroads.Site();
        site.Set("ipvs.keepalived-pidfile", site.Of("keepalived.pid"));
        File.WriteAllText(site.Of("keepalived.pid"), $"{Environment.ProcessId}\n");

        var brief = site.Brief();

        Assert.StartsWith($"exit 69\nerr: vip_watchdog: keepalived is not running (pid {Environment.ProcessId} of SITE/keepalived.pid is no keepalived but ", brief, StringComparison.Ordinal);
        Assert.EndsWith(Crossroads.HoldsAndMissing, brief, StringComparison.Ordinal);
    }

    [Fact]
    public void A_young_keepalived_restores_nothing()
    {
        using var site = Crossroads.Site();
        File.CreateSymbolicLink(site.Of("keepalived"), "/bin/sleep");
        using var keepalived = System.Diagnostics.Process.Start(site.Of("keepalived"), "1000");
        site.Set("ipvs.keepalived-pidfile", site.Of("keepalived.pid"));
        File.WriteAllText(site.Of("keepalived.pid"), $"{keepalived.Id}\n");

        var brief = site.Brief();
        keepalived.Kill();

        Golden.Same(
            """
            exit 1
            err: vip_watchdog: 192.0.2.2 is not announced before keepalived is 60 s old
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, brief);
    }
}
