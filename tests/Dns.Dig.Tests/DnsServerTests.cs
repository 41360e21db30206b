using Dns.Dig.Model;

namespace Dns.Dig.Tests;

public sealed class DnsServerTests
{
    [Theory]
    [InlineData("192.0.2.53", "192.0.2.53", 53)]
    [InlineData("192.0.2.53#53", "192.0.2.53", 53)]
    [InlineData("192.0.2.53#5300", "192.0.2.53#5300", 5300)]
    [InlineData("2001:db8::53", "2001:db8::53", 53)]
    [InlineData("2001:db8::53#5300", "2001:db8::53#5300", 5300)]
    [InlineData("[2001:db8::53]#5300", "2001:db8::53#5300", 5300)]
    [InlineData("[2001:db8::53]", "2001:db8::53", 53)]
    public void Takes_an_address_with_or_without_port(string text, string written, int port)
    {
        Assert.True(DnsServer.TryParse(text, out var server));
        Assert.Equal((written, port), (server.ToString(), server.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ns.example.net")]
    [InlineData("192.0.2.53:53")]
    [InlineData("[192.0.2.53]")]
    [InlineData("192.0.2.53#")]
    [InlineData("192.0.2.53#0")]
    [InlineData("192.0.2.53#65536")]
    [InlineData("192.0.2.53#-1")]
    [InlineData("192.0.2.53# 53")]
    [InlineData("fe80::1%eth0")]
    [InlineData("010.0.0.1")]
    public void Refuses_anything_else(string text) => Assert.False(DnsServer.TryParse(text, out _));
}
