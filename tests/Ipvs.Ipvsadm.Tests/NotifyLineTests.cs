using System.Text;
using Ipvs.Ipvsadm.Model;
using Testing;

namespace Ipvs.Ipvsadm.Tests;

/// <summary>What keepalived 2.2.7 wrote into its `lvs_notify_fifo`, and what else can come out of a FIFO.</summary>
public class NotifyLineTests
{
    [Theory]
    [InlineData("lvs-notify-fifo.lines", 16, 16)]
    [InlineData("lvs-notify-fifo-fwmark.lines", 3, 4)]
    public void Every_line_that_keepalived_wrote_is_known(string capture, int services, int servers)
    {
        var lines = Repository.Fixture($"keepalived/2.2.7/{capture}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var read = lines.Select(line => Parse(line)).ToList();

        Assert.Equal(lines, read.Select(line => $"{(line!.Subject == NotifySubject.RealServer ? "RS" : "VS")} {line.Place} {(line.IsUp ? "UP" : "DOWN")}"));
        Assert.Equal((services, servers), (read.Count(line => line!.Subject == NotifySubject.VirtualService), read.Count(line => line!.Subject == NotifySubject.RealServer)));
    }

    [Theory]
    [InlineData("VS [192.0.2.1]:tcp:80 UP", NotifySubject.VirtualService, "[192.0.2.1]:tcp:80", true)]
    [InlineData("RS [10.1.0.11]:none:0 FWM 7 DOWN", NotifySubject.RealServer, "[10.1.0.11]:none:0 FWM 7", false)]
    [InlineData("VS  a group of services   DOWN ", NotifySubject.VirtualService, "a group of services", false)]
    public void A_line_of_keepalived(string line, NotifySubject subject, string place, bool isUp) =>
        Assert.Equal(new NotifyLine(subject, place, isUp), Parse(line));

    [Theory]
    [InlineData("")]
    [InlineData("VS")]
    [InlineData("VS UP")]
    [InlineData("UP VS")]
    [InlineData("VS [192.0.2.1]:tcp:80")]
    [InlineData("VS [192.0.2.1]:tcp:80 up")]
    [InlineData("VS [192.0.2.1]:tcp:80 UP\r")]
    [InlineData("VS [192.0.2.1]:tcp:80 UP VS")]
    [InlineData("VSX [192.0.2.1]:tcp:80 UP")]
    [InlineData("INSTANCE \"VI_1\" MASTER 100")]
    [InlineData("VS [192.0.2.1]\0:tcp:80 UP")]
    public void Any_other_line(string line) => Assert.Null(Parse(line));

    [Fact]
    public void A_line_without_end() => Assert.Null(Parse($"VS {new string('x', 5000)} UP"));

    private static NotifyLine? Parse(string line) => NotifyLineParser.Parse(Encoding.Latin1.GetBytes(line));
}
