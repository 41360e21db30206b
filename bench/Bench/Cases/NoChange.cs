using Bgp.Vtysh;
using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bench.Cases;

/// <summary>The run of every minute: everything is as it should be.</summary>
internal static class NoChange
{
    public static IEnumerable<Result> Measure(Site site, Floor floor, bool quick)
    {
        foreach (var services in quick ? (int[])[1, 100, 1000] : [1, 10, 100, 1000, 10000])
        {
            site.Serve(services);
            yield return Measure("no change", site, floor, quick ? 5 : services > 1000 ? 9 : 31);
        }
    }

    /// <summary>Ours and the floor in turn, so that what else the machine does hits both.</summary>
    public static Result Measure(string name, Site site, Floor floor, int runs)
    {
        var plan = floor.Plan("nochange", Calls(site), firstBeside: true);
        var (ours, least) = (new Samples(), new Samples());
        for (var run = 0; run < runs; run++)
        {
            ours.Add(floor.Measure(site.Watchdog, "--config", site.In("viptools.yaml")));
            least.Add(floor.Replay(plan));
        }

        return new(name, site.Prefixes.Count, ours, least, site.CountStarted());
    }

    /// <summary>The very calls of a run without a change.</summary>
    private static IEnumerable<IReadOnlyList<string>> Calls(Site site)
    {
        var settings = new VtyshSettings("/usr/bin/vtysh", site.Bed.SiteRouter.VtyshOptions, Suite.Frr);
        var instance = new BgpInstance("router bgp 64699", "64699", null, new Dictionary<Prefix, NetworkStatement>(), []);
        yield return [site.In("ipvsadm"), "-L", "-n"];
        yield return [settings.Program, .. VtyshCommands.RunningConfiguration(settings)];
        foreach (var chunk in site.Prefixes.Select(prefix => Prefix.Parse(prefix)).Chunk(VtyshCommands.MostPrefixes))
            yield return [settings.Program, .. VtyshCommands.Paths(settings, Suite.Frr, instance, chunk)];
    }
}
