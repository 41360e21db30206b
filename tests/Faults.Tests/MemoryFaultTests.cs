namespace Faults.Tests;

/// <summary>A machine without memory.</summary>
public sealed class MemoryFaultTests
{
    public static TheoryData<string> Rows => [.. MachineFaults.All.Where(fault => fault.Evidence == nameof(MemoryFaultTests)).Select(fault => fault.Key)];

    [MemoryTheory]
    [MemberData(nameof(Rows))]
    public void Is_survived(string fault) => FaultTable.Try(fault);
}

/// <summary>Skipped, with the reason, where no cgroup can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MemoryTheoryAttribute : TheoryAttribute
{
    public MemoryTheoryAttribute() => Skip = MemoryLimit.WhyNot;
}
