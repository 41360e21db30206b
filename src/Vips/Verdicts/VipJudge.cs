using Vips.Policies;
using Vips.State;

namespace Vips.Verdicts;

/// <summary>Judges one VIP by its services (DESIGN section 5: down is lower than unchanged, unchanged lower than up).</summary>
public static class VipJudge
{
    /// <summary>A VIP with at least one virtual service in the table.</summary>
    /// <param name="services">Every service behind the VIP, and each listed one that is absent, sorted by key.</param>
    /// <param name="rules">The rules of this VIP.</param>
    public static VipVerdict Judge(IReadOnlyList<ServiceVerdict> services, Rules rules)
    {
        if (EveryServiceIsDown(services, service => service.Verdict))
        {
            return new(Verdict.Down, Verdict.Down, services, Deciding(services, Verdict.Down), 0, rules.MissingFall);
        }

        var judged = Judged(services, rules);
        var verdict = Combine(judged, rules.Services, service => service.Verdict);
        var level = EveryServiceIsDown(services, service => service.Level)
            ? Verdict.Down
            : Combine(judged, rules.Services, service => service.Level);
        return new(verdict, level, services, Deciding(judged, verdict), 0, rules.MissingFall);
    }

    /// <summary>A VIP without any virtual service: missing, which is not the same as having no real server.</summary>
    public static VipVerdict JudgeMissing(Streak missing, Rules rules) => new(
        missing.Count >= rules.MissingFall ? Verdict.Down : Verdict.Unchanged,
        Verdict.Down, [], Deciding: null, missing.Count, rules.MissingFall);

    /// <summary>
    /// Whether the service speaks for the VIP. Under `all` and a list a service never seen above `drop`, and not above
    /// it now, does not: a left-over port, dead at every site, must not take the VIP off all of them.
    /// </summary>
    public static bool Speaks(ServiceVerdict service, Rules rules) => rules.Services switch
    {
        ServiceChoice.Any => true,
        ServiceChoice.Listed => WasEverAlive(service) && rules.Listed.Contains(ServiceName.Of(service.Key)),
        _ => WasEverAlive(service),
    };

    private static bool WasEverAlive(ServiceVerdict service) => service.SeenAboveDrop || service.Level != Verdict.Down;

    /// <summary>Down whatever the choice, also when none was ever seen above `drop`: nothing behind the VIP serves.</summary>
    private static bool EveryServiceIsDown(IReadOnlyList<ServiceVerdict> services, Func<ServiceVerdict, Verdict> of)
    {
        foreach (var service in services)
        {
            if (of(service) != Verdict.Down)
            {
                return false;
            }
        }

        return true;
    }

    private static List<ServiceVerdict> Judged(IReadOnlyList<ServiceVerdict> services, Rules rules)
    {
        var judged = new List<ServiceVerdict>(services.Count);
        foreach (var service in services)
        {
            if (Speaks(service, rules))
            {
                judged.Add(service);
            }
        }

        return judged;
    }

    private static Verdict Combine(List<ServiceVerdict> judged, ServiceChoice choice, Func<ServiceVerdict, Verdict> of)
    {
        if (judged.Count == 0)
        {
            return Verdict.Unchanged;
        }

        var combined = of(judged[0]);
        foreach (var service in judged)
        {
            var verdict = of(service);
            if (choice == ServiceChoice.Any ? verdict > combined : verdict < combined)
            {
                combined = verdict;
            }
        }

        return combined;
    }

    private static ServiceVerdict? Deciding(IReadOnlyList<ServiceVerdict> services, Verdict verdict)
    {
        ServiceVerdict? deciding = null;
        foreach (var service in services)
        {
            if (service.Verdict == verdict
                && (deciding is null || (service.Live, service.Key).CompareTo((deciding.Live, deciding.Key)) < 0))
            {
                deciding = service;
            }
        }

        return deciding;
    }
}
