using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Tools.Execution;
using Vips.Host.Settings;

namespace Vips.Host.Syslog;

/// <summary>
/// Serilog's way into the syslog socket, and to stderr when there is none. (Serilog.Sinks.SyslogMessages is the package
/// for this; it cannot be restored here: facts, dotnet.md.)
/// </summary>
internal sealed class SyslogSink(SyslogSettings settings, TimeSpan budget, TextWriter error) : ILogEventSink, IDisposable
{
    private readonly SyslogConnection _connection = new(settings.Socket, budget);

    private bool _saidWhy;

    public void Emit(LogEvent logEvent)
    {
        var text = logEvent.RenderMessage(CultureInfo.InvariantCulture);
        if (_connection.Send(SyslogMessage.Format(settings.Facility, SeverityOf(logEvent.Level), logEvent.Timestamp, text)))
            return;

        if (!_saidWhy)
            error.WriteLine(PlainText.Line($"syslog: {_connection.GaveUp}; its lines follow here"));
        _saidWhy = true;
        error.WriteLine(PlainText.Line(text, SyslogMessage.LongestMessage));
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>Serilog has no notice: its everyday level is ours.</summary>
    private static int SeverityOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => 2,
        LogEventLevel.Error => 3,
        LogEventLevel.Warning => 4,
        LogEventLevel.Information => 5,
        _ => 7,
    };
}
