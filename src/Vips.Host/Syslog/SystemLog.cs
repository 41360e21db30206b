using Serilog;
using Serilog.Core;
using Serilog.Events;
using Vips.Host.Settings;
using Vips.Notices;

namespace Vips.Host.Syslog;

/// <summary>
/// The lines that operators follow: `tail -f /var/log/syslog | egrep "bgp|vip"`. Nothing is opened before the first
/// line: a run that changes nothing costs nothing. Never throws, and never waits for longer than 200 ms in a whole run;
/// what the daemon does not take goes to stderr.
/// </summary>
/// <param name="settings">`syslog`.</param>
/// <param name="error">stderr.</param>
public sealed class SystemLog(SyslogSettings settings, TextWriter error) : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    private SyslogSink? _sink;
    private Logger? _logger;

    /// <summary>One error to the usual socket, for what ends a program before or beside its configuration.</summary>
    public static void WriteOnce(string tag, string text)
    {
        using var syslog = new SystemLog(new SyslogSettings(), TextWriter.Null);
        syslog.Write(tag, Severity.Error, text);
    }

    /// <param name="tag">`bgp_mgt` or `vip_watchdog` (<see cref="Lines"/>).</param>
    /// <param name="severity">How bad.</param>
    /// <param name="text">One line; control characters become blanks.</param>
    public void Write(string tag, Severity severity, string text) =>
        (_logger ??= Open()).Write(LevelOf(severity), "{Tag:l}: {Text:l}", tag, text);

    public void Dispose()
    {
        _logger?.Dispose();
        _sink?.Dispose();
    }

    private Logger Open()
    {
        _sink = new(settings, Budget, error);
        return new LoggerConfiguration().WriteTo.Sink(_sink).CreateLogger();
    }

    private static LogEventLevel LevelOf(Severity severity) => severity switch
    {
        Severity.Notice => LogEventLevel.Information,
        Severity.Warning => LogEventLevel.Warning,
        Severity.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
