namespace Faults.Tests;

/// <summary>A machine without processes, pipes, descriptors or the right time.</summary>
public sealed class MachineFaultTests
{
    public static TheoryData<string> Rows => [.. MachineFaults.All.Where(fault => fault.Evidence == nameof(MachineFaultTests)).Select(fault => fault.Key)];

    [PreloadTheory]
    [MemberData(nameof(Rows))]
    public void Is_survived(string fault) => FaultTable.Try(fault);
}
