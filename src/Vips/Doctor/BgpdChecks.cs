using Bgp.Vtysh.Model;
using Tools.Execution;

namespace Vips.Doctor;

/// <summary>bgpd, the site's instance in it, and the start-up configuration.</summary>
internal static class BgpdChecks
{
    internal const string AsRoot = "run vip-mgmt doctor as root";

    /// <summary>To a user who may not, vtysh may well say that bgpd is down.</summary>
    internal static Finding Bgpd(Observed seen) =>
        seen.Bgpd.IsKnown ? Finding.Ok("bgpd", "answers")
        : seen.Bgpd.Failure.Kind == FailureKind.NotPermitted || !seen.IsRoot
            ? Finding.Unknown("bgpd", $"{seen.Bgpd.Failure}", "run it as root, or in the groups frrvty and frr; where root sees the same, start bgpd")
        : Finding.Critical("bgpd", $"{seen.Bgpd.Failure}", "start bgpd (systemctl status frr), and ask it by hand: vtysh -d bgpd -c 'show version'; nothing is changed meanwhile");

    internal static Finding Instance(Observed seen)
    {
        const string check = "instance";
        if (seen.Inputs.Running.IsKnown)
        {
            var running = seen.Inputs.Running.Value;
            return Finding.Ok(check, $"{running.Instance.Line} ({running.Suite.ToString().ToLowerInvariant()}), {running.Instance.Statements.Count} statements");
        }

        return seen.Bgpd.IsKnown
            ? Finding.Critical(check, $"{seen.Inputs.Running.Failure}", "load the start-up configuration into bgpd, or name the instance with bgp.as and bgp.instance; nothing is written meanwhile")
            : Finding.Unknown(check, "bgpd was not read", "see bgpd");
    }

    internal static Finding Baseline(Observed seen)
    {
        const string check = "baseline";
        var baseline = seen.Inputs.Baseline;
        if (!baseline.IsKnown)
        {
            return baseline.Failure.Kind == FailureKind.NotPermitted
                ? Finding.Unknown(check, $"{baseline.Failure}", AsRoot)
                : Finding.Critical(check, $"{baseline.Failure}", "point bgp.baseline to the file that bgpd starts from; nothing is announced while it cannot be read");
        }

        var words = $"{baseline.Value.Source}: {baseline.Value.Statements.Count} statements";
        return baseline.Value.Statements.Count > 0 ? Finding.Ok(check, words)
            : Finding.Warning(check, words, "add 'network PREFIX route-map NAME' for each VIP: what is not in it is never announced");
    }

    /// <summary>bgpd takes a statement whose route-map is not defined, and never announces it (facts/vtysh.md).</summary>
    internal static Finding RouteMaps(Observed seen)
    {
        const string check = "route-maps";
        if (!seen.Inputs.Running.IsKnown)
        {
            return Finding.Unknown(check, "bgpd was not read", "see bgpd and instance");
        }

        var running = seen.Inputs.Running.Value;
        var faults = new Faults(check);
        foreach (var statement in Statements(seen).Where(statement => !running.Defines(statement.RouteMap)))
        {
            faults.Add(Health.Critical, $"'{statement}': route-map {statement.RouteMap} is not defined in bgpd");
        }

        foreach (var statement in NotInTheFile(seen).Where(statement => running.Defines(statement.RouteMap)))
        {
            faults.Add(Health.Warning, $"'{statement}': route-map {statement.RouteMap} is not defined in {seen.StartUp.Value.Path}, and gone when bgpd starts anew");
        }

        if (!running.Defines(seen.Inputs.Policy.DrainRouteMap))
        {
            faults.Add(Health.Warning, $"bgp.drain-route-map {seen.Inputs.Policy.DrainRouteMap} is not defined in bgpd: vip-mgmt -d --drain is refused");
        }

        return faults.Told($"all that statements name are defined ({running.RouteMaps.Count})", "define the route-map in bgpd and in its start-up configuration, before 'router bgp'");
    }

    /// <summary>Quagga never announces what stands before its route-map (facts/vtysh.md, point 7); FRR does within 5 s.</summary>
    internal static Finding BootOrder(Observed seen)
    {
        const string check = "boot-order";
        if (!seen.StartUp.IsKnown)
        {
            return Finding.Unknown(check, "the start-up configuration was not read", "see baseline");
        }

        var file = seen.StartUp.Value;
        var early = file.Instance.BeforeTheirRouteMap.Where(statement => file.RouteMaps.Contains(statement.RouteMap!)).ToList();
        if (early.Count == 0)
        {
            return Finding.Ok(check, "every route-map stands before the statements that name it");
        }

        var words = $"{early.Count} of {file.Instance.Statements.Count} statements stand before their route-map in {file.Path}, the first is '{early[0]}'";
        const string remedy = "put the route-maps before 'router bgp' in that file";
        return !seen.Inputs.Running.IsKnown ? Finding.Unknown(check, $"{words}; whether Quagga or FRR reads it is not known", $"see bgpd; either way it helps to {remedy}")
            : seen.Inputs.Running.Value.Suite == Suite.Frr ? Finding.Ok(check, $"{words}; FRR announces them within 5 s of its start")
            : Finding.Warning(check, $"{words}; at its start Quagga configures these and never announces them, until the watchdog issues them again", remedy);
    }

    /// <summary>What runs and what may run, each once.</summary>
    private static IEnumerable<NetworkStatement> Statements(Observed seen) =>
        seen.Inputs.Running.Value.Instance.Statements.Values
            .Concat(seen.Inputs.Baseline.IsKnown ? seen.Inputs.Baseline.Value.Statements.Values : [])
            .Distinct().OrderBy(statement => statement.Prefix);

    private static IEnumerable<NetworkStatement> NotInTheFile(Observed seen) => !seen.StartUp.IsKnown ? []
        : seen.StartUp.Value.Instance.Statements.Values
            .Where(statement => statement.RouteMap is { } name && !seen.StartUp.Value.RouteMaps.Contains(name)).OrderBy(statement => statement.Prefix);
}
