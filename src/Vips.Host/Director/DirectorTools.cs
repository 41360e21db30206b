using System.Diagnostics;
using Bgp.Vtysh;
using Ipvs.Ipvsadm;
using Tools.Execution;
using Vips.Host.Machine;
using Vips.Host.Recording;
using Vips.Host.Settings;

namespace Vips.Host.Director;

/// <summary>The readers and writers of one run, put together from the configuration; nothing is started or opened yet.</summary>
public sealed class DirectorTools
{
    private readonly Stopwatch _run = Stopwatch.StartNew();
    private readonly RunRecorder? _recorder;
    private TimeSpan? _limit;

    /// <param name="configuration">Paths, options and deadlines.</param>
    /// <param name="limit">The whole run ends within this; null for no limit before <see cref="Limit"/> sets one.</param>
    /// <param name="recorder">Is given what is read; null where nobody keeps it.</param>
    public DirectorTools(Configuration configuration, TimeSpan? limit, RunRecorder? recorder = null)
    {
        _limit = limit;
        _recorder = recorder;
        Runner = new ToolRunner(TimeLeft, Ended);
        Clock = new BootClock(TimeProvider.System);
        Source = new LiveDirector(new Keepalived(configuration.Ipvs.KeepalivedPidfile), Clock, recorder);
        var readers = DirectorReaders.Of(configuration, Runner, Source);
        Vtysh = readers.Vtysh;
        Ipvsadm = readers.Ipvsadm;
        Reader = readers.Reader;
        Witness = readers.Witness;
        Applier = new(Vtysh, new ReadBack(Vtysh, TimeProvider.System, Thread.Sleep), Reader, TimeLeft);
    }

    public ToolRunner Runner { get; }

    /// <summary>What the tools have cost so far.</summary>
    public ToolTimes Times { get; } = new();

    public TimeSpan Elapsed => _run.Elapsed;

    public Vtysh Vtysh { get; }

    public BootClock Clock { get; }

    public IDirectorSource Source { get; }

    public DirectorReader Reader { get; }

    public Witness Witness { get; }

    public Ipvsadm Ipvsadm { get; }

    public PlanApplier Applier { get; }

    /// <summary>From now on the run ends within this; null for no limit.</summary>
    public void Limit(TimeSpan? limit) => _limit = limit is { } most ? _run.Elapsed + most : null;

    /// <summary>Until the run's limit; a day where there is none.</summary>
    public TimeSpan TimeLeft() => _limit is { } limit ? limit - _run.Elapsed : TimeSpan.FromDays(1);

    private void Ended(ToolResult result)
    {
        Times.Add(result);
        _recorder?.Tool(result);
    }
}
