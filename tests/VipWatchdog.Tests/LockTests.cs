using System.Globalization;
using Testing;

namespace VipWatchdog.Tests;

/// <summary>One run changes the site at a time; one that hangs for ever does not keep a dead VIP announced.</summary>
public sealed class LockTests
{
    [Fact]
    public void Held_by_another_program()
    {
        using var site = Crossroads.Site();
        using var held = Held(site, "");
        site.WriteConfiguration();
        var before = site.Listing();

        Golden.Same(
            """
            exit 75
            err: vip_watchdog: busy: the lock SITE/run/lock is held by another program (lslocks tells which); nothing is done
            log: err vip_watchdog: busy: the lock SITE/run/lock is held by another program (lslocks tells which); nothing is done
            """, site.Transcript());
        Assert.Empty(site.Fakes.Calls());
        Assert.Equal(before, site.Listing());
    }

    [Fact]
    public void Held_by_a_person()
    {
        using var site = Crossroads.Site();
        using var held = Held(site, Holder());

        Golden.Same(
            """
            exit 75
            err: vip_watchdog: busy: the lock SITE/run/lock is held by vip-mgmt (pid PID); nothing is done
            log: err vip_watchdog: busy: the lock SITE/run/lock is held by vip-mgmt (pid PID); nothing is done
            """, WithoutPid(site.Transcript()));
        Assert.Empty(site.Fakes.Calls());
    }

    [Fact]
    public void Held_by_a_person_after_an_hour_without_a_run()
    {
        using var site = Crossroads.Site();
        site.WriteState("watchdog.json", LongAgo);
        using var held = Held(site, Holder());

        Assert.StartsWith("exit 75\nerr: vip_watchdog: busy: ", site.Transcript(), StringComparison.Ordinal);
        Assert.Empty(site.Fakes.Calls());
    }

