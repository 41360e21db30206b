using Vips.Holds;
using Vips.Notices;

namespace Vips.Watchdog;

/// <summary>Once a day a hold that has grown old is told of: maintenance that ended long ago must not cost a site.</summary>
internal static class HoldReminder
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <returns>Null while the hold is younger than `hold-warn`.</returns>
    internal static Notice? Of(Hold hold, Inputs inputs)
    {
        var claim = hold.Spokesman(inputs.Now.Wall);
        return hold.Damage is not null || inputs.Now.Wall - claim.When < inputs.Policy.HoldWarn ? null
            : new($"{hold.Prefix} old hold", Severity.Notice,
                $"{WatchedVip.NameOf(hold.Prefix)} is {(hold.IsDraining(inputs.Now.Wall) ? "being drained" : "held")} by {claim.Who} ({claim.Words}) since {TimeText.Of(claim.When)}: vip-mgmt -a {hold.Prefix} lifts it",
                Every: Daily);
    }
}
