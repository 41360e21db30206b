using System.Diagnostics;
using System.Globalization;
using Vips.Host.Settings;
using Vips.Host.Syslog;
using Vips.Notices;

namespace Vips.Host.Tests.Syslog;

public sealed class SystemLogTests : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);
    private readonly SystemLog _log;

    public SystemLogTests() => _log = new(new() { Socket = SocketPath }, _error);

    private string SocketPath => _folder.Of("log");

    public void Dispose()
    {
        _log.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Severity.Notice, "<13>")]
    [InlineData(Severity.Warning, "<12>")]
    [InlineData(Severity.Error, "<11>")]
    [InlineData(Severity.Critical, "<10>")]
    public void Severities_are_those_of_syslog(Severity severity, string priority)
    {
        using var daemon = new Receiver(SocketPath);
        _log.Write("vip_watchdog", severity, "text");

        var message = daemon.Next();

        Assert.StartsWith(priority, message, StringComparison.Ordinal);
        Assert.EndsWith(" vip_watchdog: text", message, StringComparison.Ordinal);
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void The_facility_is_the_configured_one()
    {
        Assert.True(Facility.TryParse("local3", out var facility));
        using var daemon = new Receiver(SocketPath);
        using var log = new SystemLog(new SyslogSettings { Facility = facility, Socket = SocketPath }, _error);
        log.Write("bgp_mgt", Severity.Notice, "text");

        Assert.StartsWith("<157>", daemon.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_is_byte_for_byte_what_logger_sends()
    {
        const string Line = "0 realservers available behind 192.0.2.1 > delete route";
        using var daemon = new Receiver(SocketPath);

        // Unless a second begins between the two.
        Assert.True(SpinWait.SpinUntil(SendBoth, TimeSpan.FromSeconds(20)));

        bool SendBoth()
        {
            Shell.Run("logger", "-u", SocketPath, "-t", "vip_watchdog", Line);
            _log.Write("vip_watchdog", Severity.Notice, Line);
            return daemon.Next() == daemon.Next();
        }
    }

    [Fact]
    public void Quotes_and_braces_stay_as_they_are()
    {
        using var daemon = new Receiver(SocketPath);
        _log.Write("bgp_mgt", Severity.Error, "vtysh said \"% {Unknown} command\" {{0}}");

        Assert.EndsWith(" bgp_mgt: vtysh said \"% {Unknown} command\" {{0}}", daemon.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_come_in_their_order()
    {
        using var daemon = new Receiver(SocketPath);
        for (var line = 0; line < 5; line++)
            _log.Write("t", Severity.Notice, $"{line}");

        Assert.Equal(["0", "1", "2", "3", "4"], daemon.All().Select(message => message[^1..]));
    }

    [Fact]
    public void Nothing_is_opened_before_the_first_line()
    {
        new SystemLog(new SyslogSettings { Socket = _folder.Of("none") }, _error).Dispose();

        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void Without_a_daemon_the_lines_go_to_stderr_with_the_reason_once()
    {
        _log.Write("t", Severity.Notice, "first");
        _log.Write("t", Severity.Error, "sec\nond");

        Assert.Equal(
            $"syslog: {SocketPath}: cannot connect: No such file or directory; its lines follow here\nt: first\nt: sec ond\n", _error.ToString());
    }

    [Fact]
    public void Where_nobody_listens_the_lines_go_to_stderr()
    {
        new Receiver(SocketPath).Dispose();
        _log.Write("t", Severity.Notice, "text");

        Assert.Equal($"syslog: {SocketPath}: cannot connect: Connection refused; its lines follow here\nt: text\n", _error.ToString());
    }

    [Fact]
    public void What_is_no_datagram_socket_is_no_daemon()
    {
        _folder.Write("log", "");
        _log.Write("t", Severity.Notice, "text");

        Assert.EndsWith("follow here\nt: text\n", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_too_long_for_a_socket_is_no_daemon()
    {
        using var log = new SystemLog(new SyslogSettings { Socket = _folder.Of(new string('a', 120)) }, _error);
        log.Write("t", Severity.Notice, "text");

        Assert.Contains("File name too long", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_daemon_that_does_not_read_costs_200_ms_in_the_whole_run_and_no_line()
    {
        using var daemon = new Receiver(SocketPath);
        _log.Write("t", Severity.Notice, "warm"); // Serilog's start is no wait
        var lines = Enumerable.Range(0, 2000).Select(line => $"t: line {line}").ToList(); // a queue takes up to 512 by default
        var begin = Stopwatch.GetTimestamp();

        foreach (var line in lines)
            _log.Write("t", Severity.Notice, line[3..]);

        // A budget for each line would be five minutes: a third of that is no machine's slowness.
        Assert.InRange(Stopwatch.GetElapsedTime(begin), Budget, Budget * lines.Count / 4);
        var error = _error.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal($"syslog: {SocketPath}: the daemon does not read; its lines follow here", error[0]);
        Assert.Equal(lines, daemon.All().Skip(1).Select(message => message[20..]).Concat(error.Skip(1)));
    }

    [Fact]
    public void A_slow_daemon_is_waited_for_within_the_budget()
    {
        using var connection = new SyslogConnection(SocketPath, TimeSpan.FromSeconds(20));
        using var daemon = new Receiver(SocketPath);
        var received = 0;
        var reader = new Thread(Read);
        reader.Start();
        for (var message = 0; message < 2000; message++)
            Assert.True(connection.Send("x"u8.ToArray()), connection.GaveUp);
        reader.Join();

        Assert.Equal(2000, received);

        void Read()
        {
            while (received < 2000)
            {
                Assert.Equal("x", daemon.Next());
                received++;
            }
        }
    }

    [Fact]
    public void The_budget_is_one_for_all_messages()
    {
        using var connection = new SyslogConnection(SocketPath, Budget);
        using var daemon = new Receiver(SocketPath);
        using var filler = new SyslogConnection(SocketPath, TimeSpan.Zero);
        while (filler.Send("x"u8.ToArray()))
            continue;

        // Each message alone would be delivered within the budget, and so all of them.
        for (var message = 0; message < 100 && connection.GaveUp is null; message++)
        {
            // Full whenever the connection sends; each time one place becomes free after 50 ms.
            var reader = new Thread(() =>
            {
                Thread.Sleep(50);
                daemon.Next();
            });
            reader.Start();
            connection.Send("y"u8.ToArray());
            reader.Join();
        }

        Assert.EndsWith("the daemon does not read", connection.GaveUp, StringComparison.Ordinal);
    }

    [Fact]
    public void A_daemon_that_was_restarted_gets_the_next_line()
    {
        using (var first = new Receiver(SocketPath))
        {
            _log.Write("t", Severity.Notice, "before");
            Assert.EndsWith("before", first.Next(), StringComparison.Ordinal);
        }

        File.Delete(SocketPath);
        using (var second = new Receiver(SocketPath))
        {
            _log.Write("t", Severity.Notice, "after");
            Assert.EndsWith("after", second.Next(), StringComparison.Ordinal);
        }

        File.Delete(SocketPath);
        using var third = new Receiver(SocketPath);
        _log.Write("t", Severity.Notice, "again");
        Assert.EndsWith("again", third.Next(), StringComparison.Ordinal);
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void A_daemon_that_ended_in_the_middle_leaves_the_rest_to_stderr()
    {
        using (var daemon = new Receiver(SocketPath))
            _log.Write("t", Severity.Notice, "before");

        _log.Write("t", Severity.Notice, "after");
        Assert.Equal($"syslog: {SocketPath}: cannot connect: Connection refused; its lines follow here\nt: after\n", _error.ToString());
    }

    [Fact]
    public void A_long_line_is_cut_and_the_next_one_is_whole()
    {
        using var daemon = new Receiver(SocketPath);
        _log.Write("t", Severity.Notice, new string('é', 10_000));
        _log.Write("t", Severity.Notice, "short");

        Assert.EndsWith("é...", daemon.Next(), StringComparison.Ordinal);
        Assert.EndsWith(" t: short", daemon.Next(), StringComparison.Ordinal);
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void A_message_that_the_kernel_finds_too_long_is_cut_to_1_KiB()
    {
        using var connection = new SyslogConnection(SocketPath, Budget);
        using var daemon = new Receiver(SocketPath);

        Assert.True(connection.Send(Enumerable.Repeat((byte)'a', 10_000_000).ToArray()), connection.GaveUp);

        Assert.Equal(new string('a', 1021) + "...", daemon.Next());
    }
}
