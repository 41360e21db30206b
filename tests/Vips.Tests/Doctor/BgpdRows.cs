using Bgp.Vtysh.Model;
using Tools.Execution;
using Vips.Doctor;
using Vips.Readings;
using static Vips.Tests.World;

namespace Vips.Tests.Doctor;

/// <summary>bgpd, its instance, the baseline, route-maps, and what keeps a prefix alive or back.</summary>
public class BgpdRows
{
    private static readonly NetworkStatement Seventh = Statement("192.0.2.7/32", "NOSUCH");

    [Fact]
    public void Bgpd() => DoctorRow.Verify("bgpd",
    [
        new("it answers", Seen.Well, Health.Ok, "answers"),
        new("it is down", Seen.Of(Seen.World.BgpdFails()), Health.Critical, "vtysh: timed out after 5 s"),
        new("we may not", Seen.Of(Seen.World.BgpdFails(denied: true)), Health.Unknown, "vtysh: "),
        new("it fails to an ordinary user", Seen.Of(Seen.World.BgpdFails()) with { IsRoot = false }, Health.Unknown, "vtysh: "),
    ]);

    [Fact]
    public void Instance() => DoctorRow.Verify("instance",
    [
        new("it runs", Seen.Well, Health.Ok, "router bgp 64699 (frr), 2 statements"),
        new("bgpd runs another", Seen.Of(Seen.World with { BgpdFails = Failed("bgpd", "has no 'router bgp 64699'") }) with { Bgpd = Seen.Well.Bgpd }, Health.Critical, "has no 'router bgp 64699'"),
        new("bgpd was not read", Seen.Of(Seen.World.BgpdFails()), Health.Unknown, "bgpd was not read"),
    ]);

    [Fact]
    public void Baseline() => DoctorRow.Verify("baseline",
    [
        new("it is read", Seen.Well, Health.Ok, "/etc/frr/frr.conf: 2 statements"),
        new("it holds no statement", Seen.Of(Seen.World with { Baseline = [] }), Health.Warning, "0 statements"),
        new("it holds no instance", Seen.Of(Seen.World.BaselineFails()), Health.Critical, "holds no 'router bgp'"),
        new("we may not", Seen.Of(Seen.World.BaselineFails(denied: true)), Health.Unknown, "/etc/frr/frr.conf"),
    ]);

    [Fact]
    public void Route_maps() => DoctorRow.Verify("route-maps",
    [
        new("all are defined", Seen.Well, Health.Ok, "all that statements name are defined (2)"),
        new("a running statement's is not", Seen.Of(Seen.World with { Configured = [.. Seen.World.Configured, Seventh] }), Health.Critical, "'network 192.0.2.7/32 route-map NOSUCH': route-map NOSUCH is not defined in bgpd"),
        new("one of the baseline alone is not", Seen.Of(Seen.World with { Baseline = [.. Seen.World.Baseline, Seventh] }), Health.Critical, "route-map NOSUCH is not defined in bgpd"),
        new("a statement without one", Seen.Of(Seen.World with { Configured = [.. Seen.World.Configured, Statement("203.0.113.7/32")] }), Health.Ok, "defined"),
        new("defined by hand, and not in the file", FileWith(["BGP2"]), Health.Warning, "route-map BGP1 is not defined in /etc/frr/frr.conf"),
        new("the drain's is defined", Seen.Of(Seen.World.WithDrainRouteMap()), Health.Ok, "defined (3)"),
        new("the drain's is not", Seen.Of(Seen.World with { Policy = Seen.World.Policy with { DrainRouteMap = "DRAIN" } }), Health.Warning, "bgp.drain-route-map DRAIN"),
    ]);

