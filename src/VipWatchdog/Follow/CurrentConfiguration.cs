using Vips.Host.Settings;

namespace VipWatchdog.Follow;

/// <summary>
/// The configuration that the next run uses: the last one without a fault. Read again when asked, and when the file is
/// another one: cron's run beside us reads it each minute, and two runs with two thresholds would take a VIP off and put
/// it back for ever.
/// </summary>
/// <param name="path">Of `--config`; null for the default place.</param>
/// <param name="first">What it said at the start.</param>
/// <param name="stamp">Taken before that was read.</param>
internal sealed class CurrentConfiguration(string? path, Configuration first, ConfigurationStamp? stamp)
{
    /// <summary>A file that is being written, or replaced in two steps, is no configuration yet.</summary>
    private static readonly TimeSpan Stillness = TimeSpan.FromSeconds(2);

    private ConfigurationStamp? _read = stamp;
    private ConfigurationStamp? _seen = stamp;
    private TimeSpan _seenAt;

    public Configuration Value { get; private set; } = first;

    /// <summary>The file has a fault, and <see cref="Value"/> is an older one.</summary>
    public bool IsOutdated { get; private set; }

    /// <summary>Reads it, and uses it when it has no fault.</summary>
    public ConfigurationReading Read()
    {
        _seen = _read = ConfigurationFile.StampOf(path);
        var reading = ConfigurationFile.Read(path);
        IsOutdated = reading.Configuration is null;
        Value = reading.Configuration ?? Value;
        return reading;
    }

    /// <summary>Reads it when it has changed and lain still since.</summary>
    /// <param name="now">Of a clock that is never stepped.</param>
    /// <returns>Null when it is the one that was read.</returns>
    public ConfigurationReading? ReadIfChanged(TimeSpan now)
    {
        var stamp = ConfigurationFile.StampOf(path);
        if (stamp != _seen)
        {
            (_seen, _seenAt) = (stamp, now);
        }

        return _seen != _read && now - _seenAt >= Stillness ? Read() : null;
    }
}
