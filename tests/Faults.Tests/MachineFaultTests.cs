namespace Faults.Tests;

/// <summary>A machine without processes, pipes, descriptors or the right time.</summary>
public sealed class MachineFaultTests
{
    public static TheoryData<string> Rows => FaultTable.Of(nameof(MachineFaultTests), World.Watchdog, World.Delete, World.Add);

    [PreloadTheory]
    [MemberData(nameof(Rows))]
    public void Is_survived(string fault) => FaultTable.Try(fault);
}
