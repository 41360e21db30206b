using System.Globalization;
using Fuzz.Tests.Mutation;
using Net.Prefixes;
using Vips.Host.Director;
using Vips.Host.Recording;
using Vips.Host.Settings;
using Vips.Host.State;
using Vips.Watchdog;
using VipWatchdog.Assessing;

namespace Fuzz.Tests.Targets;

/// <summary>
/// The line of a run from the raw inputs to the plan: a recorded run of the lab, one or more of its inputs damaged, decided again
/// by the code of a live one (as `--replay` does, and each input of this target is a bundle that it takes), each planned change
/// judged by <see cref="SiteJudge"/>.
/// </summary>
internal sealed class SiteTarget() : Target("site", 6_000, BundleParts.Whole)
{
    private readonly Dictionary<string, Configuration> _configurations = [];

    /// <summary>How many changes of each kind were planned and judged.</summary>
    private readonly SortedDictionary<string, long> _changes = new(StringComparer.Ordinal);

    public override string Told => $"site: planned and judged: {string.Join(", ", _changes.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} {kind.Key}")))}";

    /// <summary>None of a kind would test nothing of it.</summary>
    public override string? Untested => Array.Find(
        ["Withdraw", "Withdraw of a hold", "Announce", "Reissue", "Drain of a hold"], kind => _changes.GetValueOrDefault(kind) == 0);

    protected override long MostAllocated => 2 * 1024 * 1024;

    public override byte[] Next(Chance chance) => BundleParts.Written(new SiteDamage(chance).Of(chance.Of(BundleParts.Bundles)));

    /// <returns>Whether all was understood: both tools, the baseline and the state.</returns>
    protected override bool IsUnderstood(byte[] input)
    {
        var bundle = BundleParser.Parse(input).Bundle!;
        var replayed = new ReplayedRun(bundle);
        var answers = new LastAnswers(replayed);
        if (!_configurations.TryGetValue(bundle.Configuration, out var configuration)) // one of few: none is damaged
            _configurations[bundle.Configuration] = configuration = ConfigurationParser.Parse("its configuration", bundle.Configuration).Configuration!;
        var readers = DirectorReaders.Of(configuration, answers, replayed);
        var store = new StateStore(new StateDirectory(configuration.StateDir, replayed), isReadOnly: true);
        var assessor = new Assessor(replayed, store, readers.Reader, readers.Witness, TimeSpan.Zero, static _ => { }) { Also = _ => replayed.AskedFor() };

        var assessment = Pass(bundle, bundle.Passes[0], assessor, answers, new HashSet<Prefix>());
        if (assessment.Judgement.ForSecondPass is { Count: > 0 } waiting)
            assessment = Pass(bundle, bundle.Passes[^1], assessor, answers, waiting.ToHashSet());
        return assessment.Inputs is { Running.IsKnown: true, Table.IsKnown: true, Baseline.IsKnown: true, StateNotWritable: null };
    }

    private Assessment Pass(Bundle bundle, RecordedPass pass, Assessor assessor, LastAnswers answers, HashSet<Prefix> leftByFirstPass)
    {
        var assessment = Measured(() => assessor.Assess(DateTimeOffset.UnixEpoch, bundle.HoldsAlone ? RunScope.HoldsAlone : RunScope.Whole, bundle.WithoutLock, leftByFirstPass));
        var judge = new SiteJudge(pass, answers, assessment.Inputs, new(bundle.Configuration));
        foreach (var change in Judgement.PlanOf(assessment.Decisions).Changes)
        {
            judge.Judge(change);
            var kind = change.IsByPerson ? $"{change.Kind} of a hold" : $"{change.Kind}";
            _changes[kind] = _changes.GetValueOrDefault(kind) + 1;
        }

        foreach (var notice in assessment.Decisions.SelectMany(decision => decision.Notices).Concat(assessment.Judgement.Permissions.Notices).Concat(assessment.Review.Notices))
            RequireLine(notice.Text);
        WatchdogStatus.Of(assessment.Judgement.Permissions, assessment.Decisions);
        return assessment;
    }
}
