using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Readings;
using Vips.State;

namespace Vips.Tests.Model;

/// <summary>
/// What a run over a known table remembers for the next, as far as verdicts rest on it: every judged service and VIP is
/// observed, and what is absent has no streak. A service that nobody keeps is neither counted nor forgotten.
/// </summary>
internal sealed class ModelMemory
{
    private static readonly ServiceHistory Nothing = new(SeenAboveDrop: false, Low: null, High: null, Missing: null);

    private readonly Dictionary<JudgedService, ServiceHistory> _services;
    private readonly Dictionary<Prefix, (bool Seen, Streak? Missing)> _vips;
    private readonly Dictionary<Prefix, int> _flaps = [];
    private readonly bool _established;

    internal ModelMemory(Inputs inputs, ModelRun run)
    {
        _services = inputs.State.Services.ToDictionary(pair => pair.Key, pair => Nothing with { SeenAboveDrop = pair.Value.SeenAboveDrop });
        _vips = inputs.State.Vips.ToDictionary(pair => pair.Key, pair => (pair.Value.SeenInIpvs, pair.Value.Missing));
        var isKept = inputs.Keepalived is not KeepalivedState.NotRunning;
        foreach (var vip in run.Vips)
        {
            foreach (var service in vip.Services)
            {
                if (Remembered(service, vip, inputs, isKept, run.Gates.InGrace) is { } history)
                {
                    _services[new(service.Key, service.Key.Protocol == IpvsProtocol.FirewallMark ? vip.Prefix : null)] = history;
                }
            }

            var before = vip.History ?? new();
            _vips[vip.Prefix] = vip.HasService ? (true, null)
                : (before.SeenInIpvs, vip.IsManaged ? Continued(before.Missing, inputs) : before.Missing);
        }

        foreach (var vip in run.Vips)
        {
            // Each whole `damping-quiet` for which it stays announced takes a flap away.
            var damping = vip.Rules.Damping is null ? null : vip.History?.Damping;
            var quiet = damping is null || vip.Configured is null ? 0 : (int)(ModelTime.Passed(damping.Since, inputs.Now) / vip.Rules.DampingQuiet);
            _flaps[vip.Prefix] = Math.Max(0, (damping?.Flaps ?? 0) - quiet);
        }

        // The first run is over when one knew all its inputs, and could have held what it found.
        _established = inputs.State.Established || (inputs.Running.IsKnown && inputs.Baseline.IsKnown && isKept && !run.Gates.InGrace
            && !inputs.Policy.Shadow && inputs.Holds.IsKnown && inputs.Holds.Value.Strangers.Count == 0);
    }

    /// <summary>What the core's state says otherwise; null where it says the same.</summary>
    internal string? Difference(WatchdogState state)
    {
        foreach (var key in _services.Keys.Union(state.Services.Keys))
        {
            var (model, core) = (_services.GetValueOrDefault(key) ?? Nothing, state.Services.GetValueOrDefault(key) ?? Nothing);
            if (model != core)
            {
                return $"{key}: the model remembers {model}, the core {core}";
            }
        }

        foreach (var key in _vips.Keys.Union(state.Vips.Keys))
        {
            var (model, core) = (_vips.GetValueOrDefault(key), state.Vips.GetValueOrDefault(key) ?? new());
            if (model != (core.SeenInIpvs, core.Missing))
            {
                return $"{key}: the model remembers {model}, the core {core}";
            }
        }

        foreach (var (key, model) in _flaps)
        {
            if (model != (state.Vips.GetValueOrDefault(key)?.Damping?.Flaps ?? 0))
            {
                return $"{key}: the model counts {model} flaps, the core {state.Vips.GetValueOrDefault(key)?.Damping}";
            }
        }

        return _established == state.Established ? null : $"established: the model says {_established}";
    }

    private static ServiceHistory? Remembered(ModelService service, ModelVip vip, Inputs inputs, bool isKept, bool inGrace)
    {
        var before = vip.HistoryOf(service.Key) ?? Nothing;
        if (!service.IsPresent)
        {
            return Nothing with { SeenAboveDrop = before.SeenAboveDrop, Missing = Continued(before.Missing, inputs) };
        }

        var isLow = service.Live <= vip.Rules.Drop;
        return !isKept ? vip.HistoryOf(service.Key) : new(
            before.SeenAboveDrop || (!isLow && !inGrace),
            isLow ? Continued(before.Low, inputs) : null,
            service.Live >= vip.Rules.Restore && !inGrace ? Continued(before.High, inputs) : null,
            null);
    }

    private static Streak Continued(Streak? before, Inputs inputs) => new(
        ModelTime.Observations(before, inputs, counts: true),
        before is not null && ModelTime.Passed(before.LastCounted, inputs.Now) is var passed && passed > TimeSpan.Zero && passed < inputs.Policy.ObserveInterval
            ? before.LastCounted : inputs.Now);
}
