namespace Vips.Readings;

/// <summary>Whether the program that fills the IPVS table is alive.</summary>
public abstract record KeepalivedState
{
    private KeepalivedState()
    {
    }

    /// <summary>Other fillers: `keepalived-pidfile: off`.</summary>
    public sealed record NotWatched : KeepalivedState;

    /// <param name="Words">What was looked for and not found.</param>
    public sealed record NotRunning(string Words) : KeepalivedState;

    /// <param name="Age">Since it, or the youngest of its own children, started: a new checker knows nothing yet.</param>
    public sealed record Running(TimeSpan Age) : KeepalivedState;
}
