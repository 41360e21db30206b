using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Plans;
using Vips.Policies;
using Vips.State;
using Vips.Verdicts;
using Vips.Watchdog;

namespace Vips.Host.Reporting.Metrics;

/// <summary>The metrics of each VIP that a run looked at. What could not be read has no sample: unknown is not zero.</summary>
internal static class VipMetrics
{
    internal static void Write(PrometheusText text, RunFigures run)
    {
        var outcomes = new Dictionary<Prefix, ChangeOutcome>();
        foreach (var outcome in run.Outcomes)
        {
            outcomes[outcome.Change.Prefix] = outcome; // the later of two: a second pass may change what the first did
        }

        text.Family("viptools_vip_managed", "1: in the baseline, and listed or seen in IPVS, so that the watchdog announces and withdraws it.");
        EachVip(run, (vip, labels) => text.Sample(vip.Vip.IsManaged, labels));
        text.Family("viptools_vip_live_servers", "Live real servers of each virtual service of the VIP.");
        EachVip(run, (vip, labels) => WriteLive(text, vip, labels));
        text.Family("viptools_vip_verdict", "1 for the verdict that counts, 0 for the others.");
        EachVip(run, (vip, labels) => WriteVerdict(text, vip, labels));
        text.Family("viptools_vip_announced", "1: a valid path of the VIP is of this site's own making, whatever makes it.");
        EachVip(run, (vip, labels) => Known(text, PathsAfter(vip)?.IsSelfOriginated, labels));
        text.Family("viptools_vip_advertised_peers", "How many peers are told of that path.");
        EachVip(run, (vip, labels) => WritePeers(text, PathsAfter(vip), labels));
        text.Family("viptools_vip_held", "1: a hold keeps it withdrawn.");
        EachVip(run, (vip, labels) => Known(text, HeldAfter(run, vip), labels));
        text.Family("viptools_vip_draining", "1: held for a drain, and still announced until its traffic is gone.");
        EachVip(run, (vip, labels) => Known(text, run.Inputs.Holds.IsKnown ? IsDraining(run, vip) : null, labels));
        text.Family("viptools_vip_damped", "1: up, and not restored yet since it flaps (watchdog.damping).");
        EachVip(run, (vip, labels) => text.Sample(vip.Rule == DecisionRule.Damped, labels));
        text.Family("viptools_vip_last_change_timestamp_seconds", "When a run of ours, vip-watchdog or vip-mgmt, last changed its announcement; absent when none did.");
        EachVip(run, (vip, labels) => WriteChange(text, run.State.Vips.GetValueOrDefault(vip.Vip.Prefix), labels));

        BgpPaths? PathsAfter(Decision vip) => outcomes.TryGetValue(vip.Vip.Prefix, out var outcome) ? outcome.Paths : run.Inputs.PathsOf(vip.Vip.Prefix);
    }

    private static void EachVip(RunFigures run, Action<Decision, (string, string)[]> write)
    {
        foreach (var decision in run.Decisions)
        {
            var prefix = decision.Vip.Prefix;
            write(decision, [("vip", prefix.ToString()), ("name", run.Inputs.Policy.EntryOf(prefix)?.Name ?? "")]);
        }
    }

    private static void WriteLive(PrometheusText text, Decision vip, (string, string)[] labels)
    {
        foreach (var service in vip.Verdict?.Services ?? [])
        {
            text.Sample(service.Live, [.. labels, ("service", ServiceName.Of(service.Key).ToString())]);
        }
    }

    private static void WriteVerdict(PrometheusText text, Decision vip, (string, string)[] labels)
    {
        var counts = VerdictWords.Of(vip.Verdict?.Verdict);
        foreach (var verdict in VerdictWords.All)
        {
            text.Sample(verdict == counts, [.. labels, ("verdict", verdict)]);
        }
    }

    private static void WritePeers(PrometheusText text, BgpPaths? paths, (string, string)[] labels)
    {
        if (paths is not null)
        {
            text.Sample(paths.IsSelfOriginated ? paths.AdvertisedTo.Count : 0, labels);
        }
    }

    private static void WriteChange(PrometheusText text, VipHistory? history, (string, string)[] labels)
    {
        if (history?.LastChange is { } change)
        {
            text.Sample(change.When.Wall, labels);
        }
    }

    /// <summary>Those of the first run are written by the run itself.</summary>
    private static bool? HeldAfter(RunFigures run, Decision vip) =>
        run.Inputs.Holds.IsKnown ? (vip.Vip.Hold is not null && !IsDraining(run, vip)) || vip.Action == DecisionAction.Hold : null;

    private static bool IsDraining(RunFigures run, Decision vip) => vip.Vip.Hold?.IsDraining(run.Inputs.Now.Wall) == true;

    private static void Known(PrometheusText text, bool? value, (string, string)[] labels)
    {
        if (value is { } known)
        {
            text.Sample(known, labels);
        }
    }
}
