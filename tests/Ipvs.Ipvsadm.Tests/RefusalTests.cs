using System.Text;
using Ipvs.Ipvsadm.Model;

namespace Ipvs.Ipvsadm.Tests;

public class RefusalTests
{
    [Theory]
    [InlineData("ICMP 192.0.2.1:80 rr", "line 4 begins with 'ICMP', which is neither a protocol nor a real server")]
    [InlineData("tcp  192.0.2.1:80 rr", "line 4 begins with 'tcp', which is neither a protocol nor a real server")]
    [InlineData("TCPX 192.0.2.1:80 rr", "line 4 begins with 'TCPX', which is neither a protocol nor a real server")]
    [InlineData("", "line 4 begins with '', which is neither a protocol nor a real server")]
    [InlineData("->", "line 4 is a real server before any virtual service")]
    [InlineData("  -> 10.0.0.1:80 Masq 1 0 0", "line 4 is a real server before any virtual service")]
    public void A_line_of_another_kind_is_refused(string line, string words) => Refused(line, words);

    [Theory]
    [InlineData("TCP")]
    [InlineData("TCP  192.0.2.1 rr")]
    [InlineData("TCP  192.0.2.1: rr")]
    [InlineData("TCP  192.0.2.300:80 rr")]
    [InlineData("TCP  192.0.2.01:80 rr")]
    [InlineData("TCP  192.0.2.1:65536 rr")]
    [InlineData("TCP  192.0.2.1:-1 rr")]
    [InlineData("TCP  192.0.2.1:080 rr")]
    [InlineData("TCP  192.0.2.1:18446744073709551696 rr")]
    [InlineData("TCP  192.0.2.1:http rr")]
    [InlineData("TCP  www.example.net:80 rr")]
    [InlineData("TCP  [192.0.2.1]:80 rr")]
    [InlineData("TCP  2001:db8::1:80 rr")]
    [InlineData("TCP  [2001:db8::1]80 rr")]
    [InlineData("TCP  [2001:db8::1:80 rr")]
    [InlineData("TCP  []:80 rr")]
    [InlineData("TCP  [:80 rr")]
    [InlineData("TCP  [fe80::1%eth0]:80 rr")]
    [InlineData("TCP  [2001:db8:0000:0000:0000:0000:0000:0000:0000:0000:0001]:80 rr")]
    public void A_service_without_address_and_port_in_numbers_is_refused(string line) =>
        Refused(line, $"line 4 holds no ADDRESS:PORT in numbers: '{Word(line, 1)}'");

    [Theory]
    [InlineData("FWM")]
    [InlineData("FWM  0 rr")]
    [InlineData("FWM  -0 rr")]
    [InlineData("FWM  4294967296 rr")]
    [InlineData("FWM  -2147483649 rr")]
    [InlineData("FWM  --1 rr")]
    [InlineData("FWM  07 rr")]
    [InlineData("FWM  0x7 rr")]
    public void A_mark_out_of_range_is_refused(string line) =>
        Refused(line, $"line 4 holds no firewall mark: '{Word(line, 1)}'");

