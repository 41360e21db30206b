using System.Globalization;
using System.Text;
using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.Following;

/// <summary>
/// What systemd is told of a service that stays (sd_notify(3)): a datagram of NAME=VALUE lines. Without a manager nothing
/// is sent, and one that does not read keeps nobody waiting.
/// </summary>
/// <param name="socket">NOTIFY_SOCKET: a path, or an abstract name behind @; null without a manager.</param>
/// <param name="patience">WATCHDOG_USEC: a service that says nothing for so long is ended; null where nobody waits for it.</param>
public sealed class ServiceManager(string? socket, TimeSpan? patience)
{
    private const int LongestText = 200;

    /// <summary>WATCHDOG_PID names the process that is meant: a child of the service inherits the variables.</summary>
    public static ServiceManager OfEnvironment() => new(
        Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 } socket ? socket : null,
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds > 0 && microseconds < TimeSpan.FromDays(366).TotalMicroseconds
            && Environment.GetEnvironmentVariable("WATCHDOG_PID") is var pid
            && (string.IsNullOrEmpty(pid) || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
                ? TimeSpan.FromMicroseconds(microseconds)
                : null);

    /// <summary>How long it waits for a sign of life; null: it does not.</summary>
    public TimeSpan? Patience { get; } = socket is null ? null : patience;

    /// <summary>Why the last message did not go; null while they go.</summary>
    public string? Failure { get; private set; }

    public void Ready(string status) => Send($"READY=1\nSTATUS={PlainText.Line(status, LongestText)}");

    public void Status(string status) => Send($"STATUS={PlainText.Line(status, LongestText)}");

    public void Stopping(string status) => Send($"STOPPING=1\nSTATUS={PlainText.Line(status, LongestText)}");

    /// <summary>A sign of life.</summary>
    public void Alive()
    {
        if (Patience is not null)
            Send("WATCHDOG=1");
    }

    /// <summary>A socket for each: the manager may have been executed anew since.</summary>
    private void Send(string message)
    {
        if (socket is null)
            return;

        try
        {
            using var connection = DatagramSocket.Connect(socket);
            var outcome = connection.Send(Encoding.UTF8.GetBytes(message));
            Failure = outcome == SendOutcome.Sent ? null : $"{socket}: the service manager takes no message ({outcome})";
        }
        catch (PosixException failure)
        {
            Failure = failure.Message;
        }
    }
}
