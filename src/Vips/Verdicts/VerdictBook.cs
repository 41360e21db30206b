using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Policies;
using Vips.Readings;
using Vips.State;

namespace Vips.Verdicts;

/// <summary>
/// The verdicts of one reading of the table, and what is remembered of every service and VIP for the next run.
/// </summary>
public sealed class VerdictBook
{
    private readonly Inputs _inputs;
    private readonly Counting _services;
    private readonly Counting _missing;
    private readonly Dictionary<JudgedService, ServiceHistory> _serviceHistories;
    private readonly Dictionary<Prefix, VipHistory> _vipHistories;

    /// <param name="inputs">The table must be known.</param>
    /// <param name="inGrace">See <see cref="Counting"/>.</param>
    public VerdictBook(Inputs inputs, bool inGrace)
    {
        var writable = inputs.CanRemember;
        var kept = inputs.Keepalived is not KeepalivedState.NotRunning;
        _inputs = inputs;
        _services = new(inputs.Now, inputs.Policy.ObserveInterval, writable && kept, inGrace || !kept);
        _missing = new(inputs.Now, inputs.Policy.ObserveInterval, writable, inGrace);
        _vipHistories = new(inputs.State.Vips);
        _serviceHistories = new(inputs.State.Services.Count);
        foreach (var (key, history) in inputs.State.Services)
        {
            _serviceHistories[key] = ServiceJudge.Absent(history);
        }
    }

    public IReadOnlyDictionary<JudgedService, ServiceHistory> Services => _serviceHistories;

    public IReadOnlyDictionary<Prefix, VipHistory> Vips => _vipHistories;

    /// <returns>Null for a VIP without a virtual service that is not managed: it is only held.</returns>
    public VipVerdict? Judge(WatchedVip vip)
    {
        var known = _vipHistories.GetValueOrDefault(vip.Prefix) ?? new();
        if (vip.Services.Count > 0)
        {
            _vipHistories[vip.Prefix] = known with { SeenInIpvs = true, Missing = null };
            return VipJudge.Judge(JudgeServices(vip), vip.Rules);
        }

        if (!vip.IsManaged)
        {
            return null;
        }

        var missing = _missing.Observe(known.Missing);
        _vipHistories[vip.Prefix] = known with { Missing = missing };
        return VipJudge.JudgeMissing(missing, vip.Rules);
    }

    private List<ServiceVerdict> JudgeServices(WatchedVip vip)
    {
        var verdicts = new List<ServiceVerdict>(vip.Services.Count);
        foreach (var service in vip.Services)
        {
            var live = LiveServers.Count(service, _inputs.Policy.SorryServers);
            var judged = JudgedService.Of(service.Key, vip.Prefix);
            var known = _inputs.State.Services.GetValueOrDefault(judged);
            var (verdict, history) = ServiceJudge.Judge(service.Key, live, vip.Rules, known, _services);
            Remember(judged, history, known, _services);
            verdicts.Add(verdict);
        }

        for (var i = 0; i < vip.Rules.Listed.Count; i++) // an array of structures enumerated through its interface is compiled at start-up
        {
            var name = vip.Rules.Listed[i];
            if (!IsPresent(name, vip.Services))
            {
                verdicts.Add(JudgeAbsent(KeyOf(name, vip.Prefix), vip));
            }
        }

        return verdicts;
    }

    private ServiceVerdict JudgeAbsent(ServiceKey key, WatchedVip vip)
    {
        var judged = JudgedService.Of(key, vip.Prefix);
        var known = _inputs.State.Services.GetValueOrDefault(judged);
        var (verdict, history) = ServiceJudge.JudgeMissing(key, vip.Rules, known, _missing);
        Remember(judged, history, known, _missing);
        return verdict;
    }

    /// <summary>A table that nobody keeps decides nothing that a later run goes on counting from.</summary>
    private void Remember(JudgedService judged, ServiceHistory history, ServiceHistory? known, Counting counting)
    {
        if (counting.Advances)
        {
            _serviceHistories[judged] = history;
        }
        else if (known is not null)
        {
            _serviceHistories[judged] = known;
        }
    }

    private static bool IsPresent(ServiceName name, IReadOnlyList<VirtualService> services)
    {
        foreach (var service in services)
        {
            if (ServiceName.Of(service.Key) == name)
            {
                return true;
            }
        }

        return false;
    }

    private static ServiceKey KeyOf(ServiceName name, Prefix prefix) => name.Protocol == IpvsProtocol.FirewallMark
        ? new(name.Protocol, IpAddress.Unspecified(prefix.IsIPv6), 0, name.Number)
        : new(name.Protocol, prefix.Address, (int)name.Number, 0);
}