    [Fact]
    public void Boot_order()
    {
        var early = Early(Seen.Well);
        DoctorRow.Verify("boot-order",
        [
            new("maps first", Seen.Well, Health.Ok, "every route-map stands before"),
            new("FRR heals itself", early, Health.Ok, "1 of 2 statements stand before their route-map in /etc/frr/frr.conf, the first is 'network 192.0.2.1/32 route-map BGP1'; FRR announces them"),
            new("Quagga never announces them", OnQuagga(early), Health.Warning, "Quagga configures these and never announces them"),
            new("Quagga, maps first", OnQuagga(Seen.Well), Health.Ok, "every route-map stands before"),
            new("nobody knows which", Early(Seen.Of(Seen.World.BgpdFails())), Health.Unknown, "whether Quagga or FRR"),
            new("a map that is nowhere is another check's", early with { StartUp = FileWith([]).StartUp }, Health.Ok, "every route-map stands before"),
            new("no file", Seen.Well with { StartUp = Reading<StartUpSeen>.Unknown(Failed("/etc/frr/frr.conf")) }, Health.Unknown, "was not read"),
        ]);
    }

    [Fact]
    public void Other_origin() => DoctorRow.Verify("other-origin",
    [
        new("nothing else", Seen.Well, Health.Ok, "no redistribute, no aggregate-address"),
        new("redistribute holds a VIP", Seen.Of(Seen.World.Redistributed()), Health.Critical, "192.0.2.1/32 is also originated by 'redistribute connected'"),
        new("redistribute holds none", Seen.Of(Seen.World with { Sources = ["redistribute connected (ipv4 unicast)"] }), Health.Ok, "1 lines of redistribute and aggregate-address, none holds a VIP"),
        new("another site's path", Seen.Of(Seen.World.Learned()), Health.Ok, "no redistribute"),
        new("an aggregate over VIPs", Seen.Of(Seen.World with { Sources = ["aggregate-address 192.0.2.0/24 (ipv4 unicast)"] }), Health.Warning, "'aggregate-address 192.0.2.0/24 (ipv4 unicast)' covers 1 VIPs (192.0.2.1/32)"),
        new("an aggregate that is the VIP", Seen.Of(Seen.World with { Sources = ["aggregate-address 192.0.2.1/32 (ipv4 unicast)"] }), Health.Ok, "none holds a VIP"),
        new("an aggregate over what is not managed", Seen.Of((Seen.World with { Sources = ["aggregate-address 203.0.113.0/24 (ipv4 unicast)"] }).Held(prefix: "203.0.113.9/32")), Health.Ok, "none holds a VIP"),
        new("an aggregate of the other family", Seen.Of(Seen.World with { Sources = ["aggregate-address 2001:db8:1::/48 (ipv6 unicast)"] }), Health.Ok, "none holds a VIP"),
        new("an aggregate over others", Seen.Of(Seen.World with { Sources = ["aggregate-address 198.51.100.0/24 (ipv4 unicast)"] }), Health.Ok, "none holds a VIP"),
        new("the table is unknown", Seen.Of(Seen.World.PathsFail()), Health.Unknown, "vtysh"),
        new("withdrawn, and the baseline is unknown: nobody can tell whether it is ours", Seen.Of(Seen.World.Redistributed().BaselineFails() with { Configured = [] }), Health.Ok, "none holds a VIP"),
    ]);

    [Fact]
    public void Import_check() => DoctorRow.Verify("import-check",
    [
        new("on, and all in routes", Seen.Well, Health.Ok, "on; every statement is in a route"),
        new("off", Checked(Seen.Well, false), Health.Ok, "off; every statement is originated"),
        new("nobody knows, and all originated", Checked(Seen.Well, null), Health.Ok, "every statement is originated"),
        new("on, and one in no route", Seen.Of(Seen.World.NotOriginated()), Health.Critical, "192.0.2.1/32 is configured but not originated: it is in no route"),
        new("nobody could read it, and one in no route", Seen.Of(Seen.World.NotOriginated()) with { Bgpd = Reading<BgpdSeen>.Unknown(Failed("vtysh")) }, Health.Critical, "it is in no route"),
        new("off, and one not originated", Checked(Seen.Of(Seen.World.NotOriginated()), false), Health.Critical, "192.0.2.1/32 is configured but not originated"),
        new("not originated for its route-map", Seen.Of(Seen.World with { Configured = [.. Seen.World.Configured, Seventh] }), Health.Ok, "every statement"),
        new("withdrawn, and no address", NoAddress(Seen.Of(Seen.World with { Configured = [] })), Health.Warning, "192.0.2.1/32 is not configured now, and no address"),
        new("withdrawn, and an address", Seen.Of(Seen.World with { Configured = [] }), Health.Ok, "on; every"),
        new("withdrawn, and nobody knows the addresses", Seen.Of(Seen.World with { Configured = [] }) with { Addresses = Reading<IReadOnlyDictionary<Net.Prefixes.IpAddress, string>>.Unknown(Failed("addresses")) }, Health.Ok, "on; every"),
        new("a statement that the table was not asked for", WithoutTable(Seen.Well), Health.Ok, "every statement"),
        new("withdrawn, no address, off", Checked(NoAddress(Seen.Of(Seen.World with { Configured = [] })), false), Health.Ok, "off; every"),
    ]);

