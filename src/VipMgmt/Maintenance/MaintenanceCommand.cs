using VipMgmt.Drain;
using VipMgmt.Names;
using Vips;
using Vips.Maintenance;
using Vips.Policies;

namespace VipMgmt.Maintenance;

/// <summary>`-d` and `-a` from end to end: the steps under the lock, and what is waited for between them.</summary>
/// <param name="run">One step.</param>
/// <param name="locked">Takes the lock for a step; its own failure is a result too.</param>
/// <param name="watch">Waits until traffic is gone.</param>
/// <param name="report">What is said.</param>
/// <param name="policy">`bgp.drain-route-map`.</param>
/// <param name="who">Who asks.</param>
/// <param name="asksIpvs">There is a table to ask.</param>
public sealed class MaintenanceCommand(
    MaintenanceRun run, Func<Func<MaintenanceResult>, MaintenanceResult> locked, DrainWatch watch, MaintenanceReport report, Policy policy, string who, bool asksIpvs)
{
    public ExitStatus Add(MaintenanceOptions options, NameTargets names, bool isDry) =>
        Locked(new MaintenanceStep(
            (inputs, targets) => new Addition(inputs, who, options.Force, asksIpvs).Decide(targets), names.Of, names.Prefixes,
            IsDeletion: false, WritesHolds: false, Reason: null), names, isDry).Status;

    public ExitStatus Delete(MaintenanceOptions options, NameTargets names, bool isDry)
    {
        if (options.DrainWait is not null && policy.DrainRouteMap is null)
        {
            return report.Refuse("--drain needs `bgp.drain-route-map` in the configuration", ExitStatus.Configuration);
        }

        var begin = new MaintenanceStep(
            (inputs, targets) => options.DrainWait is null ? DeletionOf(inputs, options).Decide(targets) : DrainBeginOf(inputs, options).Decide(targets),
            names.Of, names.Prefixes, IsDeletion: true, WritesHolds: !options.NoHold, options.Reason)
        { Confirmed = options.Yes ? MaintenanceStep.Everything : 0 };
        var begun = Locked(begin, names, isDry);

        // What is read again after the yes may be more than was asked about.
        while (begun.Unconfirmed is { } share)
        {
            if (Confirmation.Ask(share) is { } refusal)
            {
                return report.Refuse(refusal.Words, refusal.Status);
            }

            begun = Locked(begin with { Confirmed = share.Going }, names, isDry);
        }

        return options.DrainWait is { } limit && !isDry && DrainEnd.TargetsOf(begun.Decisions, who) is { Count: > 0 } drained
            ? Finish(options, names, begun, drained, limit)
            : begun.Status;
    }

    /// <summary>The wait is outside the lock; what is withdrawn then is what is still claimed.</summary>
    private ExitStatus Finish(MaintenanceOptions options, NameTargets names, MaintenanceResult begun, IReadOnlyList<Target> drained, TimeSpan limit)
    {
        var ended = watch.Wait(drained.SelectMany(target => target.Prefixes).ToHashSet(), limit, asksIpvs);
        var end = new MaintenanceStep(
            (inputs, targets) => new DrainEnd(ClaimingOf(inputs, options, isDraining: false), DeletionOf(inputs, options)).Decide(targets),
            _ => drained, drained.SelectMany(target => target.Prefixes), IsDeletion: true, WritesHolds: true, options.Reason)
        { Confirmed = MaintenanceStep.Everything };
        var finished = Locked(end, names, isDry: false);
        report.Warn(finished.Decisions.Count == 0 || finished.Decisions.Any(decision => decision.StaysDrained) ? [DrainText.StaysDrained] : []);
        report.TellDrained(ended);
        var status = ExitStatuses.Combine(begun.Status, finished.Status);
        return ended.IsGone ? status : ExitStatuses.Combine(status, ExitStatus.DrainLimit);
    }

    private MaintenanceResult Locked(MaintenanceStep step, NameTargets names, bool isDry) => isDry
        ? run.Run(step, names, isDry: true, asksIpvs)
        : locked(() => run.Run(step, names, isDry: false, asksIpvs));

    private Claiming ClaimingOf(Inputs inputs, MaintenanceOptions options, bool isDraining) =>
        new(inputs, who, options.Reason, options.For is { } lasts ? inputs.Now.Wall + lasts : null, isDraining);

    private Deletion DeletionOf(Inputs inputs, MaintenanceOptions options) => new(
        inputs, options.NoHold ? null : ClaimingOf(inputs, options, isDraining: false), By(options), options.Force);

    private DrainBegin DrainBeginOf(Inputs inputs, MaintenanceOptions options) => new(
        inputs, ClaimingOf(inputs, options, isDraining: true), DeletionOf(inputs, options), By(options), policy.DrainRouteMap!);

    private string By(MaintenanceOptions options) => options.Reason is null ? who : $"{who} ({options.Reason})";
}
