namespace Bench.Cases;

/// <summary>`vip-mgmt -d NAME` of a name with four VIPs, and its tools alone: the very calls, written down once and replayed.</summary>
internal static class Maintenance
{
    private const string Name = "service.example.net";

    public static IEnumerable<Result> Measure(Site site, Floor floor, bool quick)
    {
        site.Script("dig", """
            for word; do last=$word; done
            case $last in AAAA) count=0 ;; *) count=4 ;; esac
            echo ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1"
            echo ";; flags: qr aa rd; QUERY: 1, ANSWER: $count, AUTHORITY: 0, ADDITIONAL: 0"
            [ $count = 0 ] || echo ";; ANSWER SECTION:"
            for n in 1 2 3 4; do [ $count = 0 ] || echo "service.example.net. 60 IN A 10.64.0.$n"; done
            """);
        site.Serve(100);
        var (delete, add) = (Recorded(site, floor, "-d"), Recorded(site, floor, "-a"));
        var (ours, least) = (new Samples(), new Samples());
        for (var run = 0; run < (quick ? 3 : 15); run++)
        {
            ours.Add(floor.Measure(Command(site, "viptools.yaml", "-d")));
            floor.Measure(Command(site, "viptools.yaml", "-a"));
            least.Add(floor.Replay(delete));
            floor.Replay(add);
        }

        yield return new("vip-mgmt -d, 4 VIPs", 100, ours, least, File.ReadAllText(delete).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static string[] Command(Site site, string configuration, string what) => [site.Mgmt, what, Name, "--config", site.In(configuration)];

    /// <summary>Each tool writes its call down, one word a line, in one write since two of them run beside each other, and does its work.</summary>
    private static string Recorded(Site site, Floor floor, string what)
    {
        var plan = site.In($"mgmt{what}.plan");
        File.WriteAllText(plan, "");
        var configuration = File.ReadAllText(site.In("viptools.yaml"));
        foreach (var (tool, program) in new[] { ("vtysh", "/usr/bin/vtysh"), ("ipvsadm", site.In("ipvsadm")), ("dig", site.In("dig")) })
        {
            site.Script($"recorded-{tool}", $"printf '%s\\n' {program} \"$@\" '' >>{plan}\nexec {program} \"$@\"");
            configuration = configuration.Replace($": {program}\n", $": {site.In($"recorded-{tool}")}\n", StringComparison.Ordinal);
        }

        File.WriteAllText(site.In("recorded.yaml"), configuration);
        floor.Measure(Command(site, "recorded.yaml", what));
        return plan;
    }
}
