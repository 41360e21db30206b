using System.Diagnostics;
using Bgp.Vtysh;

namespace VipWatchdog.Run;

/// <summary>
/// `--boot`: bgpd has just been started, and announces what it reads from its start-up configuration, held VIPs too. The
/// sooner it answers vtysh, the sooner they are withdrawn.
/// </summary>
public static class BgpdAtBoot
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when bgpd tells its configuration, or at the limit: the run then says what is wrong.</summary>
    public static void WaitFor(Vtysh vtysh, TimeSpan limit)
    {
        var waiting = Stopwatch.StartNew();
        while (!IsThere(vtysh) && waiting.Elapsed < limit)
        {
            Thread.Sleep(Interval);
        }
    }

    private static bool IsThere(Vtysh vtysh) =>
        vtysh.ReadRunningConfiguration() is { IsKnown: true, Value.Configuration.Instances.Count: > 0 };
}
