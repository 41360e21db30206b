using System.Globalization;
using System.Text;
using Ipvs.Ipvsadm;
using Vips;
using Vips.Following;
using Vips.Host.Following;
using Vips.Host.Settings;
using Vips.Notices;

namespace VipWatchdog.Follow;

/// <summary>
/// Listens, sleeps, and runs when <see cref="RunSchedule"/> says so. What is told between two runs only makes the next one
/// come; each run reads, decides and changes by itself, as cron's does.
/// </summary>
/// <param name="sources">Who tells it something.</param>
/// <param name="wakeUp">The sleep.</param>
/// <param name="manager">systemd.</param>
/// <param name="log">What is said besides the runs.</param>
/// <param name="run">One run.</param>
/// <param name="every">From the end of a run to the next when nothing is told.</param>
/// <param name="elapsed">A clock that is never stepped.</param>
internal sealed class FollowLoop(
    FollowSources sources, WakeUp wakeUp, ServiceManager manager, FollowLog log, Func<Configuration, ExitStatus> run, TimeSpan every, Func<TimeSpan> elapsed)
{
    /// <summary>How often keepalived's process, the FIFO's name and the configuration are looked at.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private KeepalivedWatch _keepalived = new(sources.Current.Value.Ipvs.KeepalivedPidfile);
    private RunSchedule _schedule = new();
    private string? _lost;
    private long _runs;

    /// <summary>Returns when it is told to end, after the run in hand.</summary>
    public void Run()
    {
        while (!sources.Signals.WantsEnd)
        {
            manager.Alive();
            Listen();
            Check();
            var wait = _schedule.Due(new(sources.Current.Value.Watchdog.Settle, every)) - elapsed();
            if (wait <= TimeSpan.Zero)
            {
                RunOnce();
            }
            else
            {
                wakeUp.Sleep(sources.Fifo, wait < Beat ? wait : Beat);
            }
        }
    }

    private void RunOnce()
    {
        var status = run(sources.Current.Value);
        _schedule = RunSchedule.AfterRun(elapsed());
        _runs++;
        _keepalived.Look();
        manager.Status(string.Create(CultureInfo.InvariantCulture,
            $"following {sources.Path}; run {_runs} ended with {(int)status}{(_lost is null ? "" : "; the FIFO is lost")}{(sources.Current.IsOutdated ? "; the configuration has a fault, an older one is in force" : "")}"));
    }

    /// <summary>What was told since: by keepalived, by signals.</summary>
    private void Listen()
    {
        var told = false;
        sources.Fifo.Read(line =>
        {
            if (NotifyLineParser.Parse(line) is null)
            {
                log.Stranger(sources.Path, Encoding.ASCII.GetString(line.Length > 60 ? line[..60] : line));
                return;
            }

            told = true;
        });
        if (told)
        {
            _schedule = _schedule.Told(elapsed());
        }

        if (sources.Signals.TakeRun())
        {
            _schedule = _schedule.Asked();
        }

        if (sources.Signals.TakeReading())
        {
            Use(sources.Current.Read(), "SIGHUP");
        }
    }

    /// <summary>What nobody tells: keepalived's end, a FIFO that was removed, a configuration that was written.</summary>
    private void Check()
    {
        if (_keepalived.HasEnded())
        {
            _schedule = _schedule.Told(elapsed());
        }

        if (!sources.Fifo.IsInPlace())
        {
            OpenAnew();
        }

        if (sources.Current.ReadIfChanged(elapsed()) is { } reading)
        {
            Use(reading, "its file has changed");
        }
    }

    private void Use(ConfigurationReading reading, string why)
    {
        log.Read(reading, why);
        _keepalived = new(sources.Current.Value.Ipvs.KeepalivedPidfile);
        _schedule = _schedule.Asked();
    }

    /// <summary>Lines may have been lost, so it counts as one. While it cannot be opened each beat tries, and `every` goes on.</summary>
    private void OpenAnew()
    {
        var failure = sources.Fifo.OpenAnew()?.ToString();
        if (failure is null)
        {
            _schedule = _schedule.Told(elapsed());
            log.Tell(Severity.Notice, $"{sources.Path} was removed or replaced, and is opened anew");
        }
        else if (failure != _lost)
        {
            log.Tell(Severity.Error, $"{failure}; keepalived's word does not come, and a run is made every {Durations.Write(every)}");
        }

        _lost = failure;
    }
}
