using Ipvs.Ipvsadm.Model;
using Vips.Policies;

namespace Vips.Tests.Policies;

/// <summary>`tcp/80`, `fwm/7`: what the configuration and `status` call a virtual service.</summary>
public class ServiceNameTests
{
    [Theory]
    [InlineData("tcp/80", IpvsProtocol.Tcp, 80u)]
    [InlineData("udp/53", IpvsProtocol.Udp, 53u)]
    [InlineData("sctp/2905", IpvsProtocol.Sctp, 2905u)]
    [InlineData("tcp/0", IpvsProtocol.Tcp, 0u)]
    [InlineData("tcp/65535", IpvsProtocol.Tcp, 65535u)]
    [InlineData("fwm/4294967295", IpvsProtocol.FirewallMark, 4294967295u)]
    public void A_service_name_is_read_and_written(string text, IpvsProtocol protocol, uint number)
    {
        Assert.True(ServiceName.TryParse(text, out var name));
        Assert.Equal(new(protocol, number), name);
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tcp")]
    [InlineData("tcp/")]
    [InlineData("/80")]
    [InlineData("TCP/80")]
    [InlineData("icmp/8")]
    [InlineData("tcp/65536")]
    [InlineData("tcp/-1")]
    [InlineData("tcp/ 80")]
    [InlineData("tcp/80/")]
    [InlineData("fwm/4294967296")]
    public void A_service_name_that_is_none_is_refused(string text) => Assert.False(ServiceName.TryParse(text, out _));
}
