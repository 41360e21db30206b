namespace Faults.Tests;

/// <summary>Runs that are killed in their middle.</summary>
public sealed class KillFaultTests
{
    public static TheoryData<string> Rows => [.. KillFaults.All.Select(fault => fault.Key)];

    [PreloadTheory]
    [MemberData(nameof(Rows))]
    public void Is_survived(string fault) => FaultTable.Try(fault);
}
