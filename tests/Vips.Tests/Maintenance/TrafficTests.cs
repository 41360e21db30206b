using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Maintenance;
using static Vips.Tests.World;

namespace Vips.Tests.Maintenance;

/// <summary>What a drain counts where ipvsadm counts beyond measure.</summary>
public class TrafficTests
{
    /// <summary>The parser takes 2^59 from each: a tool that lies so is traffic, and no end of the program.</summary>
    [Fact]
    public void Traffic_beyond_any_machine_is_much_traffic()
    {
        var rates = Enumerable.Range(1, 20).ToDictionary(port => Key($"tcp/192.0.2.1:{port}"), _ => 1L << 59);

        var traffic = Traffic.Of(
            Reading<IReadOnlyDictionary<ServiceKey, long>>.Known(rates), Reading<IpvsTable>.Unknown(Failed("ipvsadm")), InOrder.Policy,
            new HashSet<Prefix> { Prefix.Parse("192.0.2.1/32") });

        Assert.Equal(long.MaxValue, traffic.PacketsPerSecond);
    }
}
