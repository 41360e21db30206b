namespace Faults.Tests;

/// <summary>The process that stays, and what fails under it.</summary>
public sealed class FollowFaultTests
{
    public static TheoryData<string> Rows => FaultTable.Of(nameof(FollowFaultTests), World.Follow);

    [PreloadTheory]
    [MemberData(nameof(Rows))]
    public void Is_survived(string fault) => FaultTable.Try(fault);
}
