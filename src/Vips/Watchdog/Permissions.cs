using Vips.Holds;
using Vips.Notices;

namespace Vips.Watchdog;

/// <summary>
/// What the gates of DESIGN section 5 leave allowed in this run. Each gate takes permissions away for the whole run;
/// all apply.
/// </summary>
/// <param name="EnforceHolds">False only when bgpd cannot be read.</param>
/// <param name="WithdrawMissing">A VIP without any virtual service may go.</param>
/// <param name="Withdraw">A VIP whose services are down may go.</param>
/// <param name="Announce">Announcing and re-issuing.</param>
/// <param name="InGrace">keepalived is too young to be believed about what is up.</param>
/// <param name="Freeze">In force: what the gates allow is decided, said and not done, but for holds.</param>
/// <param name="Notices">One for each gate that is shut.</param>
/// <param name="Status">The exit status of the shut gates.</param>
public sealed record Permissions(
    bool EnforceHolds, bool WithdrawMissing, bool Withdraw, bool Announce, bool InGrace, Freeze? Freeze,
    IReadOnlyList<Notice> Notices, ExitStatus Status)
{
    /// <summary>Holding what the first run finds withdrawn asks for the same certainty as an announcement, and no thaw.</summary>
    public bool HoldFound => Announce;
}
