namespace Faults.Tests;

/// <summary>Outside tools that fail. A class a command: they run beside each other.</summary>
public static class ToolFaultTests
{
    public sealed class OfTheWatchdog
    {
        public static TheoryData<string> Rows => FaultTable.Of(nameof(ToolFaultTests), World.Watchdog);

        [Theory]
        [MemberData(nameof(Rows))]
        public void Is_survived(string fault) => FaultTable.Try(fault);
    }

    public sealed class OfDelete
    {
        public static TheoryData<string> Rows => FaultTable.Of(nameof(ToolFaultTests), World.Delete);

        [Theory]
        [MemberData(nameof(Rows))]
        public void Is_survived(string fault) => FaultTable.Try(fault);
    }

    public sealed class OfAdd
    {
        public static TheoryData<string> Rows => FaultTable.Of(nameof(ToolFaultTests), World.Add);

        [Theory]
        [MemberData(nameof(Rows))]
        public void Is_survived(string fault) => FaultTable.Try(fault);
    }
}
