using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>What bgpd has after a batch.</summary>
/// <param name="Running">Read once: it says what is *configured*.</param>
/// <param name="Paths">The table of the changed prefixes: *originated*, *self-originated*, *advertised*.</param>
public sealed record ReadBackResult(
    Reading<RunningConfiguration> Running, Reading<IReadOnlyDictionary<Prefix, BgpPaths>> Paths)
{
    /// <summary>The prefix's table; null when it could not be read.</summary>
    public BgpPaths? PathsOf(Prefix prefix) => Paths.IsKnown ? Paths.Value.GetValueOrDefault(prefix) : null;
}

/// <summary>
/// Reads after a batch until bgpd shows what was planned, or a limit. vtysh returns before the table follows: a removed
/// path lingers for 45 ms, best path and peers come 50 ms after an addition (facts/vtysh.md, "From vtysh to the peer").
/// </summary>
/// <param name="vtysh">What is read from.</param>
/// <param name="clock">Measures the limit.</param>
/// <param name="wait">Sleeps between two looks.</param>
public sealed class ReadBack(Vtysh vtysh, TimeProvider clock, Action<TimeSpan> wait)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Whom it is told to is reported and never judged, so it is waited for only ten times as long as it takes.</summary>
    private static readonly TimeSpan PeersLimit = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the table is waited for: 2 s on FRR, 5 s on Quagga.</summary>
    public static TimeSpan Limit(Suite suite) => TimeSpan.FromSeconds(suite == Suite.Frr ? 2 : 5);

    /// <param name="suite">Of the running bgpd.</param>
    /// <param name="instance">The instance that was changed.</param>
    /// <param name="changes">What was planned, whether or not it was taken.</param>
    public ReadBackResult Read(Suite suite, BgpInstance instance, IReadOnlyList<StatementChange> changes)
    {
        var running = vtysh.ReadRunningConfiguration();
        if (!running.IsKnown) // nothing can be proven; a bgpd that hangs would cost the run another deadline
            return new(running, Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Unknown(running.Failure));

        var begun = clock.GetTimestamp();
        var paths = new Dictionary<Prefix, BgpPaths>();
        var waiting = new Dictionary<Prefix, NetworkStatement?>();
        foreach (var change in changes)
            waiting[change.Prefix] = change.Statement;

        while (waiting.Count > 0)
        {
            var reading = vtysh.ReadPaths(suite, instance, [.. waiting.Keys]);
            if (!reading.IsKnown)
                return new(running, reading);

            var elapsed = clock.GetElapsedTime(begun);
            foreach (var (prefix, answer) in reading.Value)
            {
                paths[prefix] = answer;
                if (!IsPending(running.Value, instance, waiting[prefix], answer, elapsed < PeersLimit))
                    waiting.Remove(prefix);
            }

            if (elapsed >= Limit(suite))
                break;
            if (waiting.Count > 0)
                wait(Interval);
        }

        return new(running, Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Known(paths));
    }

    /// <summary>Whether another look may show more of what was planned. Where the statement is not as planned, none will.</summary>
    private static bool IsPending(
        RunningConfiguration running, BgpInstance instance, NetworkStatement? planned, BgpPaths paths, bool waitsForPeers)
    {
        if (IsConfiguredOtherwise(running, instance, planned, paths.Prefix))
            return false;
        return planned is null
            ? HoldsPathOfOurs(paths)
            : !paths.IsOriginated || (waitsForPeers && paths.AdvertisedTo.Count == 0);
    }

    private static bool IsConfiguredOtherwise(
        RunningConfiguration running, BgpInstance instance, NetworkStatement? planned, Prefix prefix)
    {
        foreach (var candidate in running.Configuration.Instances)
        {
            if (candidate.Line == instance.Line)
                return candidate.Statements.GetValueOrDefault(prefix) != planned;
        }

        return true;
    }

    /// <summary>Valid or not: one that is `removed` is still about to go.</summary>
    private static bool HoldsPathOfOurs(BgpPaths paths)
    {
        foreach (var path in paths.Paths)
        {
            if (path.Origin != PathOrigin.Learned)
                return true;
        }

        return false;
    }
}
