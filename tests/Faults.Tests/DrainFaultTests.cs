namespace Faults.Tests;

/// <summary>A drain that is disturbed at its beginning, while it waits, at its end.</summary>
public sealed class DrainFaultTests
{
    public static TheoryData<string> Rows => FaultTable.Of(nameof(DrainFaultTests), World.Drain);

    [PreloadTheory]
    [MemberData(nameof(Rows))]
    public void Is_survived(string fault) => FaultTable.Try(fault);
}
