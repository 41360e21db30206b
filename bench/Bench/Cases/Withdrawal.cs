using System.Diagnostics;
using Bgp.Vtysh;
using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bench.Cases;

/// <summary>
/// Every service goes down at once: from exec until the peer's bgpd has lost the last prefix. Each time over a state that
/// nothing was removed from: ext4 passes over every inode that was freed within the last minute when a file is made, and a
/// director that withdraws a thousand has not removed a thousand a moment before.
/// </summary>
internal static class Withdrawal
{
    public static IEnumerable<Result> Measure(Site site, Floor floor, bool quick)
    {
        foreach (var services in quick ? (int[])[1, 100] : [1, 100, 1000, 10000])
        {
            site.Serve(services);
            site.KeepState();
            var plan = floor.Plan("withdrawal", Batches(site));
            var (ours, least) = (new Samples(), new Samples());
            for (var run = 0; run < (quick ? 2 : services > 1000 ? 3 : 7); run++)
            {
                site.SetLive(0);
                ours.Add(UntilLost(site, () => floor.Measure(site.Watchdog, "--config", site.In("viptools.yaml"))));
                site.PutStateBack();
                Restore(site);
                least.Add(UntilLost(site, () => floor.Replay(plan)));
                Restore(site);
            }

            yield return new("withdrawal", services, ours, least, null);
        }
    }

    private static void Restore(Site site)
    {
        site.SetLive(10);
        site.Run();
        site.Bed.WaitForPeer(site.Prefixes.Count);
    }

    private static Sample UntilLost(Site site, Func<Sample> run)
    {
        using var peer = new VtyConnection(site.Bed.PeerRouter.VtySocket);
        long lost = 0;
        var watching = new Thread(() =>
        {
            while (peer.Received() > 0)
                Thread.Sleep(1);
            lost = Stopwatch.GetTimestamp(); // CLOCK_MONOTONIC in nanoseconds, as the measuring program's
        });
        watching.Start();
        var sample = run();
        watching.Join();
        return sample with { Wall = (lost - sample.Begun) / 1e6 };
    }

    private static IEnumerable<IReadOnlyList<string>> Batches(Site site)
    {
        var settings = new VtyshSettings("/usr/bin/vtysh", site.Bed.SiteRouter.VtyshOptions, Suite.Frr);
        var instance = new BgpInstance("router bgp 64699", "64699", null, new Dictionary<Prefix, NetworkStatement>(), []);
        var changes = site.Prefixes.Select(prefix => new StatementChange(Prefix.Parse(prefix), null)).ToList();
        return Batch.Chunks(instance, changes).Select(batch => (IReadOnlyList<string>)[settings.Program, .. VtyshCommands.Apply(settings, batch)]);
    }
}
