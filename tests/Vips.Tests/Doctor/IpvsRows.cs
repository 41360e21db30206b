using Net.Prefixes;
using Tools.Execution;
using Vips.Doctor;
using Vips.Readings;
using static Vips.Tests.World;

namespace Vips.Tests.Doctor;

/// <summary>IPVS, keepalived, and DNS against both.</summary>
public class IpvsRows
{
    private static readonly Ipvs.Ipvsadm.Model.VirtualService Ninth = Service("tcp/192.0.2.9:80", live: 1);

    [Fact]
    public void Ipvsadm() => DoctorRow.Verify("ipvsadm",
    [
        new("it is read", Seen.Well, Health.Ok, "2 virtual services, 4 real servers"),
        new("it is empty", Seen.Of(Seen.World with { Table = [] }), Health.Warning, "the table is empty"),
        new("it fails", Seen.Of(Seen.World.IpvsadmFails()), Health.Critical, "ipvsadm: timed out"),
        new("we may not", Seen.Of(Seen.World.IpvsadmFails(denied: true)), Health.Unknown, "ipvsadm: "),
    ]);

    [Fact]
    public void Services_without_statement() => DoctorRow.Verify("services-without-statement",
    [
        new("each has one", Seen.Well, Health.Ok, "every virtual service belongs"),
        new("one has none", Seen.Of(Seen.World with { Table = [.. Seen.World.Table, Ninth] }), Health.Warning, "192.0.2.9/32 (tcp/80) is in IPVS, and neither configured nor in the baseline"),
        new("one is configured alone", Seen.Of(Seen.World with { Table = [.. Seen.World.Table, Ninth], Configured = [.. Seen.World.Configured, Statement("192.0.2.9/32", "BGP1")] }), Health.Warning, "192.0.2.9/32 (tcp/80) is configured and not in the baseline"),
        new("withdrawn, in the baseline", Seen.Of(Seen.World with { Configured = [] }), Health.Ok, "every virtual service belongs"),
        new("a mark that nobody lists", Seen.Of(Seen.World with { Table = [.. Seen.World.Table, Service("fwm/7", live: 1)] }), Health.Warning, "fwm/7 is in IPVS, and no entry of `vips` lists that mark"),
        new("a mark of an entry", Seen.Of(Seen.World with { Table = [.. Seen.World.Table, Service("fwm/7", live: 1)], Policy = Seen.World.Policy with { Vips = [new("shop", [Vip], null, [7], new())] } }), Health.Ok, "every virtual service belongs"),
    ]);

    [Fact]
    public void Statements_without_service() => DoctorRow.Verify("statements-without-service",
    [
        new("each has one", Seen.Well, Health.Ok, "every VIP of the baseline has a virtual service"),
        new("a managed one has none", Seen.Of((Seen.World with { Table = [Seen.World.Table[1]] }).SeenInIpvs()), Health.Warning, "192.0.2.1/32 is managed and has no virtual service"),
        new("never seen, with a route-map", Seen.Of(Seen.World with { Baseline = [.. Seen.World.Baseline, Statement("192.0.2.9/32", "BGP1")] }), Health.Warning, "192.0.2.9/32 (route-map BGP1) never had a virtual service"),
        new("a loopback", Seen.Of(Seen.World with { Baseline = [.. Seen.World.Baseline, Statement("203.0.113.7/32")] }), Health.Ok, "every VIP"),
        new("a network", Seen.Of(Seen.World with { Baseline = [.. Seen.World.Baseline, Statement("192.0.2.0/24", "BGP1")] }), Health.Ok, "every VIP"),
    ]);

    [Fact]
    public void Keepalived() => DoctorRow.Verify("keepalived",
    [
        new("it runs", Seen.Well, Health.Ok, "running for 1 h"),
        new("it is dead", Seen.Of(Seen.World.KeepalivedDead()), Health.Critical, "not running: no process named keepalived"),
        new("it is young", Seen.Of(Seen.World.KeepalivedIs(TimeSpan.FromSeconds(59))), Health.Warning, "started 59 s ago, less than keepalived-grace (60 s)"),
        new("it is just old enough", Seen.Of(Seen.World.KeepalivedIs(TimeSpan.FromSeconds(60))), Health.Ok, "running for 1 min"),
        new("something else fills the table", Other(Seen.World), Health.Ok, "not looked for"),
    ]);

    [Theory]
    [InlineData("alpha", "start with every real server live")]
    [InlineData("omega", "vanish without a word")]
    public void Alpha_and_omega(string word, string says) => DoctorRow.Verify($"keepalived-{word}",
    [
        new("in each", Seen.Well, Health.Ok, "in all 2 virtual servers of /etc/keepalived/keepalived.conf"),
        new("in one of two", With(new("192.0.2.1 80", word != "alpha", word != "omega", null), new("fwmark 7", true, true, null)), Health.Warning, $"1 of 2 virtual servers of /etc/keepalived/keepalived.conf (192.0.2.1 80) {says}"),
        new("macros", Seen.Well with { KeepalivedFile = Reading<KeepalivedFileSeen>.Known(Seen.Well.KeepalivedFile.Value with { IsWhole = false }) }, Health.Unknown, "has macros or conditions"),
        new("we may not look", Seen.Well with { KeepalivedFile = Reading<KeepalivedFileSeen>.Unknown(Seen.Denied("/etc/keepalived/keepalived.conf")) }, Health.Unknown, "permission denied"),
        new("no file", Seen.Well with { KeepalivedFile = Reading<KeepalivedFileSeen>.Unknown(Failed("/etc/keepalived/keepalived.conf", "no such file")) }, Health.Unknown, "no such file"),
        new("something else fills the table", Other(Seen.World), Health.Ok, "not looked for"),
    ]);

