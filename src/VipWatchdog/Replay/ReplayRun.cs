using Net.Prefixes;
using Vips.Host.Director;
using Vips.Host.Recording;
using Vips.Host.Settings;
using Vips.Host.State;
using Vips.Watchdog;
using VipWatchdog.Assessing;

namespace VipWatchdog.Replay;

/// <summary>Decides a recorded run again, by the code of a live one: <see cref="Assessor"/> on the record in place of the machine.</summary>
internal static class ReplayRun
{
    /// <summary>The configuration of the recorded run, or its first fault.</summary>
    internal static (Configuration? Configuration, string? Fault) ConfigurationOf(Bundle bundle)
    {
        var reading = ConfigurationParser.Parse("its configuration", bundle.Configuration);
        return (reading.Configuration, reading.Configuration is null ? reading.Faults[0].ToString() : null);
    }

    /// <param name="bundle">What was read.</param>
    /// <param name="configuration">Whose tools, files and instance are the recorded ones; its rules may be others.</param>
    internal static ReplayedBundle Run(Bundle bundle, Configuration configuration)
    {
        var replayed = new ReplayedRun(bundle);
        var readers = DirectorReaders.Of(configuration, replayed, replayed);
        var store = new StateStore(new StateDirectory(configuration.StateDir, replayed), isReadOnly: true);
        var assessor = new Assessor(replayed, store, readers.Reader, readers.Witness, TimeSpan.Zero, static _ => { }) { Also = _ => replayed.AskedFor() };

        var first = Pass(bundle, assessor, new HashSet<Prefix>());
        var waiting = first.Assessment.Judgement.ForSecondPass;
        ReplayedPass[] passes = bundle.DryRun || waiting.Count == 0 ? [first] : [first, Pass(bundle, assessor, waiting.ToHashSet())];
        return new(passes, Differences(bundle, passes), replayed.Lacks);
    }

    private static ReplayedPass Pass(Bundle bundle, Assessor assessor, IReadOnlySet<Prefix> leftByFirstPass)
    {
        var assessment = assessor.Assess(DateTimeOffset.UnixEpoch, bundle.HoldsAlone ? RunScope.HoldsAlone : RunScope.Whole, bundle.WithoutLock, leftByFirstPass);
        return new(assessment, Judgement.PlanOf(assessment.Decisions), WatchdogStatus.Of(assessment.Judgement.Permissions, assessment.Decisions));
    }

    private static List<Prefix> Differences(Bundle bundle, ReplayedPass[] passes)
    {
        var differs = new SortedSet<Prefix>();
        for (var pass = 0; pass < Math.Max(passes.Length, bundle.Passes.Count); pass++)
        {
            var then = pass < bundle.Passes.Count ? bundle.Passes[pass].Decided : [];
            var now = pass < passes.Length ? passes[pass].Assessment.Decisions.Select(RunRecorder.Of) : [];
            var both = then.Concat(now).GroupBy(decision => decision.Prefix);
            differs.UnionWith(both.Where(vip => vip.Count() != 2 || Said(vip.First()) != Said(vip.Last())).Select(vip => vip.Key));
        }

        return [.. differs];
    }

    private static (string Rule, string Action) Said(RecordedDecision decision) => (decision.Rule, decision.Action);
}
