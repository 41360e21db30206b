using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>`shadow: true`: decided and said, and nothing changed at all.</summary>
public class ShadowRowTests
{
    private static readonly World Shadow = InOrder with { Policy = InOrder.Policy with { Shadow = true } };

    private static readonly Row[] Rows =
    [
        new("in order", Shadow, Nothing, Says: "shadow: true: what would be changed is said, and nothing is changed"),
        new("down", Shadow.Live(0), Nothing, Says: "Notice: 0 realservers available behind 192.0.2.1 > would delete route"),
        new("missing", Shadow.NoService().MissedBefore(), Nothing, Says: "no virtual service behind 192.0.2.1 > would delete route"),
        new("up, not configured", Shadow.NotConfigured(), Nothing, Says: "more than 1 realservers available behind 192.0.2.1 > would add route"),
        new("held, configured", Shadow.Held(), Nothing, Says: "192.0.2.1 is held by alice (upgrade) > would delete route"),
        new("not originated", Shadow.NotOriginated(), Nothing, Says: "would issue the route again"),
        new("found withdrawn at first run: not held", Shadow.NotConfigured().FirstRun(), Nothing, Says: "shadow: true"),
        new("a drain begun", Shadow.DrainBegun(), Nothing, Says: "is being drained by alice (upgrade) > would drain route"),
        new("down, and keepalived dead: nothing would be done", Shadow.Live(0).KeepalivedDead(), Nothing, ExitStatus.ToolUnusable, "keepalived is not running"),
        new("down and frozen: shadow says it all", Shadow.Live(0).Frozen(), Nothing, Says: "> would delete route"),
    ];

    public static TheoryData<string> All => Names(Rows);

    [Theory]
    [MemberData(nameof(All))]
    public void As_the_shadow_says(string row) => Verify(Rows, row);

    /// <summary>The run that may change things finds what stands withdrawn, however long a shadow ran before.</summary>
    [Fact]
    public void No_first_run_is_used_up_and_no_hold_ends()
    {
        var after = Run.Of(Shadow.NotConfigured().FirstRun().Held(until: TimeSpan.FromSeconds(-1)), times: 3).After;

        Assert.False(after.State.Established);
        Assert.Single(after.Holds);
        Assert.NotNull(after.State.LastRun);
    }
}
