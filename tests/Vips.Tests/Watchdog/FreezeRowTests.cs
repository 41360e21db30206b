using static Vips.Tests.Row;
using static Vips.Tests.World;

namespace Vips.Tests.Watchdog;

/// <summary>`vip-mgmt freeze`: decided and said, and nothing changed but holds.</summary>
public class FreezeRowTests
{
    private const string NotDone = "not done, frozen by alice (new switches)";

    private static readonly Row[] Rows =
    [
        new("in order: it is said", InOrder.Frozen(), Nothing, Says: "Warning: frozen by alice (new switches): nothing is changed but holds, until vip-mgmt thaw"),
        new("until a time", InOrder.Frozen(TimeSpan.FromHours(1)), Nothing, Says: "frozen by alice (new switches) until 2026-03-01T13:00:00Z"),
        new("over: as if there were none", InOrder.Live(0).Frozen(TimeSpan.FromSeconds(-1)), Withdrawn, Says: DeleteLine),
        new("down", InOrder.Live(0).Frozen(), Nothing, ExitStatus.KeptBack, $"{DeleteLine}: {NotDone}"),
        new("missing", InOrder.NoService().MissedBefore().Frozen(), Nothing, ExitStatus.KeptBack, $"{MissingLine}: {NotDone}"),
        new("up, not configured", InOrder.NotConfigured().Frozen(), Nothing, ExitStatus.KeptBack, $"{AddLine}: {NotDone}"),
        new("not originated", InOrder.NotOriginated().Frozen(), Nothing, ExitStatus.KeptBack, $"issue the route again: {NotDone}"),
        new("held, configured: enforced", InOrder.Held().Frozen(), Withdrawn, Says: HeldLine),
        new("first run: held", InOrder.NotConfigured().FirstRun().Frozen(), HeldNow, Says: "found withdrawn at first run"),
        new("serving in part", InOrder.Services(("tcp/80", 2), ("tcp/443", 0)).Frozen(), Nothing, ExitStatus.KeptBack, NotDone),
        new("what a shut gate forbids anyway is not said to be frozen", InOrder.Live(0).KeepalivedDead().Frozen(), Nothing, ExitStatus.ToolUnusable, "keepalived is not running"),
        new("damaged: frozen without end", InOrder.Live(0) with { Freeze = new("unknown", DateTimeOffset.UnixEpoch, null, null, "torn") }, Nothing, ExitStatus.KeptBack, "the file is damaged: torn"),
    ];

    public static TheoryData<string> All => Names(Rows);

    [Theory]
    [MemberData(nameof(All))]
    public void As_the_freeze_says(string row) => Verify(Rows, row);

    /// <summary>Observations go on: after the thaw a run need not count anew.</summary>
    [Fact]
    public void Counting_goes_on()
    {
        var world = InOrder.Live(0).Ruled(rules => rules with { Fall = 2 }).Frozen();
        var after = Run.Of(world).After.Later(60);

        Assert.Equal(Withdrawn, Run.Of(after with { Freeze = null }).Sent);
    }
}
