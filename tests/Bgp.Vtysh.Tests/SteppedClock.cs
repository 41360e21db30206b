namespace Bgp.Vtysh.Tests;

/// <summary>A clock that only waiting moves.</summary>
internal sealed class SteppedClock : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public TimeSpan Elapsed { get; private set; }

    public void Wait(TimeSpan time)
    {
        Waits.Add(time);
        Elapsed += time;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Elapsed.Ticks;
}
