using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Watchdog;

namespace Vips.Tests.Model;

/// <summary>What the model says of one VIP.</summary>
/// <param name="Prefix">The VIP.</param>
/// <param name="Row">The row of the table that matches first.</param>
/// <param name="Action">What is done.</param>
/// <param name="Status">What it adds to the exit status.</param>
/// <param name="Issued">The statement that is issued; null where none is.</param>
public sealed record ModelOutcome(
    Prefix Prefix, DecisionRule Row, DecisionAction Action = DecisionAction.None, ExitStatus Status = ExitStatus.Done, NetworkStatement? Issued = null)
{
    public override string ToString() => $"{Prefix} {Row} {Action} {Status} {Issued}";
}
