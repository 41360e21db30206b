using System.Text;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Ipvs.Ipvsadm.Tests;

public class LargeTableTests
{
    [Fact]
    public void Ten_thousand_services_of_ten_real_servers_cost_little_more_memory_than_the_model_itself()
    {
        var servers = Enumerable.Range(1, 10)
            .Select(host => new RealServer(IpAddress.Parse($"2001:db8:1::{host:x}"), 80, "Tunnel", 1, 0, 0)).ToArray();
        var services = Enumerable.Range(0, 10_000)
            .Select(i => new VirtualService(new(IpvsProtocol.Tcp, IpAddress.Parse($"10.0.{i / 100}.{i % 100}"), 80, 0), "wlc", servers)).ToArray();
        var bytes = Encoding.ASCII.GetBytes(TableText.Of(new(services)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = IpvsTableParser.Parse(bytes).Value;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(100_000, table.Services.Sum(service => service.RealServers.Count));

        // 100,000 real servers of 96 bytes, 10,000 services and their keys; a string a field would be 30 MB more.
        Assert.InRange(allocated, 0, 16_000_000);
    }
}
