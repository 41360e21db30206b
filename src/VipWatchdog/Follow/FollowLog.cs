using Vips;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Host.Syslog;
using Vips.Notices;

namespace VipWatchdog.Follow;

/// <summary>What the process that stays says of itself; its runs say the rest.</summary>
/// <param name="settings">The syslog of the configuration in force.</param>
/// <param name="isDry">A dry run logs nothing.</param>
internal sealed class FollowLog(Func<SyslogSettings> settings, bool isDry)
{
    private bool _toldOfStranger;

    public void Tell(Severity severity, string text)
    {
        using var syslog = new SystemLog(settings(), Console.Error);
        var log = new OperatorLog(Console.Out, Console.Error, syslog, isQuiet: false);
        if (severity == Severity.Notice)
        {
            log.Print($"{SyslogTags.Watchdog}: {text}");
        }
        else
        {
            log.Complain($"{SyslogTags.Watchdog}: {text}");
        }

        if (!isDry)
        {
            log.Note(SyslogTags.Watchdog, new("follow", severity, text));
        }
    }

    /// <summary>Once: whoever writes one writes many.</summary>
    public void Stranger(string fifo, string line)
    {
        if (!_toldOfStranger)
        {
            Tell(Severity.Warning, $"{fifo}: ignored, as every such line: '{line}' is no VS or RS line of keepalived");
        }

        _toldOfStranger = true;
    }

    /// <summary>A configuration that was read again; one with faults changes nothing.</summary>
    public void Read(ConfigurationReading reading, string why)
    {
        foreach (var fault in reading.Faults)
        {
            Tell(Severity.Error, $"{fault}; the configuration that was read before stays in force");
        }

        if (reading.Configuration is not null)
        {
            Tell(Severity.Notice, $"the configuration is read again: {why}");
        }
    }
}
