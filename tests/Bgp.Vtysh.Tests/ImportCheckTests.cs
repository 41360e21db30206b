namespace Bgp.Vtysh.Tests;

/// <summary>Whether an instance originates only what is in a route, as the running configuration says or leaves unsaid.</summary>
public class ImportCheckTests
{
    private const string Line = "router bgp 64699";

    [Theory]
    [InlineData("frr version 8.4.4\n", "", true)]
    [InlineData("frr version 10.7.0-dev\n", "", true)]
    [InlineData("frr version 7.4\n", "", true)]
    [InlineData("frr version 7.3.1\n", "", false)]
    [InlineData("frr version 7\n", "", null)]
    [InlineData("frr version new\n", "", null)]
    [InlineData("frr version 8.\n", "", null)]
    [InlineData("frr version 6.9\n", "", false)]
    [InlineData("", "", false)] // Quagga
    [InlineData("", " bgp network import-check\n", true)]
    [InlineData("frr version 7.3.1\n", " bgp network import-check\n", true)]
    [InlineData("frr version 8.4.4\n", " no bgp network import-check\n", false)]
    [InlineData("frr version new\n", " no bgp network import-check\n", false)]
    public void By_its_line_else_by_the_default_of_the_version(string version, string line, bool? isOn) =>
        Assert.Equal(isOn, ImportCheckParser.IsOn($"{version}hostname dc1\n!\n{Line}\n bgp router-id 10.1.0.1\n{line} !\n address-family ipv4 unicast\nexit\n", Line));

    [Theory]
    [InlineData("router bgp 64699", true)]
    [InlineData("router bgp 64699 vrf RED", false)]
    [InlineData("router bgp 64700", null)]
    public void Of_the_instance_that_is_asked_for(string instance, bool? isOn) => Assert.Equal(
        isOn, ImportCheckParser.IsOn($"frr version 8.4.4\n{Line}\n neighbor 10.1.0.254 remote-as 64500\nexit\n!\n{Line} vrf RED\n no bgp network import-check\nexit\n", instance));
}
