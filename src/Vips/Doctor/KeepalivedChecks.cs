using Net.Prefixes;
using Tools.Execution;
using Vips.Readings;

namespace Vips.Doctor;

/// <summary>Who fills the table, and how it is told to begin and to end.</summary>
internal static class KeepalivedChecks
{
    internal static Finding Alive(Observed seen)
    {
        const string check = "keepalived";
        return seen.Inputs.Keepalived switch
        {
            KeepalivedState.NotRunning dead => Finding.Critical(check, $"not running: {dead.Words}", "start keepalived: a table that nobody fills looks healthy for good; where something else fills it: keepalived-pidfile: off"),
            KeepalivedState.Running { Age: var age } when age < seen.Inputs.Policy.KeepalivedGrace =>
                Finding.Warning(check, $"started {(long)age.TotalSeconds} s ago, less than keepalived-grace ({(long)seen.Inputs.Policy.KeepalivedGrace.TotalSeconds} s): nothing is restored yet", "wait; when it is always so young, it dies again and again: look into its log"),
            KeepalivedState.Running running => Finding.Ok(check, $"running for {TimeText.Age(running.Age)}"),
            _ => Finding.Ok(check, "not looked for (keepalived-pidfile: off)"),
        };
    }

    /// <summary>Started without it, keepalived lists every dead server as live (facts/ipvs.md, start and stop).</summary>
    internal static Finding Alpha(Observed seen) => Keyword(
        seen, "keepalived-alpha", service => service.IsAlpha,
        "start with every real server live, checked or not", "write `alpha` into each virtual_server: a real server is down until its first check");

    /// <summary>A stop without it empties the table, and tells no notify script or FIFO (facts/ipvs.md).</summary>
    internal static Finding Omega(Observed seen) => Keyword(
        seen, "keepalived-omega", service => service.IsOmega,
        "vanish without a word when keepalived is stopped", "write `omega` into each virtual_server: a shutdown is told as a failure is");

    internal static Finding SorryServers(Observed seen)
    {
        const string check = "sorry-servers";
        if (Unread(seen, check) is { } unread)
        {
            return unread;
        }

        var file = seen.KeepalivedFile.Value;
        var live = seen.Inputs.Table.IsKnown
            ? seen.Inputs.Table.Value.Services.SelectMany(service => service.RealServers).Where(server => server.Weight > 0).Select(server => server.Address).ToHashSet()
            : [];
        var faults = new Faults(check);
        foreach (var sorry in file.Services.Select(service => service.SorryServer).OfType<IpAddress>().Distinct().Order())
        {
            if (!seen.Inputs.Policy.SorryServers.Contains(sorry))
            {
                var isLive = live.Contains(sorry);
                faults.Add(isLive ? Health.Critical : Health.Warning, $"{sorry} is a sorry_server and not in ipvs.sorry-servers: {(isLive ? "it is in the table now, and counts as live" : "it will count as live")}");
            }
        }

        return faults.Told(
            file.Services.Any(service => service.SorryServer is not null) ? "all of keepalived's are in ipvs.sorry-servers" : "none in keepalived's configuration",
            "add the address to ipvs.sorry-servers: a VIP that only says sorry is down");
    }

    private static Finding Keyword(Observed seen, string check, Func<KeepalivedService, bool> has, string otherwise, string remedy)
    {
        if (Unread(seen, check) is { } unread)
        {
            return unread;
        }

        var (services, path) = (seen.KeepalivedFile.Value.Services, seen.KeepalivedFile.Value.Path);
        var without = services.Where(service => !has(service)).ToList();
        return without.Count == 0
            ? Finding.Ok(check, $"in all {services.Count} virtual servers of {path}")
            : Finding.Warning(check, $"{without.Count} of {services.Count} virtual servers of {path} ({without[0].Name}) {otherwise}", remedy);
    }

    /// <summary>Where something else fills the table there is no such file to look into.</summary>
    private static Finding? Unread(Observed seen, string check) =>
        seen.Inputs.Keepalived is KeepalivedState.NotWatched ? Finding.Ok(check, "not looked for (keepalived-pidfile: off)")
        : !seen.KeepalivedFile.IsKnown ? Finding.Unknown(
            check, $"{seen.KeepalivedFile.Failure}", seen.KeepalivedFile.Failure.Kind == FailureKind.NotPermitted ? BgpdChecks.AsRoot : "look into keepalived's configuration yourself")
        : !seen.KeepalivedFile.Value.IsWhole ? Finding.Unknown(check, $"{seen.KeepalivedFile.Value.Path} has macros or conditions, which only keepalived can tell", "look into it yourself")
        : null;
}
