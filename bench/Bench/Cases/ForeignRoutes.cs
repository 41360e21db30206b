namespace Bench.Cases;

/// <summary>A bgpd with a large table of others: a run asks for its own prefixes, and pays nothing for them.</summary>
internal static class ForeignRoutes
{
    public static IEnumerable<Result> Measure(Site site, Floor floor, bool quick)
    {
        var routes = quick ? 20_000 : 200_000;
        site.Serve(100);
        yield return NoChange.Measure("no change, 0 foreign routes", site, floor, quick ? 5 : 21);
        site.Bed.AnnounceForeign(routes);
        yield return NoChange.Measure($"no change, {routes} foreign routes", site, floor, quick ? 5 : 21);
        site.Bed.AnnounceForeign(0);
    }
}
