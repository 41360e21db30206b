using Vips.Holds;
using Vips.State;

namespace Vips.Watchdog;

/// <summary>A freeze whose time is over: its file goes, with a line (DESIGN section 10).</summary>
/// <param name="Freeze">As it was.</param>
/// <param name="Now">Wall clock.</param>
public sealed record FreezeUpkeep(Freeze Freeze, DateTimeOffset Now)
{
    /// <summary>For syslog.</summary>
    public string Line => $"the freeze of {Freeze.Who} is over ({Freeze.Reason ?? "no reason given"})";

    /// <returns>Null where no freeze is, where it is in force, or where nothing is written.</returns>
    public static FreezeUpkeep? Of(Inputs inputs) =>
        inputs.Freeze is { } freeze && !freeze.IsInForce(inputs.Now.Wall) && inputs.CanRemember && !inputs.Policy.Shadow ? new(freeze, inputs.Now.Wall) : null;

    /// <param name="outcome">Done, or why its file is still there.</param>
    public JournalEntry Entry(string outcome) => new(Now, ProgramNames.Watchdog, null, JournalEntry.Thawed, "its time is over", null, null, outcome);
}
