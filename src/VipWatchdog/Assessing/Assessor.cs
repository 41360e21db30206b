using Net.Prefixes;
using Vips;
using Vips.Host.Director;
using Vips.Host.Recording;
using Vips.Host.State;
using Vips.Readings;
using Vips.Watchdog;

namespace VipWatchdog.Assessing;

/// <summary>Reads and decides, as often as a decision needs it: on this machine, and on the record of a run alike.</summary>
/// <param name="source">Told when a pass begins.</param>
/// <param name="store">What we keep.</param>
/// <param name="reader">Reads the tools.</param>
/// <param name="witness">Asked only where its answer decides.</param>
/// <param name="recheck">Between the two readings before a mass withdrawal.</param>
/// <param name="wait">Sleeps.</param>
public sealed class Assessor(IDirectorSource source, StateStore store, DirectorReader reader, Witness witness, TimeSpan recheck, Action<TimeSpan> wait)
{
    /// <summary>Is given what is read; null where nobody keeps it.</summary>
    public RunRecorder? Recorder { get; init; }

    /// <summary>Prefixes that bgpd's table is asked for besides the VIPs that are looked at.</summary>
    public Func<RunningInstance, IEnumerable<Prefix>>? Also { get; init; }

    /// <summary>Reads the state and the machine, judges each VIP, and weighs the plan as a whole.</summary>
    /// <param name="now">For the names of what is set aside.</param>
    /// <param name="scope">What the run is for.</param>
    /// <param name="withoutLock">Why there is no lock; null when it is ours, or none is needed.</param>
    /// <param name="leftByFirstPass">VIPs that wait for this second pass; empty at the first.</param>
    public Assessment Assess(DateTimeOffset now, RunScope scope, LockMissing? withoutLock, IReadOnlySet<Prefix> leftByFirstPass)
    {
        source.NextPass();
        var kept = store.Read(now, isAlone: withoutLock is null);
        Recorder?.Unfit(kept.Unfit);
        var inputs = reader.Read(kept, withIpvs: scope == RunScope.Whole, withoutLock, Also) with { LeftByFirstPass = leftByFirstPass };
        return scope == RunScope.Whole ? AssessAll(inputs) : AssessHolds(inputs);
    }

    private static Assessment AssessHolds(Inputs inputs)
    {
        var judgement = Judgement.OfHolds(inputs);
        return new(inputs, judgement, new(judgement.Decisions, [], inputs.State.MassWithdrawal));
    }

    private Assessment AssessAll(Inputs inputs)
    {
        var (known, first) = Judge(inputs);
        var review = MassReview.Of(known, first);
        if (!review.WantsSecondReading)
        {
            return new(known, first, review);
        }

        wait(recheck);
        var (again, second) = Judge(reader.ReadTools(known, also: Also));
        return new(again, second, MassReview.OfBoth(first, review, second, again.Policy.MaxWithdrawPercent));
    }

    private (Inputs Inputs, Judgement Judgement) Judge(Inputs inputs)
    {
        var judgement = Judgement.Of(inputs);
        if (!witness.IsConfigured || judgement.WitnessQuestions is not { Count: > 0 } questions)
        {
            return (inputs, judgement);
        }

        var heard = inputs with { Witness = witness.Ask(questions) };
        return (heard, Judgement.Of(heard));
    }
}
