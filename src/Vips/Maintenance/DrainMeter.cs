namespace Vips.Maintenance;

/// <summary>
/// Tells when the traffic is gone: below the threshold in three samples in a row. What could not be read is not below.
/// </summary>
/// <param name="threshold">`drain-threshold`, packets in per second.</param>
public sealed class DrainMeter(int threshold)
{
    private const int Needed = 3;

    private int _below;

    /// <returns>Whether the traffic is gone.</returns>
    public bool Observe(Traffic traffic)
    {
        _below = traffic.PacketsPerSecond < threshold ? _below + 1 : 0;
        return _below >= Needed;
    }
}
