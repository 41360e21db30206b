using System.Diagnostics;
using System.Runtime.InteropServices;
using Ipvs.Ipvsadm;
using Net.Prefixes;
using Vips.Maintenance;
using Vips.Policies;

namespace VipMgmt.Drain;

/// <summary>Waits until the traffic of VIPs has moved away, a sample a second, without the lock.</summary>
/// <param name="ipvsadm">What still comes in.</param>
/// <param name="policy">Which services stand behind a VIP.</param>
/// <param name="threshold">`drain-threshold`.</param>
/// <param name="settle">`drain-settle`.</param>
/// <param name="progress">Shows each sample.</param>
/// <param name="wait">Sleeps.</param>
public sealed class DrainWatch(Ipvsadm ipvsadm, Policy policy, int threshold, TimeSpan settle, DrainProgress progress, Action<TimeSpan> wait)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <param name="vips">What is drained.</param>
    /// <param name="limit">It ends then, with traffic or without.</param>
    /// <param name="asksIpvs">There is a table to ask; else the whole limit is waited.</param>
    public DrainResult Wait(IReadOnlySet<Prefix> vips, TimeSpan limit, bool asksIpvs)
    {
        // Ctrl-C or a kill ends the program here; what it leaves is told, and taken up by the next command.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => progress.Interrupted());
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => progress.Interrupted());
        var waited = Stopwatch.StartNew();
        var meter = new DrainMeter(threshold, settle);
        var first = Sample(vips, asksIpvs);
        for (var last = first; ; last = Sample(vips, asksIpvs))
        {
            var isGone = meter.Observe(last, waited.Elapsed);
            if (isGone || waited.Elapsed >= limit)
            {
                progress.End();
                return new(isGone, first, last, waited.Elapsed);
            }

            progress.Show(vips.Count, first, last, limit - waited.Elapsed);

            // A terminal that is stopped (Ctrl-S) keeps the line above waiting, also past the limit.
            var left = limit - waited.Elapsed;
            wait(left > Interval ? Interval : left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    private Traffic Sample(IReadOnlySet<Prefix> vips, bool asksIpvs) => asksIpvs
        ? Traffic.Of(ipvsadm.ReadRates(), ipvsadm.ReadTable(), policy, vips)
        : new(null, null);
}
