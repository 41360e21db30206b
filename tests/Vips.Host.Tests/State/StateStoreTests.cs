using Net.Prefixes;
using Vips.Holds;
using Vips.Host.State;
using Vips.State;

namespace Vips.Host.Tests.State;

/// <summary>DESIGN sections 5 and 8: what a run learns of the runs before it.</summary>
public sealed class StateStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private StateDirectory State => new(Path.Combine(_folder.Path, "state"));

    private StateStore Store => new(State, isReadOnly: false);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_kept_is_a_first_run() => Assert.False(Store.Read(Now).State.Established);

    [Fact]
    public void Holds_and_lines_of_vip_mgmt_leave_it_a_first_run()
    {
        Store.Read(Now);
        Assert.Empty(Store.WriteHolds([new(Vip, [Claim("alice")])]));
        Assert.Empty(Store.Journal([Line("alice")]));

        Assert.False(Store.Read(Now).State.Established);
    }

    [Fact]
    public void A_run_that_was_not_finished_leaves_it_a_first_run_whatever_it_journalled()
    {
        Store.Read(Now);
        Assert.Empty(Store.WriteState(new() { Established = false, LastRun = new("boot", TimeSpan.Zero, Now) }));
        Assert.Empty(Store.Journal([Line(ProgramNames.Watchdog)]));

        Assert.False(Store.Read(Now).State.Established);
    }

    [Fact]
    public void A_finished_run_is_on_record_in_the_state()
    {
        Store.Read(Now);
        Assert.Empty(Store.WriteState(new() { Established = true }));

        Assert.True(Store.Read(Now).State.Established);
    }

    [Fact]
    public void Without_the_state_the_journal_tells_of_a_watchdog()
    {
        Store.Read(Now);
        Assert.Empty(Store.Journal([Line(ProgramNames.Watchdog), Line("alice")]));

        Assert.True(Store.Read(Now).State.Established);
    }

    [Fact]
    public void A_damaged_state_beside_a_hold_is_no_first_run_now_or_later()
    {
        Store.Read(Now);
        Assert.Empty(Store.WriteHolds([new(Vip, [Claim("alice")])]));
        File.WriteAllText(State.Watchdog.Path, "{");

        Assert.True(Store.Read(Now).State.Established);
        Assert.True(Store.Read(Now).State.Established);
    }

    private static Prefix Vip => Prefix.Parse("192.0.2.1/32");

    private static Claim Claim(string who) => new("service.tld", who, Now, "kernel", null);

    private static JournalEntry Line(string who) => new(Now, who, Vip, "withdraw", "why", null, null, "done");
}
