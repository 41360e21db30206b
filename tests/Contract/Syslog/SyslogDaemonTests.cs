using System.Net.Sockets;
using System.Text;

namespace Contract.Syslog;

/// <summary>What rsyslogd makes of datagrams on its socket: what our own lines must withstand.</summary>
public class SyslogDaemonTests(SyslogDaemon daemon) : IClassFixture<SyslogDaemon>
{
    [SyslogFact]
    public void A_datagram_with_priority_and_tag_becomes_a_line_of_that_facility_severity_and_tag()
    {
        Send("<13>bgp_mgt: Deleting route to 2001:db8::1/128");
        Assert.Equal([new("user", "notice", "bgp_mgt", "Deleting route to 2001:db8::1/128")], daemon.Lines("bgp_mgt", 1));
    }

    [SyslogFact]
    public void A_time_stamp_before_the_tag_is_taken_off()
    {
        Send("<11>Nov 25 07:00:00 with_time: 0 realservers available behind 192.0.2.1 > delete route");
        Assert.Equal([new("user", "err", "with_time", "0 realservers available behind 192.0.2.1 > delete route")], daemon.Lines("with_time", 1));
    }

    [SyslogFact]
    public void What_logger_sends_is_what_the_operator_greps_for()
    {
        Host.Run("logger", ["-u", daemon.Socket, "-p", "user.crit", "-t", "by_logger", "more than half would go"]);
        Assert.Equal([new("user", "crit", "by_logger", "more than half would go")], daemon.Lines("by_logger", 1));
        var line = Poll.Until(() => File.ReadAllLines(daemon.LogFile).LastOrDefault(text => text.Contains("by_logger", StringComparison.Ordinal)), text => text is not null);
        Assert.Matches("^[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [^ ]+ by_logger: more than half would go$", line);
    }

    [SyslogFact]
    public void A_line_feed_inside_a_message_makes_no_second_line()
    {
        Send("<13>forged: one\n<10>bgp_mgt_forged: two");
        Assert.Equal("one#012<10>bgp_mgt_forged: two", Assert.Single(daemon.Lines("forged", 1)).Text);
        Assert.Empty(daemon.Lines("bgp_mgt_forged"));
    }

    [SyslogTheory]
    [InlineData(8000, 8000)]
    [InlineData(9000, 8192)]
    public void A_message_is_cut_at_8_KiB(int sent, int most)
    {
        var tag = $"long_{sent}";
        Send($"<13>{tag}: {new string('x', sent)}");
        Assert.InRange(Assert.Single(daemon.Lines(tag, 1)).Text.Length, Math.Min(sent, 8000), most);
    }

    [SyslogFact]
    public void A_stopped_daemon_lets_a_sender_block_when_its_queue_is_full()
    {
        daemon.Stop();
        using var socket = Connect();
        socket.SendTimeout = 100;
        var refused = Assert.Throws<SocketException>(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                socket.Send(Encoding.ASCII.GetBytes("<13>flood: x"));
            }
        });
        Assert.Contains(refused.SocketErrorCode, (SocketError[])[SocketError.TimedOut, SocketError.WouldBlock]);
        daemon.Continue();
        Assert.NotEmpty(daemon.Lines("flood", 1));
    }

    [SyslogFact]
    public void After_a_restart_an_old_connection_is_refused_and_a_new_one_is_served()
    {
        using var old = Connect();
        daemon.End();
        Assert.Throws<SocketException>(() => old.Send(Encoding.ASCII.GetBytes("<13>lost: x")));
        daemon.Start();
        Assert.Throws<SocketException>(() => old.Send(Encoding.ASCII.GetBytes("<13>lost: x")));
        Send("<13>again: x");
        Assert.Single(daemon.Lines("again", 1));
        Assert.Empty(daemon.Lines("lost"));
    }

    private void Send(string datagram)
    {
        using var socket = Connect();
        socket.Send(Encoding.UTF8.GetBytes(datagram));
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(daemon.Socket));
        return socket;
    }
}
