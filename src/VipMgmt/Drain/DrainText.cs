namespace VipMgmt.Drain;

/// <summary>How a drain ended, in one line.</summary>
internal static class DrainText
{
    internal const string StaysDrained =
        "the VIPs stay announced with the drain route-map; vip-mgmt -d withdraws them, -d --drain goes on, -a takes it back";

    internal static string Of(DrainResult result)
    {
        var left = $"{Number(result.AtEnd.PacketsPerSecond)} packets/s of {Number(result.AtStart.PacketsPerSecond)} left, {Number(result.AtEnd.Connections)} connections";
        return $"{(result.IsGone ? "Drained" : "Drain ended at its limit")} after {result.Took.TotalSeconds:0} s: {left}";
    }

    internal static string Number(long? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown";
}
