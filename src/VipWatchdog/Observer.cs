using Vips;
using Vips.Host.Site;
using Vips.Watchdog;

namespace VipWatchdog;

/// <summary>Reads and decides, as often as a decision needs it.</summary>
/// <param name="reader">Reads the tools.</param>
/// <param name="witness">Asked only where its answer decides.</param>
/// <param name="recheck">Between the two readings before a mass withdrawal.</param>
/// <param name="wait">Sleeps.</param>
public sealed class Observer(SiteReader reader, Witness witness, TimeSpan recheck, Action<TimeSpan> wait)
{
    public Look Look(Inputs inputs)
    {
        var (known, first) = Judge(inputs);
        var review = MassReview.Of(known, first);
        if (!review.WantsSecondReading)
        {
            return new(known, first, review);
        }

        wait(recheck);
        var (again, second) = Judge(reader.ReadTools(known));
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