    [MountFact]
    public void Held_for_more_than_three_minutes()
    {
        using var site = Crossroads.Site();
        using var held = Held(site, Holder());
        MoveUptime(site, TimeSpan.FromSeconds(190));
        var watchdogJson = Path.Combine(site.State, "watchdog.json");

        Golden.Same(
            """
            exit 75
            out: vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            out: vip_watchdog: no virtual service behind 192.0.2.3 > delete route
            out: vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            out: bgp_mgt: Deleting route to 192.0.2.1/32
            out: bgp_mgt: Deleting route to 192.0.2.3/32
            out: bgp_mgt: Deleting route to 2001:db8::1/128
            err: vip_watchdog: the lock has been held by vip-mgmt (pid PID) for 3 min: holds are enforced and VIPs withdrawn without it, nothing is announced
            log: crit vip_watchdog: the lock has been held by vip-mgmt (pid PID) for 3 min: holds are enforced and VIPs withdrawn without it, nothing is announced
            log: notice vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route
            log: notice vip_watchdog: no virtual service behind 192.0.2.3 > delete route
            log: notice vip_watchdog: 2001:db8::1 is held by alice (new disk) > delete route
            log: notice bgp_mgt: Deleting route to 192.0.2.1/32
            log: notice bgp_mgt: Deleting route to 192.0.2.3/32
            log: notice bgp_mgt: Deleting route to 2001:db8::1/128
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, WithoutPid(site.Transcript()));
        Assert.False(File.Exists(watchdogJson));
    }

    [Fact]
    public void Held_without_words_while_no_run_ended()
    {
        using var site = Crossroads.Site();
        site.WriteState("watchdog.json", LongAgo);
        using var held = Held(site, "");

        var run = site.Brief();

        Assert.Contains(" is held by another program (lslocks tells which), and no run of vip-watchdog has ended for ", run, StringComparison.Ordinal);
        Assert.EndsWith("sent: no network 192.0.2.1/32\nsent: no network 192.0.2.3/32\nsent: no network 2001:db8::1/128\n", run.TrimEnd('\n') + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_without_the_lock_withdrew_is_no_other_hands_work()
    {
        using var site = Crossroads.Site();
        site.WriteState("watchdog.json", LongAgo.Replace("\"lastRun\"", "\"vips\":{\"192.0.2.1/32\":{\"seenInIpvs\":true,\"configured\":true}},\"lastRun\"", StringComparison.Ordinal));
        using (Held(site, ""))
            site.Run();
        site.Run();

        Assert.DoesNotContain("\"found\"", File.ReadAllText(Path.Combine(site.State, "journal.jsonl")).Replace("\"prefix\":\"203.0.113.7/32\",\"what\":\"found\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_it_nothing_of_another_runs_files_is_swept_or_set_aside()
    {
        using var site = Crossroads.Site();
        site.WriteState("watchdog.json", "{ torn");
        var temporary = site.WriteState(".watchdog.json.tmp.1", "of another run");
        File.SetLastWriteTimeUtc(temporary, DateTime.UnixEpoch);
        Directory.CreateDirectory(site.LockFile);

        Assert.Contains("damaged (", site.Run().Error, StringComparison.Ordinal);
        Assert.Equal("{ torn", File.ReadAllText(Path.Combine(site.State, "watchdog.json")));
        Assert.True(File.Exists(temporary));
    }

    [Fact]
    public void Held_by_another_program_with_json()
    {
        using var site = Crossroads.Site();
        using var held = Held(site, "");

        var run = site.Run("--json");

        Assert.Equal(75, run.Status);
        Golden.Verify("VipWatchdog/busy.json", run.Output.Replace(site.Folder, "SITE", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_file_is_a_folder()
    {
        using var site = Crossroads.Site();
        Directory.CreateDirectory(site.LockFile);

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: the lock cannot be taken (SITE/run/lock: cannot open: Is a directory): holds are enforced and VIPs withdrawn without it, nothing is announced
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void Its_folder_has_no_parent()
    {
        using var site = Crossroads.Site();
        site.Set("lock", site.Of("no/such/lock"));

        Golden.Same(
            """
            exit 74
            err: vip_watchdog: the lock cannot be taken (SITE/no/such: cannot make it, its parent must exist: No such file or directory): holds are enforced and VIPs withdrawn without it, nothing is announced
            sent: no network 192.0.2.1/32
            sent: no network 192.0.2.3/32
            sent: no network 2001:db8::1/128
            """, site.Brief());
    }

    [Fact]
    public void Two_runs_at_once_change_once()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.VtyshFirst("*-E*", site.Bgpd.Answer with { Waits = TimeSpan.FromMilliseconds(300) });

        using var one = site.Start();
        using var other = site.Start();
        FakeRun[] runs = [one.Finish(), other.Finish()];

        Assert.Equal([0, 0], runs.Select(run => run.Status));
        Assert.Equal("vip_watchdog: 0 realservers available behind 192.0.2.1 > delete route\nbgp_mgt: Deleting route to 192.0.2.1/32\n", runs[0].Output + runs[1].Output);
        Assert.Equal(["no network 192.0.2.1/32"], site.Sent());
    }

    [Fact]
    public void A_run_that_was_killed_leaves_no_lock()
    {
        using var site = Crossroads.Site();
        site.VtyshFirst("*-E*", new FakeAnswer { Hangs = true });
        using (var killed = site.Start())
        {
            Assert.True(SpinWait.SpinUntil(() => site.Sent().Count > 0, TimeSpan.FromSeconds(60)), "the batch was never sent");
            System.Diagnostics.Process.GetProcessById(killed.Id).Kill();
            killed.Finish();
        }

        site.Vtysh.Reset().Always(site.Bgpd.Answer);
        Golden.Same($"exit 0\n{Crossroads.Everything}", site.Brief());
    }

    private const string LongAgo = """{"version":1,"established":true,"lastRun":0,"moments":[{"boot":"another","sinceBoot":60,"wall":"2026-01-02T03:05:05+00:00"}]}""";

    /// <summary>flock(2) on the lock's file, as an operator's flock(1) or another run has it.</summary>
    private static FileStream Held(FakeSite site, string holder)
    {
        site.Set("lock-timeout", "200ms");
        Directory.CreateDirectory(Path.GetDirectoryName(site.LockFile)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(site.LockFile, holder);
        File.SetUnixFileMode(site.LockFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new FileStream(site.LockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>What a holder writes that took the lock just now: this process, which lives and is older than that.</summary>
    private static string Holder() => string.Create(CultureInfo.InvariantCulture,
        $"command vip-mgmt\npid {Environment.ProcessId}\nboot {File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}\nuptime-ms {(long)(Uptime() * 1000)}\ntime 2026-01-02T03:04:05Z\n");

    /// <summary>
    /// Lets the runs see an uptime that is later than it is: neither this machine nor any process on it needs to be so old.
    /// The uptime stands still for them, so they try the lock once.
    /// </summary>
    private static void MoveUptime(FakeSite site, TimeSpan ahead)
    {
        File.WriteAllText(site.Of("uptime"), string.Create(CultureInfo.InvariantCulture, $"{Uptime() + ahead.TotalSeconds:0.00} 0.00\n"));
        site.Set("lock-timeout", "0s");
        site.Within = ["unshare", "--mount", "sh", "-c", $"mount --bind '{site.Of("uptime")}' /proc/uptime && exec \"$@\"", "sh"];
    }

    private static double Uptime() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);

    private static string WithoutPid(string transcript) =>
        transcript.Replace(string.Create(CultureInfo.InvariantCulture, $"(pid {Environment.ProcessId})"), "(pid PID)", StringComparison.Ordinal);
}
