using Vips.Notices;
using Vips.Readings;
using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>DESIGN section 5, the table of gates: each row, its boundary, and the pairs where the order decides.</summary>
public class GateRows
{
    private const string Unreadable = "Error: ";

    private static readonly Row[] Rows =
    [
        new("bgpd unreadable, VIP down", InOrder.Live(0).BgpdFails(), Nothing, ExitStatus.ToolUnusable, "Error: vtysh: timed out after 5 s"),
        new("bgpd unreadable, VIP held", InOrder.Held().BgpdFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("bgpd unreadable, VIP up and perhaps not configured", InOrder.NotConfigured().BgpdFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("bgpd unreadable, VIP missing for long", InOrder.NoService().MissedBefore(5).BgpdFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("bgpd unreadable, first run", InOrder.NotConfigured().FirstRun().BgpdFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("bgpd not permitted", InOrder.Live(0).BgpdFails(denied: true), Nothing, ExitStatus.NotPermitted, Unreadable),
        new("bgpd unreadable and ipvsadm not permitted: 77 comes first", InOrder.BgpdFails().IpvsadmFails(denied: true), Nothing, ExitStatus.NotPermitted, Unreadable),

        new("ipvsadm fails, VIP held", InOrder.Held().IpvsadmFails(), Withdrawn, ExitStatus.ToolUnusable, HeldLine),
        new("ipvsadm fails, VIP was down before", InOrder.Live(0).LowBefore().IpvsadmFails(), Nothing, ExitStatus.ToolUnusable, "Error: ipvsadm: timed out after 5 s"),
        new("ipvsadm fails, VIP was missing before", InOrder.NoService().MissedBefore(5).IpvsadmFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("ipvsadm fails, VIP was up before and is not configured", InOrder.NotConfigured().HighBefore(5).IpvsadmFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("ipvsadm fails, VIP configured and not originated", InOrder.NotOriginated().SeenInIpvs().IpvsadmFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("ipvsadm fails, first run", InOrder.NotConfigured().FirstRun().IpvsadmFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("ipvsadm fails, VIP held and redistributed: 76 comes first", InOrder.NotConfigured().Held().Redistributed().IpvsadmFails(), Nothing, ExitStatus.ReadBackDisagrees, "redistribute connected"),
        new("ipvsadm not permitted, VIP held", InOrder.Held().IpvsadmFails(denied: true), Withdrawn, ExitStatus.NotPermitted, HeldLine),

        new("keepalived dead, VIP held", InOrder.Held().KeepalivedDead(), Withdrawn, ExitStatus.ToolUnusable, HeldLine),
        new("keepalived dead, table empty once", InOrder.NoService().SeenInIpvs().KeepalivedDead(), Nothing, ExitStatus.ToolUnusable, "Error: keepalived is not running (no process named keepalived)"),
        new("keepalived dead, table empty twice", InOrder.NoService().MissedBefore().KeepalivedDead(), Withdrawn, ExitStatus.ToolUnusable, MissingLine),
        new("keepalived dead, stale table says 0", InOrder.Live(0).KeepalivedDead(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("keepalived dead, stale table says up, not configured", InOrder.NotConfigured().KeepalivedDead(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("keepalived dead, stale table says up, not originated", InOrder.NotOriginated().KeepalivedDead(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("keepalived dead, first run, stale table says up", InOrder.NotConfigured().FirstRun().KeepalivedDead(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("keepalived not watched (off), VIP down", (InOrder with { Keepalived = new KeepalivedState.NotWatched() }).Live(0), Withdrawn, Says: DeleteLine),
        new("keepalived not watched (off), VIP up", (InOrder with { Keepalived = new KeepalivedState.NotWatched() }).NotConfigured(), Announced, Says: AddLine),

        new("keepalived just younger than its grace, up", InOrder.NotConfigured().KeepalivedIs(TimeSpan.FromMilliseconds(59_999)), Nothing, ExitStatus.KeptBack, "60 s"),
        new("keepalived exactly as old as its grace, up", InOrder.NotConfigured().KeepalivedIs(TimeSpan.FromSeconds(60)), Announced, Says: AddLine),
        new("keepalived in grace, up, rise long reached", InOrder.NotConfigured().HighBefore(9).KeepalivedIs(TimeSpan.FromSeconds(3)), Nothing, ExitStatus.KeptBack, "keepalived"),
        new("keepalived in grace, down", InOrder.Live(0).KeepalivedIs(TimeSpan.FromSeconds(3)), Withdrawn, Says: DeleteLine),
        new("keepalived in grace, missing twice", InOrder.NoService().MissedBefore().KeepalivedIs(TimeSpan.FromSeconds(3)), Withdrawn, Says: MissingLine),
        new("keepalived in grace, held", InOrder.Held().KeepalivedIs(TimeSpan.FromSeconds(3)), Withdrawn, Says: HeldLine),
        new("keepalived in grace, configured and up", InOrder.KeepalivedIs(TimeSpan.FromSeconds(3)), Nothing),

        new("baseline unreadable, up, not configured", InOrder.NotConfigured().BaselineFails(), Nothing, ExitStatus.ToolUnusable, "Error: /etc/frr/frr.conf: holds no 'router bgp'"),
        new("baseline unreadable, VIP down, remembered", InOrder.Live(0).BaselineFails(), Withdrawn, ExitStatus.ToolUnusable, DeleteLine),
        new("baseline unreadable, VIP down, nothing remembered", InOrder.Live(0).BaselineFails(remembered: false), Withdrawn, ExitStatus.ToolUnusable, DeleteLine),
        new("baseline unreadable, VIP missing, remembered", InOrder.NoService().MissedBefore().BaselineFails(), Withdrawn, ExitStatus.ToolUnusable, MissingLine),
        new("baseline unreadable, VIP missing, nothing remembered", InOrder.NoService().MissedBefore().BaselineFails(remembered: false), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("baseline unreadable, VIP held", InOrder.Held().BaselineFails(remembered: false), Withdrawn, ExitStatus.ToolUnusable, HeldLine),
        new("baseline unreadable, configured and not originated", InOrder.NotOriginated().BaselineFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("baseline unreadable, first run", InOrder.NotConfigured().FirstRun().BaselineFails(), Nothing, ExitStatus.ToolUnusable, Unreadable),
        new("baseline not permitted", InOrder.BaselineFails(denied: true), Nothing, ExitStatus.NotPermitted, Unreadable),

        new("state not writable, held", InOrder.Held().StateNotWritable(), Withdrawn, ExitStatus.StateNotWritable, HeldLine),
        new("state not writable, down, fall 1", InOrder.Live(0).StateNotWritable(), Withdrawn, ExitStatus.StateNotWritable, DeleteLine),
        new("state not writable, down, fall 2, one counted", InOrder.Live(0).Ruled(rules => rules with { Fall = 2 }).LowBefore().StateNotWritable(), Nothing, ExitStatus.StateNotWritable, "Error: /var/lib/viptools: No space left on device"),
        new("state not writable, down, fall 2, both counted", InOrder.Live(0).Ruled(rules => rules with { Fall = 2 }).LowBefore(2).StateNotWritable(), Withdrawn, ExitStatus.StateNotWritable, DeleteLine),
        new("state not writable, missing, one counted", InOrder.NoService().MissedBefore().StateNotWritable(), Nothing, ExitStatus.StateNotWritable, Unreadable),
        new("state not writable, missing, both counted", InOrder.NoService().MissedBefore(2).StateNotWritable(), Withdrawn, ExitStatus.StateNotWritable, MissingLine),
        new("state not writable, up, not configured", InOrder.NotConfigured().StateNotWritable(), Nothing, ExitStatus.StateNotWritable, Unreadable),
        new("state not writable, configured and not originated", InOrder.NotOriginated().StateNotWritable(), Nothing, ExitStatus.StateNotWritable, Unreadable),
        new("state not writable, first run: no hold that could not be kept", InOrder.NotConfigured().FirstRun().StateNotWritable(), Nothing, ExitStatus.StateNotWritable, Unreadable),

        new("without the lock, held", InOrder.Held().WithoutLock(), Withdrawn, ExitStatus.Busy, "Critical: "),
        new("without the lock, down", InOrder.Live(0).WithoutLock(), Withdrawn, ExitStatus.Busy, "Critical: "),
        new("without the lock, down, fall 2, one counted: what it counts cannot be written", InOrder.Live(0).Ruled(rules => rules with { Fall = 2 }).LowBefore().WithoutLock(), Nothing, ExitStatus.Busy, "Critical: "),
        new("without the lock, up, not configured", InOrder.NotConfigured().WithoutLock(), Nothing, ExitStatus.Busy, "the lock has been held by vip-mgmt (pid 4711) for 4 min"),
        new("without the lock, first run", InOrder.NotConfigured().FirstRun().WithoutLock(), Nothing, ExitStatus.Busy, "Critical: "),

        new("the lock cannot be taken, down", InOrder.Live(0) with { WithoutLock = new("the lock cannot be taken", ExitStatus.StateNotWritable) }, Withdrawn, ExitStatus.StateNotWritable, "Critical: the lock cannot be taken"),

        new("holds/ unreadable, up, not configured", InOrder.NotConfigured().HoldsFail(), Nothing, ExitStatus.StateNotWritable, "Error: holds: Input/output error"),
        new("holds/ unreadable, down", InOrder.Live(0).HoldsFail(), Withdrawn, ExitStatus.StateNotWritable, DeleteLine),
        new("holds/ unreadable, configured and not originated", InOrder.NotOriginated().HoldsFail(), Nothing, ExitStatus.StateNotWritable, Unreadable),
        new("holds/ unreadable, first run", InOrder.NotConfigured().FirstRun().HoldsFail(), Nothing, ExitStatus.StateNotWritable, Unreadable),
        new("holds/ has a stranger, up, not configured", (InOrder with { Strangers = ["192.0.2.1"] }).NotConfigured(), Nothing, ExitStatus.StateNotWritable, "'192.0.2.1' is named for no prefix"),
        new("holds/ has a stranger, down", (InOrder with { Strangers = ["x"] }).Live(0), Withdrawn, ExitStatus.StateNotWritable, DeleteLine),
        new("holds/ has a stranger, another VIP held", (InOrder with { Strangers = ["x"] }).Held(), Withdrawn, ExitStatus.StateNotWritable, HeldLine),
        new("holds/ has a damaged file, which is a hold without end",
            InOrder with { Holds = [new(Vip, [new(null, "unknown", default, null, null)], "empty")] },
            Withdrawn, Says: "192.0.2.1/32 is damaged (empty)"),

        new("first run, up, not configured", InOrder.NotConfigured().FirstRun(), HeldNow, Says: "Warning: 192.0.2.1 is up and not announced: found withdrawn at first run"),
        new("first run, up, not configured, rise 3", InOrder.NotConfigured().FirstRun().Ruled(rules => rules with { Rise = 3 }), HeldNow, Says: "found withdrawn at first run"),
        new("first run, up and configured", InOrder.FirstRun(), Nothing),
        new("first run, down and configured", InOrder.Live(0).FirstRun(), Withdrawn, Says: DeleteLine),
        new("first run, down, not configured", InOrder.Live(0).NotConfigured().FirstRun(), Nothing),
        new("first run, between the thresholds, not configured", InOrder.Live(2).Ruled(rules => rules with { Drop = 1, Restore = 3 }).NotConfigured().FirstRun(), Nothing),
        new("first run, up, not configured, already held", InOrder.NotConfigured().Held().FirstRun(), Nothing),
        new("first run, up, not configured, not of the baseline", InOrder.NotConfigured().NotInBaseline().FirstRun(), Nothing),
        new("first run, not configured, without a service", InOrder.NotConfigured().NoService().FirstRun(), Nothing),
        new("first run, withdrawn by an unfinished one: ours, not found so", InOrder.WithdrawnByUs().FirstRun(), Announced, Says: AddLine),
        new("first run, in grace: nobody can tell yet what is up", InOrder.NotConfigured().FirstRun().KeepalivedIs(TimeSpan.FromSeconds(3)), Nothing, ExitStatus.KeptBack, "keepalived"),
        new("first run, holds/ has a stranger", (InOrder with { Strangers = ["x"] }).NotConfigured().FirstRun(), Nothing, ExitStatus.StateNotWritable, Unreadable),
    ];

    public static TheoryData<string> When => Names(Rows);

    [Theory]
    [MemberData(nameof(When))]
    public void Gate(string when) => Verify(Rows, when);

    [Fact]
    public void All_gates_apply_at_once()
    {
        var run = Run.Of(InOrder.Live(0).Held().BaselineFails().KeepalivedDead().StateNotWritable().HoldsFail());

        Assert.Equal(Nothing, run.Sent);
        Assert.Equal(ExitStatus.ToolUnusable, run.Status);
        Assert.Equal(4, run.Judgement.Permissions.Notices.Count);
        Assert.All(run.Judgement.Permissions.Notices, notice => Assert.Equal(Severity.Error, notice.Severity));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_unreadable_baseline_is_not_told_as_a_missing_statement(bool isConfigured)
    {
        var world = InOrder.WithdrawnByUs().BaselineFails(remembered: false);
        var run = Run.Of(isConfigured ? world.ConfiguredAs("BGP1") : world);

        Assert.DoesNotContain("baseline any more", run.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("not in the baseline", run.Said, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.ToolUnusable, run.Status);
    }

    [Fact]
    public void Nothing_counts_towards_rise_in_grace()
    {
        var young = InOrder.NotConfigured().Ruled(rules => rules with { Rise = 2 }).KeepalivedIs(TimeSpan.FromSeconds(30));
        var old = Run.Of(young).After.Later(60).KeepalivedIs(TimeSpan.FromSeconds(90));

        var first = Run.Of(old);
        Assert.Equal(Nothing, first.Sent);
        Assert.Equal(Announced, Run.Of(first.After.Later(60)).Sent);
    }

    [Fact]
    public void A_service_is_not_seen_alive_in_grace()
    {
        var young = InOrder.Services(("tcp/80", 2), ("tcp/443", 1)).NeverSeenAlive("tcp/443").KeepalivedIs(TimeSpan.FromSeconds(3));
        var after = Run.Of(young).After.Later(60).KeepalivedIs(TimeSpan.FromSeconds(63));

        Assert.Equal(Nothing, Run.Of(after.Services(("tcp/80", 2), ("tcp/443", 0))).Sent);
    }

    [Fact]
    public void What_was_withdrawn_before_the_first_run_stays_so_whatever_keeps_that_run_from_seeing_it()
    {
        foreach (var blind in (World[])
        [
            InOrder.BgpdFails(), InOrder.IpvsadmFails(), InOrder.BaselineFails(remembered: false), InOrder.StateNotWritable(),
            InOrder.HoldsFail(), InOrder.KeepalivedDead(), InOrder.KeepalivedIs(TimeSpan.FromSeconds(3)), InOrder with { Strangers = ["x"] },
        ])
        {
            var after = Run.Of(blind.NotConfigured().FirstRun()).After;
            var second = Run.Of((InOrder with { State = after.State }).NotConfigured().Later(120));

            Assert.Equal(HeldNow, second.Sent);
            Assert.Equal(Nothing, Run.Of(second.After.Later(60)).Sent);
        }
    }

    [Fact]
    public void A_hold_that_is_not_written_is_not_told()
    {
        foreach (var shut in (World[])[InOrder.BaselineFails(), InOrder.StateNotWritable(), InOrder.HoldsFail(), InOrder.KeepalivedDead()])
        {
            Assert.DoesNotContain("held until", Run.Of(shut.NotConfigured().FirstRun()).Said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_was_down_at_the_first_run_is_announced_when_it_comes_up()
    {
        var first = Run.Of(InOrder.Live(0).NotConfigured().FirstRun());

        Assert.Equal(Announced, Run.Of(first.After.Live(2).Later(60)).Sent);
    }
}
