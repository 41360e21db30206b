using System.Diagnostics;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

public sealed class BaselineFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("baseline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_file_that_holds_router_bgp_counts()
    {
        var zebra = File("frr.conf", "hostname dc1\nlog syslog\n");
        var bgpd = File("bgpd.conf", "router bgp 64699\n network 192.0.2.1/32 route-map BGP1\n");
        var quagga = File("Quagga.conf", "router bgp 64700\n");

        var baseline = BaselineFile.ReadFirst([Path.Combine(_folder, "missing"), zebra, bgpd, quagga]).Value;

        Assert.Equal((bgpd, "router bgp 64699"), (baseline.Path, baseline.Configuration.Instances[0].Line));
    }

    [Fact]
    public void Where_none_does_each_says_why()
    {
        var none = File("frr.conf", "hostname dc1\n");
        var empty = File("bgpd.conf", "");
        var missing = Path.Combine(_folder, "no", "such.conf");

        Assert.Equal($"{none}: holds no 'router bgp'", BaselineFile.Read(none).Failure?.ToString());
        Assert.Equal($"{missing}: is missing", BaselineFile.Read(missing).Failure?.ToString());
        Assert.Equal(
            $"start-up configuration: no 'router bgp' found ({none}: holds no 'router bgp'; {empty}: is empty, or no regular file; {missing}: is missing)",
            BaselineFile.ReadFirst([none, empty, missing]).Failure?.ToString());
    }

    [Fact]
    public void One_that_cannot_be_understood_ends_the_search()
    {
        var broken = File("frr.conf", "router bgp 64699\n network 192.0.2.300/32\n");
        var good = File("bgpd.conf", "router bgp 64699\n");

        Assert.Equal(
            $"{broken}: line 2: 'network 192.0.2.300/32' holds no prefix that can be read",
            BaselineFile.ReadFirst([broken, good]).Failure?.ToString());
    }

    [Fact]
    public void What_is_no_regular_file_does_not_hang()
    {
        var fifo = Path.Combine(_folder, "fifo");
        using (var made = Process.Start("mkfifo", fifo))
            made.WaitForExit();
        var link = Path.Combine(_folder, "link");
        System.IO.File.CreateSymbolicLink(link, fifo);

        Assert.Equal($"{fifo}: is empty, or no regular file", BaselineFile.Read(fifo).Failure?.ToString());
        Assert.Equal($"{link}: is empty, or no regular file", BaselineFile.Read(link).Failure?.ToString());
        Assert.Equal("/dev/zero: is empty, or no regular file", BaselineFile.Read("/dev/zero").Failure?.ToString());
        Assert.Equal($"{_folder}: is a folder", BaselineFile.Read(_folder).Failure?.ToString());
    }

    [Fact]
    public void A_link_to_a_file_is_followed()
    {
        var link = Path.Combine(_folder, "link");
        System.IO.File.CreateSymbolicLink(link, File("bgpd.conf", "router bgp 64699\n"));

        Assert.Equal(link, BaselineFile.Read(link).Value.Path);
    }

    [Fact]
    public void More_than_16_MiB_are_refused()
    {
        var path = File("bgpd.conf", "router bgp 64699\n");
        using (var file = System.IO.File.OpenWrite(path))
            file.SetLength((16 * 1024 * 1024) + 1);

        Assert.Equal($"{path}: cannot be read: it is larger than 16777216 bytes, or grew meanwhile", BaselineFile.Read(path).Failure?.ToString());
    }

    /// <summary>sysfs denies the reading of a write-only file to root, too, so that this says the same under any user.</summary>
    [Fact]
    public void A_file_that_we_may_not_read_is_told_as_a_denial_and_ends_the_search()
    {
        var hidden = Directory.GetDirectories("/sys/bus").Select(bus => $"{bus}/drivers_probe").First(System.IO.File.Exists);

        var failure = BaselineFile.ReadFirst([hidden, File("bgpd.conf", "router bgp 64699\n")]).Failure;

        Assert.Equal((FailureKind.NotPermitted, hidden), (failure?.Kind, failure?.Subject));
    }

    [Theory]
    [InlineData("frr-8.4.4/d-bgpd-show-running-config")]
    [InlineData("quagga-1.2.3/show-running-config-bgpd")]
    [InlineData("frr-10.7.0/d-bgpd-show-running-config-no-header")]
    public void What_write_memory_saves_is_a_baseline(string capture)
    {
        var baseline = BaselineFile.Read(File("bgpd.conf", Capture.Read(capture).Output)).Value;

        Assert.Equal(4, Assert.Single(baseline.Configuration.Instances).Statements.Count);
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
