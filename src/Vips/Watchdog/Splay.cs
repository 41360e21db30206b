namespace Vips.Watchdog;

/// <summary>
/// How long this host waits before a second pass: another time than the others, which cron starts in the same second, and
/// the same at each run.
/// </summary>
public static class Splay
{
    /// <param name="host">The machine's name.</param>
    /// <param name="most">`partial-splay`.</param>
    /// <returns>0 to <paramref name="most"/>.</returns>
    public static TimeSpan Of(string host, TimeSpan most)
    {
        // FNV-1a, 32 bits: string.GetHashCode is another one in each process.
        var hash = 2166136261u;
        foreach (var c in host)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return most * ((hash >> 8) / (double)0xFFFFFF);
    }
}