    [Theory]
    [InlineData("TCP  192.0.2.1:80")]
    [InlineData("TCP  192.0.2.1:80 (flag-1)")]
    [InlineData("FWM  7")]
    [InlineData("FWM  8 IPv6")]
    public void A_service_without_scheduler_is_refused(string line) =>
        Assert.StartsWith("line 4 holds no scheduler: '", Failure(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("  -> 10.0.0.1 Masq 1 0 0", "line 5 holds no real server's ADDRESS:PORT in numbers: '10.0.0.1'")]
    [InlineData("  -> rs1:80 Masq 1 0 0", "line 5 holds no real server's ADDRESS:PORT in numbers: 'rs1:80'")]
    [InlineData("  -> 10.0.0.1:80 Fly 1 0 0", "line 5 holds no known forwarding method: 'Fly'")]
    [InlineData("  -> 10.0.0.1:80 masq 1 0 0", "line 5 holds no known forwarding method: 'masq'")]
    [InlineData("  -> 10.0.0.1:80", "line 5 holds no known forwarding method: ''")]
    [InlineData("  -> 10.0.0.1:80 Masq", "line 5 holds no weight of 0 to 2147483647: ''")]
    [InlineData("  -> 10.0.0.1:80 Masq -1 0 0", "line 5 holds no weight of 0 to 2147483647: '-1'")]
    [InlineData("  -> 10.0.0.1:80 Masq 2147483648 0 0", "line 5 holds no weight of 0 to 2147483647: '2147483648'")]
    [InlineData("  -> 10.0.0.1:80 Masq 1K 0 0", "line 5 holds no weight of 0 to 2147483647: '1K'")]
    [InlineData("  -> 10.0.0.1:80 Masq 99999999999999999999 0 0", "line 5 holds no weight of 0 to 2147483647: '99999999999999999999'")]
    [InlineData("  -> 10.0.0.1:80 Masq 1", "line 5 holds no two counts of connections: ''")]
    [InlineData("  -> 10.0.0.1:80 Masq 1 0", "line 5 holds no two counts of connections: '0'")]
    [InlineData("  -> 10.0.0.1:80 Masq 1 0 4294967296", "line 5 holds no two counts of connections: '0 4294967296'")]
    [InlineData("  -> 10.0.0.1:80 Masq 1 0 0 0", "line 5 holds no two counts of connections: '0 0 0'")]
    public void A_real_server_that_is_not_whole_is_refused(string line, string words) =>
        Refused($"TCP  192.0.2.1:80 rr\n{line}", words);

    [Theory]
    [InlineData("TCP  192.0.2.1:80 rr\nTCP  192.0.2.1:80 wrr", "line 5 repeats virtual service tcp/192.0.2.1:80")]
    [InlineData("FWM  -1 rr\nFWM  4294967295 rr", "line 5 repeats virtual service fwm/4294967295")]
    [InlineData("FWM  8 IPv6 rr\nTCP  192.0.2.1:80 rr\nFWM  8 IPv6 rr", "line 6 repeats virtual service fwm6/8")]
    [InlineData("TCP  [::1]:80 rr\nTCP  [0::1]:80 rr", "line 5 repeats virtual service tcp/[::1]:80")]
    [InlineData(
        "TCP  192.0.2.1:80 rr\n  -> 10.0.0.1:80 Masq 1 0 0\n  -> 10.0.0.1:80 Route 1 0 0", "line 6 repeats real server '10.0.0.1:80'")]
    public void What_stands_there_twice_is_refused(string lines, string words) => Refused(lines, words);

    [Fact]
    public void What_differs_in_protocol_port_family_or_service_is_no_repetition() => Read(
        "TCP  192.0.2.1:80 rr\n  -> 10.0.0.1:80 Masq 1 0 0\n  -> 10.0.0.1:81 Masq 1 0 0\n  -> 10.0.0.2:80 Masq 1 0 0\n"
        + "UDP  192.0.2.1:80 rr\n  -> 10.0.0.2:80 Masq 1 0 0\nTCP  192.0.2.1:81 rr\nFWM  8 rr\nFWM  8 IPv6 rr\n");

    [Theory]
    [InlineData("TCP  192.0.2.1:80 rr\r\n")]
    [InlineData("TCP  192.0.2.1:80 rr \u001b[2J\n")]
    [InlineData("TCP  192.0.2.1:80\trr\n")]
    [InlineData("TCP  192.0.2.1:80 rr\0\n")]
    [InlineData("TCP  192.0.2.1:80 rr é\n")]
    public void Bytes_that_ipvsadm_does_not_print_are_refused(string line) =>
        Assert.Equal("line 4 holds bytes that are no plain text", Parse(TableText.Header + line).Failure?.Words);

    [Fact]
    public void No_output_at_all_is_refused() =>
        Assert.Equal("line 1 is missing: the table has no whole header", IpvsTableParser.Parse([]).Failure?.Words);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_header_without_one_of_its_lines_is_refused(int missing)
    {
        var header = TableText.Header.Split('\n').Where((line, at) => at != missing);
        Assert.False(Parse(string.Join('\n', header)).IsKnown);
        Assert.False(Parse(string.Join('\n', header) + "TCP  192.0.2.1:80 rr\n").IsKnown);
    }

    [Fact]
    public void Largest_and_smallest_numbers_are_read()
    {
        var table = Read(
            "TCP  0.0.0.0:0 rr\nTCP  255.255.255.255:65535 wlc (flag-1,flag-2) persistent 4294967295\n"
            + "  -> [2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:65535 Local 2147483647 4294967295 4294967295\n"
            + "FWM  2147483647 rr\nFWM  -2147483648 fo\n");
        Assert.Equal("tcp/255.255.255.255:65535", table.Services[1].Key.ToString());
        var server = Assert.Single(table.Services[1].RealServers);
        Assert.Equal((int.MaxValue, uint.MaxValue, uint.MaxValue), (server.Weight, server.ActiveConnections, server.InactiveConnections));
        Assert.Equal([2147483647u, 2147483648u], table.Services.Skip(2).Select(service => service.Key.Mark));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("my-sched_2")]
    public void A_scheduler_that_is_not_known_is_taken_as_printed(string scheduler) =>
        Assert.Equal(scheduler, Assert.Single(Read($"TCP  192.0.2.1:80 {scheduler} new words (x)\n").Services).Scheduler);

    [Fact]
    public void A_service_of_IPv4_may_have_real_servers_of_IPv6() =>
        Assert.True(Read("TCP  192.0.2.1:80 rr\n  -> [2001:db8::1]:80 Tunnel 1 0 0\n").Services[0].RealServers[0].Address.IsIPv6);

    private static void Refused(string lines, string words) => Assert.Equal(words, Failure(lines));

    private static string? Failure(string lines) => Parse($"{TableText.Header}{lines}\n").Failure?.Words;

    private static IpvsTable Read(string lines) => Parse(TableText.Header + lines).Value;

    private static string Word(string line, int index) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(index) is { } word ? word[..Math.Min(60, word.Length)] : "";

    private static Tools.Execution.Reading<IpvsTable> Parse(string text) => IpvsTableParser.Parse(Encoding.UTF8.GetBytes(text));
}
