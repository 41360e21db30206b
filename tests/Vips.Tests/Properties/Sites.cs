using FsCheck;
using FsCheck.Fluent;
using Ipvs.Ipvsadm.Model;
using Vips.Policies;

namespace Vips.Tests.Properties;

/// <summary>Generates sites, and shrinks one to fewer VIPs, open gates and default rules.</summary>
public static class Sites
{
    /// <summary>How many sites each property is tried on; CASES in the environment asks for more.</summary>
    public static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("CASES"), out var cases) ? cases : 3000;

    private static readonly Gate[] AllGates = Enum.GetValues<Gate>();

    private static readonly Gen<bool> Seldom = Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)));

    private static readonly Gen<bool> Coin = Gen.Elements(true, false);

    private static readonly Gen<Rules> Rules =
        from drop in Gen.Choose(0, 2)
        from gap in Gen.Choose(1, 3)
        from counts in Gen.Choose(1, 3).ArrayOf(3)
        from minutes in Gen.Elements(0, 0, 5)
        from choice in Gen.Elements(Enum.GetValues<ServiceChoice>())
        select new Rules
        {
            Drop = drop,
            Restore = drop + gap,
            Fall = counts[0],
            Rise = counts[1],
            MissingFall = counts[2],
            HoldDown = TimeSpan.FromMinutes(minutes),
            Services = choice,
            Listed = choice == ServiceChoice.Listed ? [new(IpvsProtocol.Tcp, 80), new(IpvsProtocol.Tcp, 443)] : [],
        };

    private static readonly Gen<ServiceCase> Service =
        from port in Gen.Elements(80, 443, 8080)
        from live in Gen.Choose(0, 6)
        from weightless in Gen.Choose(0, 2)
        from seen in Gen.Frequency((1, Gen.Constant(false)), (3, Gen.Constant(true)))
        from streak in Gen.Choose(0, 3)
        select new ServiceCase(port, live, weightless, seen, live < 3 ? streak : 0, live < 3 ? 0 : streak);

    private static readonly Gen<RememberedCase> Remembered =
        from listed in Seldom
        from seen in Coin
        from missing in Gen.Choose(0, 2)
        from withdrawn in Gen.Elements<int?>(null, null, 10, 299, 300, 4000)
        from reissued in Seldom
        from pinned in Gen.Elements<int?>(null, null, null, 599, 601)
        select new RememberedCase(listed, seen, missing, withdrawn, reissued, pinned);

    private static readonly Gen<TableCase> Table =
        from notOriginated in Seldom
        from redistributed in Seldom
        from learned in Coin
        select new TableCase(notOriginated, redistributed, learned);

    private static readonly Gen<VipCase> Vip =
        from host in Gen.Choose(1, 12)
        from isIPv6 in Coin
        from configured in Gen.Frequency<string?>(
            (6, Gen.Constant<string?>("BGP1")), (4, Gen.Constant<string?>(null)), (2, Gen.Constant<string?>("BGP2")),
            (1, Gen.Constant<string?>("GHOST")), (1, Gen.Constant<string?>("words")), (2, Gen.Constant<string?>("DRAIN")))
        from inBaseline in Gen.Frequency<string?>(
            (6, Gen.Constant<string?>("BGP1")), (2, Gen.Constant<string?>(null)), (1, Gen.Constant<string?>("BGP2")), (1, Gen.Constant<string?>("GHOST")))
        from services in Service.ListOf()
        from claim in Gen.Frequency((6, Gen.Constant(ClaimCase.None)), (4, Gen.Elements(Enum.GetValues<ClaimCase>())))
        from remembered in Remembered
        from table in Table
        select new VipCase(
            host, isIPv6, configured, inBaseline, [.. services.DistinctBy(service => service.Port)], claim, remembered, table);

    private static readonly Gen<IReadOnlyList<VipCase>> Vips =
        Vip.ListOf().Select(vips => (IReadOnlyList<VipCase>)[.. vips.DistinctBy(vip => vip.Prefix).Take(8)]);

    private static readonly Gen<IReadOnlyList<Gate>> SomeGates = Gen.Frequency(
        (6, Gen.Constant<IReadOnlyList<Gate>>([])),
        (1, Gen.Constant<IReadOnlyList<Gate>>([Gate.FirstRun])),
        (3, Gen.Elements(AllGates).ListOf().Select(gates => (IReadOnlyList<Gate>)[.. gates.Distinct().Take(3)])));

    /// <summary>Any site, gates shut or not.</summary>
    public static Arbitrary<SiteCase> Any { get; } = Of(SomeGates);

    /// <summary>Every input known, keepalived believed, earlier runs finished.</summary>
    public static Arbitrary<SiteCase> Known { get; } = Of(Gen.Constant<IReadOnlyList<Gate>>([]));

    /// <summary>Tries the property on <see cref="Cases"/> sites, or one in so many of them; throws with the smallest that fails.</summary>
    public static void Hold(this Arbitrary<SiteCase> sites, Func<SiteCase, bool> property, int share = 1) =>
        Prop.ForAll(sites, property).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases / share).WithEndSize(20));

    public static IEnumerable<SiteCase> Sample(this Arbitrary<SiteCase> sites, int count) => sites.Generator.Sample(count, 20);

    private static Arbitrary<SiteCase> Of(Gen<IReadOnlyList<Gate>> gates) => Arb.From(
        from rules in Rules
        from shut in gates
        from vips in Vips
        select new SiteCase(rules, shut, vips),
        Smaller);

    /// <summary>With one VIP, shut gate, or particular of a VIP less.</summary>
    internal static IEnumerable<SiteCase> Smaller(SiteCase site)
    {
        for (var i = 0; i < site.Vips.Count; i++)
        {
            yield return site with { Vips = [.. site.Vips.Where((_, other) => other != i)] };
        }

        foreach (var gate in site.Gates)
        {
            yield return site with { Gates = [.. site.Gates.Where(other => other != gate)] };
        }

        for (var i = 0; i < site.Vips.Count; i++)
        {
            foreach (var smaller in Smaller(site.Vips[i]))
            {
                yield return site with { Vips = [.. site.Vips.Select((vip, other) => other == i ? smaller : vip)] };
            }
        }
    }

    private static IEnumerable<VipCase> Smaller(VipCase vip)
    {
        var plainTable = new TableCase(false, false, false);
        var plainMemory = new RememberedCase(false, false, 0, null, false, null);
        if (vip.Table != plainTable)
        {
            yield return vip with { Table = plainTable };
        }

        if (vip.Remembered != plainMemory)
        {
            yield return vip with { Remembered = plainMemory };
        }

        if (vip.Claim != ClaimCase.None)
        {
            yield return vip with { Claim = ClaimCase.None };
        }

        for (var i = 0; i < vip.Services.Count; i++)
        {
            yield return vip with { Services = [.. vip.Services.Where((_, other) => other != i)] };
        }
    }
}
