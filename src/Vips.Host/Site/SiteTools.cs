using System.Diagnostics;
using Bgp.Vtysh;
using Ipvs.Ipvsadm;
using Tools.Execution;
using Vips.Host.Machine;
using Vips.Host.Settings;

namespace Vips.Host.Site;

/// <summary>The readers and writers of one run, put together from the configuration; nothing is started or opened yet.</summary>
public sealed class SiteTools
{
    private readonly Stopwatch _run = Stopwatch.StartNew();
    private TimeSpan? _limit;

    /// <param name="configuration">Paths, options and deadlines.</param>
    /// <param name="limit">The whole run ends within this; null for no limit before <see cref="Limit"/> sets one.</param>
    public SiteTools(Configuration configuration, TimeSpan? limit)
    {
        _limit = limit;
        Runner = new ToolRunner(TimeLeft, Times.Add);
        var bgp = configuration.Bgp;
        Vtysh = new Vtysh(
            Runner, new(bgp.Vtysh, bgp.VtyshOptions, bgp.Suite), VtyshDeadlines.Default with { Read = bgp.ReadTimeout, Write = bgp.WriteTimeout });
        var ipvsadm = new Ipvsadm(Runner, configuration.Ipvs.Ipvsadm, configuration.Ipvs.Timeout);
        Clock = new BootClock(TimeProvider.System);
        Reader = new(configuration, Vtysh, ipvsadm, new Keepalived(configuration.Ipvs.KeepalivedPidfile), Clock);
        Witness = new(Runner, bgp.Witness, bgp.WitnessTimeout);
        Ipvsadm = ipvsadm;
        Applier = new(Vtysh, new ReadBack(Vtysh, TimeProvider.System, Thread.Sleep), Reader, TimeLeft);
    }

    public ToolRunner Runner { get; }

    /// <summary>What the tools have cost so far.</summary>
    public ToolTimes Times { get; } = new();

    public TimeSpan Elapsed => _run.Elapsed;

    public Vtysh Vtysh { get; }

    public BootClock Clock { get; }

    public SiteReader Reader { get; }

    public Witness Witness { get; }

    public Ipvsadm Ipvsadm { get; }

    public PlanApplier Applier { get; }

    /// <summary>From now on the run ends within this; null for no limit.</summary>
    public void Limit(TimeSpan? limit) => _limit = limit is { } most ? _run.Elapsed + most : null;

    /// <summary>Until the run's limit; a day where there is none.</summary>
    public TimeSpan TimeLeft() => _limit is { } limit ? limit - _run.Elapsed : TimeSpan.FromDays(1);
}
