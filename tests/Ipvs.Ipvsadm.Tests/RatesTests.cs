using System.Text;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Testing;

namespace Ipvs.Ipvsadm.Tests;

/// <summary>`ipvsadm -L -n --rate --exact`, as a real ipvsadm 1.31 printed it.</summary>
public class RatesTests
{
    private const string Head =
        "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS\n  -> RemoteAddress:Port\n";

    [Theory]
    [InlineData("empty", 0)]
    [InlineData("v4-mixed", 5)]
    [InlineData("v6-mixed", 5)]
    [InlineData("fwm", 4)]
    [InlineData("persistent-ops-pe", 5)]
    public void Every_service_of_the_table_has_a_rate(string name, int atLeast)
    {
        var rates = Read(Repository.Fixture($"ipvsadm/1.31/{name}.rate-exact"));
        var table = IpvsTableParser.Parse(Encoding.UTF8.GetBytes(Repository.Fixture($"ipvsadm/1.31/{name}.list"))).Value;

        Assert.Equal(table.Services.Select(service => service.Key).Order(), rates.Keys.Order());
        Assert.True(rates.Count >= atLeast);
    }

    [Fact]
    public void It_is_the_packets_in_that_are_read()
    {
        var rates = Read(Head + "TCP  192.0.2.1:80                        1       22      333     4444    55555\n  -> 10.0.0.1:80                         1       22      333     4444    55555\nTCP  [2001:db8::1]:443 7 8 9 10 4294967296\n");

        Assert.Equal(22, rates[new(IpvsProtocol.Tcp, IpAddress.Parse("192.0.2.1"), 80, 0)]);
        Assert.Equal(8, rates[new(IpvsProtocol.Tcp, IpAddress.Parse("2001:db8::1"), 443, 0)]);
    }

    [Theory]
    [InlineData("TCP  192.0.2.1:80  1 22K 3 4 5\n", "line 4 holds no five rates: '1 22K 3 4 5'")]
    [InlineData("TCP  192.0.2.1:80  1 2 3 4\n", "line 4 holds no five rates: '1 2 3 4'")]
    [InlineData("TCP  192.0.2.1:80  1 2 3 4 5 6\n", "line 4 holds no five rates")]
    [InlineData("TCP  192.0.2.1:http  1 2 3 4 5\n", "line 4 holds no ADDRESS:PORT in numbers: '192.0.2.1:http'")]
    [InlineData("ICMP 192.0.2.1:80  1 2 3 4 5\n", "line 4 begins with 'ICMP'")]
    [InlineData("TCP  192.0.2.1:80  1 2 3 4 5\nTCP  192.0.2.1:80  1 2 3 4 5\n", "line 5 repeats virtual service tcp/192.0.2.1:80")]
    [InlineData("TCP  192.0.2.1:80  1 2 3 4 5", "line 4 is cut off: the table is not whole")]
    public void What_it_does_not_know_it_refuses(string lines, string words)
    {
        var failure = IpvsRatesParser.Parse(Encoding.UTF8.GetBytes(Head + lines)).Failure;
        Assert.StartsWith($"ipvsadm -L -n --rate --exact: {words}", failure?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v4-mixed.list")]
    [InlineData("v4-mixed.stats-exact")]
    [InlineData("err-no-module.out")]
    public void Other_lists_are_refused(string name) =>
        Assert.False(IpvsRatesParser.Parse(Encoding.UTF8.GetBytes(Repository.Fixture($"ipvsadm/1.31/{name}"))).IsKnown);

    private static IReadOnlyDictionary<ServiceKey, long> Read(string text) => IpvsRatesParser.Parse(Encoding.UTF8.GetBytes(text)).Value;
}