    [Fact]
    public void Vip_on_lo() => DoctorRow.Verify("vip-on-lo",
    [
        new("all are", Seen.Well, Health.Ok, "all 2 managed VIPs are addresses of this machine"),
        new("one is not", NoAddress(Seen.Well), Health.Warning, "192.0.2.1 is no address of this machine"),
        new("on another interface", NoAddress(Seen.Well, "eth0"), Health.Ok, "1 of another interface than lo"),
        new("addresses unknown", Seen.Well with { Addresses = Reading<IReadOnlyDictionary<Net.Prefixes.IpAddress, string>>.Unknown(Failed("addresses")) }, Health.Unknown, "addresses"),
        new("the last good baseline tells", Seen.Of(Seen.World.BaselineFails()), Health.Ok, "all 2 managed VIPs"),
        new("no table, and none remembered", Seen.Of(Seen.World.IpvsadmFails()), Health.Unknown, "which VIPs are managed is not known"),
        new("no table, and one that is only held", Seen.Of(Seen.World.IpvsadmFails().Held(prefix: "203.0.113.9/32")), Health.Unknown, "which VIPs are managed is not known"),
        new("no baseline at all", Seen.Of(Seen.World.BaselineFails(remembered: false)), Health.Unknown, "which VIPs are managed is not known"),
    ]);

    private static Observed FileWith(string[] routeMaps) => Seen.Well with
    {
        StartUp = Reading<StartUpSeen>.Known(Seen.Well.StartUp.Value with { RouteMaps = routeMaps.ToHashSet() }),
    };

    private static Observed Early(Observed seen) => seen with
    {
        StartUp = Reading<StartUpSeen>.Known(seen.StartUp.Value with { Instance = seen.StartUp.Value.Instance with { BeforeTheirRouteMap = [Seen.World.Baseline[0]] } }),
    };

    private static Observed OnQuagga(Observed seen) => seen with
    {
        Inputs = seen.Inputs with { Running = Reading<RunningInstance>.Known(seen.Inputs.Running.Value with { Suite = Suite.Quagga }) },
    };

    private static Observed WithoutTable(Observed seen) => seen with
    {
        Inputs = seen.Inputs with { Paths = Reading<IReadOnlyDictionary<Net.Prefixes.Prefix, BgpPaths>>.Known(new Dictionary<Net.Prefixes.Prefix, BgpPaths>()) },
    };

    private static Observed Checked(Observed seen, bool? isOn) => seen with { Bgpd = Reading<BgpdSeen>.Known(new(isOn)) };

    /// <summary>192.0.2.1 is on this interface; null: on none.</summary>
    private static Observed NoAddress(Observed seen, string? otherwise = null)
    {
        var addresses = new Dictionary<Net.Prefixes.IpAddress, string>(seen.Addresses.Value);
        addresses.Remove(Vip.Address);
        if (otherwise is not null)
        {
            addresses[Vip.Address] = otherwise;
        }

        return seen with { Addresses = Reading<IReadOnlyDictionary<Net.Prefixes.IpAddress, string>>.Known(addresses) };
    }
}
