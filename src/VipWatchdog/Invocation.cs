using Vips;
using Vips.Host.Settings;
using Vips.Host.Syslog;
using Vips.Notices;
using VipWatchdog.Follow;
using VipWatchdog.Replay;
using VipWatchdog.Run;

namespace VipWatchdog;

/// <summary>What a command line asks for: one run, the process that stays, or a replay.</summary>
public static class Invocation
{
    /// <summary>Judges the configuration first: with a fault in it nothing is touched.</summary>
    public static ExitStatus Run(WatchdogOptions options)
    {
        if (options.Replay.Count > 0)
        {
            return ReplaySession.Run(options);
        }

        var stamp = options.Follow is null ? null : ConfigurationFile.StampOf(options.Config);
        var reading = ConfigurationFile.Read(options.Config);
        if (reading.Configuration is not { } configuration)
        {
            return Refuse(reading, options);
        }

        return options.Follow is { } fifo ? FollowSession.Run(options, fifo, configuration, stamp) : SingleRun.Run(configuration, options);
    }

    /// <summary>In syslog too: where cron's output goes to /dev/null nobody else would ever hear of it.</summary>
    private static ExitStatus Refuse(ConfigurationReading reading, WatchdogOptions options)
    {
        using var syslog = new SystemLog(new SyslogSettings(), TextWriter.Null);
        foreach (var fault in reading.Faults)
        {
            Console.Error.WriteLine(fault);
            syslog.Write(SyslogTags.Watchdog, Severity.Error, $"{fault}; nothing is watched");
        }

        return SingleRun.Refused(options, reading.Status, [.. reading.Faults.Select(fault => fault.ToString())]);
    }
}
