namespace Vips.Maintenance;

/// <summary>
/// Tells when the traffic is gone: below the threshold in three samples in a row, the last of them after the other sites
/// can have heard of the drain. What could not be read is not below.
/// </summary>
/// <param name="threshold">`drain-threshold`, packets in per second.</param>
/// <param name="settle">`drain-settle`: a quiet VIP is no sign that new requests go elsewhere yet.</param>
public sealed class DrainMeter(int threshold, TimeSpan settle)
{
    private const int Needed = 3;

    private int _below;

    /// <param name="traffic">Now.</param>
    /// <param name="since">The drain began so long ago.</param>
    /// <returns>Whether the traffic is gone.</returns>
    public bool Observe(Traffic traffic, TimeSpan since)
    {
        _below = traffic.PacketsPerSecond < threshold ? _below + 1 : 0;
        return _below >= Needed && since >= settle;
    }
}
