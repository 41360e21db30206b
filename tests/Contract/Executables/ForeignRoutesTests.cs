using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Contract.Dns;
using Contract.Frr;
using Contract.Syslog;
using Xunit.Abstractions;

namespace Contract.Executables;

/// <summary>
/// A bgpd that knows 200,000 routes of others (docs/load.md): both programs do there what they do elsewhere, and read none of
/// them. In a test bed of its own: what this one's router announces, the others' could not take back.
/// </summary>
[Collection(BgpCollectionDefinition.Name)]
public class ForeignRoutesTests(SyslogDaemon syslog, KnotServer knot, ITestOutputHelper output)
{
    private const int Routes = 200_000;

    [DirectorFact]
    [Trait("Length", "long")]
    public void Two_hundred_thousand_routes_of_others_change_nothing_and_are_not_read()
    {
        using var bed = new BgpTestBed();
        Announce(bed);
        using var director = new Director(bed.Dc1, syslog, knot) { VtyshTimeout = "30s" };
        director.Listen();
        director.Watchdog();

        Timed("no change", () => director.Watchdog());
        director.Table.Fail("192.0.2.1", "2001:db8::1");
        Timed("two VIPs down", () => director.Watchdog(), "bgp_mgt: Deleting route to 192.0.2.1/32", "bgp_mgt: Deleting route to 2001:db8::1/128");
        Reaches(bed, "192.0.2.1/32", null);
        Reaches(bed, "2001:db8::1/128", null);

        director.Table.Recover("192.0.2.1", "2001:db8::1");
        Timed("up again", () => director.Watchdog(), "bgp_mgt: Adding route to 192.0.2.1/32", "bgp_mgt: Adding route to 2001:db8::1/128");
        Reaches(bed, "192.0.2.1/32", BgpTestBed.First);
        Timed("-d", () => director.Mgmt("-d", "192.0.2.2"), "bgp_mgt: Deleting route to 192.0.2.2/32");
        Reaches(bed, "192.0.2.2/32", null);
        Timed("-a", () => director.Mgmt("-a", "192.0.2.2"), "bgp_mgt: Adding route to 192.0.2.2/32");
        Reaches(bed, "192.0.2.2/32", BgpTestBed.Backup);
        Assert.Equal(Routes, Received(bed)); // they were there all the time

        // Every question about the table names one address; nothing of what came back is a route of theirs.
        var asked = File.ReadAllLines(director.In("asked"));
        var questions = asked.SelectMany(line => line.Split(" -c ").Skip(1)).Where(word => word.StartsWith("show bgp", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(questions);
        Assert.All(questions, question => Assert.Matches(@"^show bgp ipv[46] unicast \S+/(32|128)( json)?$", question));
        var answered = File.ReadAllText(director.In("answered"));
        Assert.DoesNotMatch(@"\b2[0-3]\.\d+\.\d+\.0/24", answered);
        output.WriteLine($"{asked.Length} calls of vtysh answered {answered.Length} bytes in all");
        Assert.InRange(answered.Length, 1, 200 * asked.Length * 40);
    }

    private void Timed(string what, Func<ProgramRun> run, params string[] changes)
    {
        var began = Stopwatch.StartNew();
        var done = run();
        output.WriteLine($"{what}: {began.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal(0, done.Status);
        Assert.Equal(changes, done.Output.Split('\n').Where(line => line.StartsWith("bgp_mgt", StringComparison.Ordinal)));
    }

    private static void Reaches(BgpTestBed bed, string prefix, string? path) => Poll.Until(() => bed.RouterSees(prefix, bed.Dc1), seen => seen == path);

    /// <summary>The router announces so many /24 of its own to both sites.</summary>
    private void Announce(BgpTestBed bed)
    {
        const string Router = " bgp router-id 10.9.0.254\n";
        const string Family = " address-family ipv4 unicast\n";
        var networks = string.Concat(Enumerable.Range(0, Routes).Select(n => string.Create(CultureInfo.InvariantCulture, $"  network {20 + (n >> 16)}.{(n >> 8) & 255}.{n & 255}.0/24\n")));
        File.WriteAllText(bed.Router.ConfigurationFile, bed.Router.StartConfiguration
            .Replace(Router, $"{Router} no bgp network import-check\n", StringComparison.Ordinal)
            .Replace(Family, Family + networks, StringComparison.Ordinal));
        var began = Stopwatch.StartNew();
        bed.Router.RestartBgpd();
        Poll.Until(() => Received(bed), count => count == Routes, TimeSpan.FromMinutes(3));
        Poll.Until(() => bed.RouterSees("192.0.2.1/32", bed.Dc1), seen => seen == BgpTestBed.First, TimeSpan.FromMinutes(1));
        output.WriteLine($"{Routes} foreign routes at the site after {began.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Routes that the first site has from the router.</summary>
    private static int Received(BgpTestBed bed)
    {
        using var summary = JsonDocument.Parse(bed.Dc1.Ask("show bgp ipv4 unicast summary json"));
        return summary.RootElement.TryGetProperty("peers", out var peers) ? peers.GetProperty("10.1.0.254").GetProperty("pfxRcd").GetInt32() : 0;
    }
}
