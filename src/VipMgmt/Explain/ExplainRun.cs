using VipMgmt.Names;
using VipMgmt.Status;
using Vips;
using Vips.Host.Director;
using Vips.Host.Machine;
using Vips.Host.Reporting;
using Vips.Host.State;
using Vips.Watchdog;

namespace VipMgmt.Explain;

/// <summary>`vip-mgmt explain VIP`: why the watchdog would do what it would do now, and what would change that.</summary>
public sealed class ExplainRun(DirectorReader reader, StateStore store, NameStore names, Witness witness, BootClock clock, OperatorLog log)
{
    /// <param name="targets">At least one.</param>
    public ExitStatus Run(NameTargets targets)
    {
        var inputs = reader.Read(store.Read(clock.Now().Wall), also: _ => targets.Prefixes);
        var judgement = Judgement.Of(inputs);
        var asked = judgement.WitnessQuestions.Intersect(targets.Prefixes).ToList();
        if (asked.Count > 0 && witness.IsConfigured)
        {
            inputs = inputs with { Witness = witness.Ask(asked) };
            judgement = Judgement.Of(inputs);
        }

        var listing = new StatusListing(inputs, judgement.Decisions);
        var others = listing.NotOfThisSite(targets.Prefixes);
        foreach (var prefix in others)
        {
            log.Complain($"vip-mgmt: {Lines.NotOfThisSite(prefix)}");
        }

        var shown = listing.Of(targets.Prefixes.Except(others));
        foreach (var decision in shown)
        {
            foreach (var line in new ExplainText(inputs, judgement.Permissions, names.Vips(inputs.Policy)).Lines(decision))
            {
                log.Print(line);
            }
        }

        return shown.Count > 0 ? judgement.Permissions.Status : ExitStatuses.Combine(judgement.Permissions.Status, ExitStatus.KeptBack);
    }
}
