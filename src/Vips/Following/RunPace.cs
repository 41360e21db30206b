namespace Vips.Following;

/// <summary>How a resident watchdog paces its runs.</summary>
/// <param name="Settle">A burst of events is over when nothing was told for so long; 0 and more.</param>
/// <param name="Every">From the end of a run to the next one when nothing is told; more than 0.</param>
public sealed record RunPace(TimeSpan Settle, TimeSpan Every);
