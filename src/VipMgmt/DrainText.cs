namespace VipMgmt;

/// <summary>How a drain ended, in one line.</summary>
internal static class DrainText
{
    internal static string Of(DrainEnding ending)
    {
        var left = $"{Number(ending.AtEnd.PacketsPerSecond)} packets/s of {Number(ending.AtStart.PacketsPerSecond)} left, {Number(ending.AtEnd.Connections)} connections";
        return $"{(ending.IsGone ? "Drained" : "Drain ended at its limit")} after {ending.Took.TotalSeconds:0} s: {left}";
    }

    internal static string Number(long? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown";
}
