using Testing;

namespace VipWatchdog.Tests;

/// <summary>A run without a change starts as many processes for 1,000 VIPs as for one, and one more for each further 1,000.</summary>
public sealed class ProcessCountTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(1000, 3)]
    [InlineData(1001, 4)]
    public void Processes_of_a_run_without_a_change(int vips, int processes)
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        string[] addresses = [.. Enumerable.Range(0, vips).Select(n => $"198.18.{n / 250}.{n % 250}")];
        var statements = string.Concat(addresses.Select(address => $"  network {address}/32 route-map BGP1\n"));
        var others = string.Join('\n', FakeSite.Configuration.Split('\n').Where(line => !line.StartsWith("  network ", StringComparison.Ordinal)));
        site.Baseline = site.Bgpd.Running = others.Replace(" address-family ipv4 unicast\n", $" address-family ipv4 unicast\n{statements}", StringComparison.Ordinal);
        site.Table([.. addresses.Select(address => ($"{address}:80", 2))]);

        Golden.Same("exit 0", site.Transcript());
        Assert.Equal(processes, site.Fakes.Calls().Count);
    }
}
