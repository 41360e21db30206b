using Vips;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Policies;
using Vips.Verdicts;
using Vips.Watchdog;

namespace VipMgmt.Explain;

/// <summary>One decision in words: what was seen, which rules judge it, what follows, and what would change it.</summary>
public sealed class ExplainText(Inputs inputs, Permissions permissions, VipNames names)
{
    public IEnumerable<string> Lines(Decision decision)
    {
        var vip = decision.Vip;
        var called = names.Of(vip.Prefix);
        yield return $"{vip.Prefix}{(called.Count == 0 ? "" : $" ({string.Join(", ", called)})")}";
        yield return Line("managed", Managed(vip));
        foreach (var service in decision.Verdict?.Services ?? [])
        {
            yield return Line($"{service.Key}", Service(service, vip.Rules));
        }

        yield return Line("verdict", Verdict(decision));
        if (vip.History?.Damping is { } damping && vip.Rules.Damping is not null)
        {
            yield return Line("damping", $"flap {damping.Flaps}: not restored for {Durations.Write(damping.HoldDown(vip.Rules))} after the withdrawal; {Durations.Write(vip.Rules.DampingQuiet)} of quiet halve it");
        }

        yield return Line("bgpd", Bgpd(vip));
        yield return Line("other site", OtherSites.Of(inputs, vip.Prefix) is var other ? $"{OtherSiteWords.Of(other.Path).Said} ({other.Words}); last-exit: {inputs.Policy.LastExit.ToString().ToLowerInvariant()}" : "");
        yield return Line("hold", vip.Hold is { } hold ? Hold(hold) : "none");
        foreach (var notice in permissions.Notices)
        {
            yield return Line("gate", notice.Text);
        }

        yield return Line("rule", $"{JsonWords.Kebab(decision.Rule.ToString())}: {decision.Why}");
        yield return Line("outcome", Outcome(decision.Action));
        yield return Line("would change it", WouldChange(decision));
    }

    private static string Line(string head, string words) => $"  {head,-24} {words}";

    private string Managed(WatchedVip vip)
    {
        var inBaseline = vip.InBaseline is { } statement ? $"in the baseline as '{statement}'" : "not in the baseline";
        var seen = inputs.Policy.EntryOf(vip.Prefix) is not null ? "listed under `vips`"
            : vip.Services.Count > 0 ? "has virtual services"
            : vip.History is { SeenInIpvs: true } ? "had virtual services before"
            : "never seen in IPVS, not listed";
        return $"{(vip.IsManaged ? "yes" : "no")}: {inBaseline}, {seen}";
    }

    private static string Service(ServiceVerdict service, Rules rules)
    {
        var level = service.IsMissing ? "not in the table"
            : service.Level switch
            {
                Vips.Verdicts.Verdict.Down => $"{service.Live} live, at or below drop ({rules.Drop}): down",
                Vips.Verdicts.Verdict.Up => $"{service.Live} live, at or above restore ({rules.Restore}): up",
                _ => $"{service.Live} live, between drop ({rules.Drop}) and restore ({rules.Restore}): unchanged",
            };
        var counts = service.Needed == 0 ? "" : $"; seen so {service.Observations} of {service.Needed} times";
        return $"{level}{counts}{(VipJudge.Speaks(service, rules) ? "" : "; left out of the judgement: never seen alive, or not listed")}";
    }

    private static string Verdict(Decision decision)
    {
        if (decision.Verdict is not { } verdict)
        {
            return "nobody judges it";
        }

        var rules = decision.Vip.Rules;
        var choice = verdict.IsMissing ? $"no virtual service, {verdict.Missing} of {verdict.MissingNeeded} times (missing-fall)"
            : rules.Services switch
            {
                ServiceChoice.Any => "services: any: the highest counts",
                ServiceChoice.Listed => $"services: [{string.Join(", ", rules.Listed)}]: the lowest of these counts",
                _ => "services: all: the lowest counts",
            };
        return $"{VerdictWords.Of(verdict.Verdict)} ({choice}{(verdict.Deciding is { } deciding ? $"; {deciding.Key} decided" : "")})";
    }

    private string Bgpd(WatchedVip vip)
    {
        if (!inputs.Running.IsKnown)
        {
            return $"unknown ({inputs.Running.Failure})";
        }

        var paths = inputs.PathsOf(vip.Prefix);
        var configured = vip.Configured is { } statement ? $"configured as '{statement}'" : "not configured";
        var originated = paths is null ? "whether it is originated is unknown" : paths.IsOriginated ? "originated" : "not originated";
        return $"{configured}, {originated}{(paths is { IsSelfOriginated: true, AdvertisedTo.Count: > 0 } ? $", advertised to {string.Join(' ', paths.AdvertisedTo)}" : "")}";
    }

    private string Hold(Hold hold) => string.Join("; ", hold.Claims.Where(claim => claim.IsInForce(inputs.Now.Wall)).Select(claim =>
        $"{(claim.IsDraining ? "drained" : "held")} by {claim.Who} for {claim.Name ?? "nobody by name"}{(claim.Reason is null ? "" : $" ({claim.Reason})")} since {TimeText.Of(claim.When)}{(claim.Until is { } until ? $" until {TimeText.Of(until)}" : "")}"));

    private static string Outcome(DecisionAction action) => action switch
    {
        DecisionAction.Withdraw => "the next run withdraws it",
        DecisionAction.Announce => "the next run announces it",
        DecisionAction.Drain => "the next run puts the drain route-map on it again",
        DecisionAction.Reissue => "the next run issues its statement again",
        DecisionAction.Hold => "the next run holds it",
        _ => "nothing is done",
    };

    private static string WouldChange(Decision decision)
    {
        var (vip, rules) = (decision.Vip, decision.Vip.Rules);
        return vip.Hold is not null ? $"vip-mgmt -a {vip.Prefix}"
            : decision.Rule switch
            {
                DecisionRule.NotManaged => "a statement in the baseline, and a virtual service or an entry of `vips`",
                DecisionRule.NotJudged => "what could not be read becomes readable",
                DecisionRule.GoneFromBaseline or DecisionRule.NotInBaseline => "its statement in the start-up configuration",
                DecisionRule.RouteMapUndefined => "its route-map defined in bgpd",
                DecisionRule.StillOriginated => "what else originates it, filtered there",
                DecisionRule.NotOriginated => "a route to it (on lo), or `no bgp network import-check`",
                DecisionRule.OtherRouteMap => "the baseline's route-map on its statement",
                DecisionRule.HoldDown or DecisionRule.Damped => $"time, or vip-mgmt -a {vip.Prefix}",
                DecisionRule.InGrace => "time",
                DecisionRule.SecondLook or DecisionRule.LastExit or DecisionRule.Pinned => "another site that announces it, or its dead services back",
                _ when decision.Verdict is { Verdict: Vips.Verdicts.Verdict.Down } => $"{rules.Restore} or more live real servers, {rules.Rise} times",
                _ => $"{rules.Drop} or fewer live real servers, {rules.Fall} times; no virtual service, {rules.MissingFall} times; vip-mgmt -d",
            };
    }
}
