namespace Faults.Tests;

/// <summary>Holds at a start of bgpd; and a state that is damaged, which other commands find too.</summary>
public sealed class BootFaultTests
{
    public static TheoryData<string> Rows => FaultTable.Of(nameof(BootFaultTests), World.Watchdog, World.Boot, World.Drain);

    [PreloadTheory]
    [MemberData(nameof(Rows))]
    public void Is_survived(string fault) => FaultTable.Try(fault);
}
