using System.Text;
using Ipvs.Ipvsadm.Model;
using Testing;

namespace Ipvs.Ipvsadm.Tests;

/// <summary>What a real ipvsadm 1.31 printed.</summary>
public class CaptureTests
{
    private static readonly string[] Names =
    [
        "empty.list", "fwm.list", "keepalived-all-down.list", "keepalived-inhibit-down.list", "keepalived-nominal.list",
        "persistent-ops-pe.list", "v4-mixed.list", "v6-mixed.list",
    ];

    public static TheoryData<string> Tables() => [.. Names];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_line_of_a_captured_table_is_in_what_was_read(string name)
    {
        var text = Capture(name);
        var printed = TableText.Of(Read(text));
        Assert.Equal(Shown(text), Shown(printed));
    }

    [Fact]
    public void Every_captured_list_is_either_read_or_refused_here_by_name()
    {
        var folder = Path.Combine(Repository.Root(), "tests", "Fixtures", "ipvsadm", "1.31");
        var lists = Directory.GetFiles(folder, "*.list").Select(Path.GetFileName).Order();
        string[] refused = ["not-numeric.list", "single-fwm-missing.list", "single-missing.list", "single-service.list"];
        Assert.Equal(lists, Names.Concat(refused).Order());
    }

    [Theory]
    [InlineData("not-numeric.list", "line 4 holds no ADDRESS:PORT in numbers: '192.0.2.1:http'")]
    [InlineData("single-service.list", "line 1 is not the header of `-L -n`: 'Prot LocalAddress:Port Scheduler Flags'")]
    [InlineData("single-missing.list", "line 1 is missing: the table has no whole header")]
    [InlineData("err-no-module.out", "line 1 is missing: the table has no whole header")]
    [InlineData("v4-mixed.stats", "line 2 is not the header of `-L -n`: 'Prot LocalAddress:Port               Conns   InPkts  OutPkts'")]
    [InlineData("v4-mixed.rate", "line 2 is not the header of `-L -n`: 'Prot LocalAddress:Port                 CPS    InPPS   OutPPS'")]
    [InlineData("v4-mixed.thresholds", "line 2 is not the header of `-L -n`: 'Prot LocalAddress:Port            Uthreshold Lthreshold Acti'")]
    [InlineData("v4-mixed.persistent-conn", "line 2 is not the header of `-L -n`: 'Prot LocalAddress:Port            Weight    PersistConn Acti'")]
    [InlineData("v4-mixed.proc", "line 3 is not the header of `-L -n`: '  -> RemoteAddress:Port Forward Weight ActiveConn InActConn'")]
    [InlineData("v4-mixed.save", "line 1 is not the header of `-L -n`: '-A -t 192.0.2.1:80 -s rr'")]
    public void Other_outputs_of_ipvsadm_are_refused(string name, string words)
    {
        var reading = IpvsTableParser.Parse(Encoding.UTF8.GetBytes(Capture(name)));
        Assert.Equal($"ipvsadm -L -n: {words}", reading.Failure?.ToString());
    }

    [Fact]
    public void An_empty_table_is_known_and_empty() => Assert.Empty(Read(Capture("empty.list")).Services);

    [Fact]
    public void Mixed_IPv4_services_with_their_weights_schedulers_and_protocols()
    {
        var table = Read(Capture("v4-mixed.list"));
        Assert.Equal(
            ["tcp/192.0.2.1:80", "tcp/192.0.2.1:443", "tcp/192.0.2.2:80", "tcp/192.0.2.3:0", "udp/192.0.2.1:53", "sctp/192.0.2.1:2905"],
            table.Services.Select(service => service.Key.ToString()));
        Assert.Equal(["rr", "wrr", "rr", "rr", "rr", "rr"], table.Services.Select(service => service.Scheduler));
        Assert.Equal([1, 0, 65535, 100, 1, 1, 1], table.Services.SelectMany(service => service.RealServers).Select(server => server.Weight));
        Assert.Empty(table.Services[2].RealServers);
        Assert.Equal(("10.0.0.2", 8443, "Masq"), Of(table.Services[1].RealServers[1]));
    }

    [Fact]
    public void A_real_server_whose_address_overflows_its_column_is_read()
    {
        var server = Assert.Single(Read(Capture("v6-mixed.list")).Services[1].RealServers);
        Assert.Equal(("2001:db8:42:1111:2222:3333:4444:5555", 443, "Route"), Of(server));
        Assert.Equal(1, server.Weight);
    }

    [Fact]
    public void Firewall_marks_are_unsigned_and_know_their_family()
    {
        var table = Read(Capture("fwm.list"));
        Assert.Equal(["fwm/4294967295", "fwm/7", "fwm6/8", "fwm/9"], table.Services.Select(service => service.Key.ToString()));
        Assert.Equal(["wlc", "rr", "rr", "rr"], table.Services.Select(service => service.Scheduler));
        Assert.Equal([1, 1, 1, 0], table.Services.Select(service => service.RealServers.Count));
    }

    [Fact]
    public void Persistence_masks_ops_and_persistence_engines_after_the_scheduler_are_passed_over()
    {
        var table = Read(Capture("persistent-ops-pe.list"));
        Assert.Equal(
            ["tcp/192.0.2.1:80", "tcp/192.0.2.1:443", "udp/192.0.2.1:5060", "udp/192.0.2.9:53", "udp/192.0.2.9:5060"],
            table.Services.Select(service => service.Key.ToString()));
        Assert.Equal([1, 0, 0, 1, 0], table.Services.Select(service => service.RealServers.Count));
    }

    private static (string Address, int Port, string Forward) Of(RealServer server) =>
        (server.Address.ToString(), server.Port, server.Forward);

    /// <summary>Without what the model leaves out: the words after the scheduler.</summary>
    private static string Shown(string text)
    {
        string[] leftOut = [" persistent ", " ops"];
        var lines = text.Split('\n').Select(line => leftOut.Select(words => line.IndexOf(words, StringComparison.Ordinal))
            .Where(at => at >= 0).Select(at => line[..at]).FirstOrDefault(line));
        return string.Join('\n', lines);
    }

    private static IpvsTable Read(string text) => IpvsTableParser.Parse(Encoding.UTF8.GetBytes(text)).Value;

    private static string Capture(string name) => Repository.Fixture($"ipvsadm/1.31/{name}");
}
