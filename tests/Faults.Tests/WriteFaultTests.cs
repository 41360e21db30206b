namespace Faults.Tests;

/// <summary>Files of ours that cannot be written.</summary>
public static class WriteFaultTests
{
    public sealed class OfTheWatchdog
    {
        public static TheoryData<string> Rows => FaultTable.Of(nameof(WriteFaultTests), World.Watchdog);

        [PreloadTheory]
        [MemberData(nameof(Rows))]
        public void Is_survived(string fault) => FaultTable.Try(fault);
    }

    public sealed class OfPeople
    {
        public static TheoryData<string> Rows => FaultTable.Of(nameof(WriteFaultTests), World.Delete, World.Add, World.Freeze, World.Thaw);

        [PreloadTheory]
        [MemberData(nameof(Rows))]
        public void Is_survived(string fault) => FaultTable.Try(fault);
    }
}
