using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Ipvs.Ipvsadm.Tests;

public class RoundTripTests
{
    [Fact]
    public void A_table_printed_as_ipvsadm_does_is_read_back_the_same() =>
        Prop.ForAll(Tables.ToArbitrary(), table =>
        {
            var read = IpvsTableParser.Parse(Encoding.ASCII.GetBytes(TableText.Of(table))).Value;
            return read.Services.Count == table.Services.Count && read.Services.Zip(table.Services).All(pair => Same(pair.First, pair.Second));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_table_with_one_byte_changed_is_refused_or_read_but_never_throws() =>
        Prop.ForAll(Tables.ToArbitrary(), Gen.Choose(0, int.MaxValue).Two().ToArbitrary(), (table, change) =>
        {
            var bytes = Encoding.ASCII.GetBytes(TableText.Of(table));
            bytes[change.Item1 % bytes.Length] = (byte)change.Item2;
            var reading = IpvsTableParser.Parse(bytes);
            return reading.IsKnown || !reading.Failure.Words.Any(char.IsControl);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static bool Same(VirtualService one, VirtualService other) =>
        one.Key == other.Key && one.Scheduler == other.Scheduler && one.RealServers.SequenceEqual(other.RealServers);

    private static Gen<IpAddress> Addresses { get; } = Gen.Elements(
        "0.0.0.0", "192.0.2.1", "192.0.2.2", "255.255.255.255", "::", "2001:db8::1", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff", "::ffff:192.0.2.1")
        .Select(text => IpAddress.Parse(text));

    private static Gen<int> Ports { get; } = Gen.OneOf(Gen.Elements(0, 80, 443, 65535), Gen.Choose(0, 65535));

    private static Gen<ServiceKey> Keys { get; } = Gen.OneOf(
        from protocol in Gen.Elements(IpvsProtocol.Tcp, IpvsProtocol.Udp, IpvsProtocol.Sctp)
        from address in Addresses
        from port in Ports
        select new ServiceKey(protocol, address, port, 0),
        from family in Gen.Elements("0.0.0.0", "::")
        from mark in Gen.Elements(1u, 7u, 2147483647u, 2147483648u, uint.MaxValue)
        select new ServiceKey(IpvsProtocol.FirewallMark, IpAddress.Parse(family), 0, mark));

    private static Gen<RealServer> RealServers { get; } =
        from address in Addresses
        from port in Ports
        from forward in Gen.Elements("Masq", "Route", "Tunnel", "Local")
        from weight in Gen.OneOf(Gen.Elements(0, 1, int.MaxValue), Gen.Choose(0, int.MaxValue))
        from counts in Gen.Elements(0L, 9L, 4294967295L).Two()
        select new RealServer(address, port, forward, weight, counts.Item1, counts.Item2);

    private static Gen<VirtualService> Services { get; } =
        from key in Keys
        from scheduler in Gen.Elements("rr", "wlc", "mh", "none")
        from servers in RealServers.ListOf()
        select new VirtualService(key, scheduler, servers.DistinctBy(server => (server.Address, server.Port)).ToArray());

    private static Gen<IpvsTable> Tables { get; } =
        Services.ListOf().Select(services => new IpvsTable(services.DistinctBy(service => service.Key).ToArray()));
}
