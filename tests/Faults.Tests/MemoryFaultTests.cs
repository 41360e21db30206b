namespace Faults.Tests;

/// <summary>A machine without memory.</summary>
public sealed class MemoryFaultTests
{
    public static TheoryData<string> Rows => FaultTable.Of(nameof(MemoryFaultTests), World.Watchdog, World.Delete, World.Add);

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