    [Fact]
    public void Sorry_servers()
    {
        var stray = With(new("192.0.2.1 80", true, true, IpAddress.Parse("198.51.100.1")), new("192.0.2.1 443", true, true, IpAddress.Parse("203.0.113.81")));
        DoctorRow.Verify("sorry-servers",
        [
            new("all are configured", Seen.Well, Health.Ok, "all of keepalived's are in ipvs.sorry-servers"),
            new("there are none", With(new KeepalivedService("192.0.2.1 80", true, true, null)), Health.Ok, "none in keepalived's configuration"),
            new("one is not, and in the table", stray, Health.Critical, "198.51.100.1 is a sorry_server and not in ipvs.sorry-servers: it is in the table now, and counts as live"),
            new("one is not, and waits", With(stray.KeepalivedFile.Value.Services[1]), Health.Warning, "203.0.113.81 is a sorry_server and not in ipvs.sorry-servers: it will count as live"),
            new("one is not, and the table unknown", Seen.Of(Seen.World.IpvsadmFails()) with { KeepalivedFile = stray.KeepalivedFile }, Health.Warning, "198.51.100.1 is a sorry_server"),
            new("something else fills the table", Other(Seen.World), Health.Ok, "not looked for"),
        ]);
    }

    [Fact]
    public void Dns() => DoctorRow.Verify("dns",
    [
        new("all lead here", Seen.Well, Health.Ok, "all 1 names lead to statements of this site"),
        new("no name", Seen.Well.WithNames(), Health.Unknown, "no name is known"),
        new("one leads elsewhere", Seen.Well.WithNames(Seen.Name("www.example.net", "192.0.2.1", "192.0.2.99")), Health.Warning, "www.example.net leads to 192.0.2.99/32, which this site never announces"),
        new("one leads nowhere", Seen.Well.WithNames(Seen.Name("www.example.net")), Health.Warning, "www.example.net has no address in DNS"),
        new("one is not resolved", Seen.Well.WithNames(Silent), Health.Unknown, "www.example.net: no answer"),
        new("one is not, another leads elsewhere", Seen.Well.WithNames(Silent, Seen.Name("b.tld", "192.0.2.99")), Health.Warning, "b.tld leads to 192.0.2.99/32"),
        new("an entry's prefix is missing", Seen.Well.WithNames(Seen.Name("www.example.net", "192.0.2.1") with { Entry = [Vip, Seen.Six] }), Health.Warning, "www.example.net does not lead to 2001:db8::1/128 of its entry"),
        new("withdrawn, in the baseline", Seen.Of(Seen.World with { Configured = [] }), Health.Ok, "all 1 names"),
    ]);

    [Fact]
    public void Families() => DoctorRow.Verify("families",
    [
        new("both", Seen.Well, Health.Ok, "every name has both families"),
        new("no name", Seen.Well.WithNames(), Health.Unknown, "no name is known"),
        new("A alone", Seen.Well.WithNames(Seen.Name("www.example.net", "192.0.2.1")), Health.Warning, "www.example.net has A and no AAAA record"),
        new("AAAA alone", Seen.Well.WithNames(Seen.Name("www.example.net", "2001:db8::1")), Health.Warning, "www.example.net has AAAA and no A record"),
        new("neither is another check's", Seen.Well.WithNames(Seen.Name("www.example.net")), Health.Ok, "every name"),
        new("not resolved", Seen.Well.WithNames(Silent), Health.Unknown, "www.example.net was not resolved"),
        new("announced by one", Seen.Of(Seen.World with { Configured = [Seen.World.Configured[0]] }), Health.Warning, "www.example.net is announced by IPv4 alone"),
        new("announced by neither", Seen.Of(Seen.World with { Configured = [] }), Health.Ok, "every name"),
        new("announced by the other one", Seen.Of(Seen.World with { Configured = [Seen.World.Configured[1]] }), Health.Warning, "www.example.net is announced by IPv6 alone"),
        new("announced by one, and the holds unreadable", Seen.Of((Seen.World with { Configured = [Seen.World.Configured[0]] }).HoldsFail()), Health.Warning, "IPv4 alone"),
        new("held in the other", Seen.Of((Seen.World with { Configured = [Seen.World.Configured[0]] }).Held(prefix: "2001:db8::1/128")), Health.Ok, "every name"),
    ]);

    private static NameSeen Silent { get; } = new("www.example.net", Reading<IReadOnlyList<IpAddress>>.Unknown(Failed("www.example.net", "no answer")), []);

    private static Observed With(params IReadOnlyList<KeepalivedService> services) => Seen.Well with { KeepalivedFile = Seen.Keepalived(services) };

    /// <summary>keepalived-pidfile: off; there is no file either.</summary>
    private static Observed Other(World world) => Seen.Of(world with { Keepalived = new KeepalivedState.NotWatched() }) with
    {
        KeepalivedFile = Reading<KeepalivedFileSeen>.Unknown(Failed("/etc/keepalived/keepalived.conf", "no such file")),
    };
}
