using System.Text.Json;
using Testing;
using VipMgmt.Doctor;
using Vips.Doctor;

namespace VipMgmt.Tests;

/// <summary>`vip-mgmt doctor` as a whole: what it says of a fake site, that it changes nothing, and its forms of output.</summary>
[Trait("Coverage", "short")]
public sealed class DoctorTests : OnSite
{
    private static readonly Checkup Example = new(
    [
        Finding.Critical("bgpd", "vtysh: cannot reach bgpd", "start bgpd"),
        Finding.Warning("syslog", "/dev/log: cannot connect: No such file or directory", "start the syslog daemon"),
        Finding.Unknown("dns", "no name is known that leads to a VIP", "name them"),
        Finding.Ok("services-without-statement", "every virtual service belongs to a statement of the baseline"),
    ]);

    [Theory]
    [InlineData("pipe", false)]
    [InlineData("terminal", true)]
    public void For_people(string name, bool colours) =>
        Golden.Verify($"VipMgmt/doctor-{name}.txt", string.Concat(DoctorText.Lines(Example, colours).Select(line => line + "\n")));

    [Fact]
    public void For_programs()
    {
        using var output = new StringWriter();
        DoctorDocument.Write(output, Example, new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

        Golden.Verify("VipMgmt/doctor.json", output.ToString());
    }

    [Fact]
    public void It_says_what_it_sees_and_changes_nothing()
    {
        Succeeded();
        Site.WriteConfiguration();
        var before = Site.Listing();

        var run = Site.Run("doctor", "WWW.example.net.");

        Assert.Equal((1, ""), (run.Status, run.Error));
        Has(run, "OK", "bgpd", "answers");
        Has(run, "OK", "instance", "router bgp 64699 (frr), 4 statements");
        Has(run, "OK", "baseline", $"{Site.Of("frr.conf")}: 4 statements");
        Has(run, "OK", "boot-order", "3 of 4 statements stand before their route-map");
        Has(run, "OK", "import-check", "on; every statement is in a route");
        Has(run, "WARNING", "vip-on-lo", "2001:db8::1 is no address of this machine");
        Has(run, "OK", "keepalived", "not looked for (keepalived-pidfile: off)");
        Has(run, "OK", "dns", "all 1 names lead to statements of this site");
        Has(run, "OK", "families", "every name has both families");
        Has(run, "OK", "syslog", $"a daemon listens on {Site.Of("log")}");
        Has(run, "OK", "lock", $"{Site.LockFile} is free");
        Has(run, "OK", "watchdog", "its last run succeeded ");
        Assert.Equal(before, Site.Listing());
        Assert.Empty(Site.Sent());
        Assert.Empty(Site.Syslog.Lines());
    }

    [Fact]
    public void What_goes_wrong_is_told_with_its_remedy()
    {
        Succeeded();
        Site.Bgpd.Add("network 192.0.2.7/32 route-map NOSUCH");
        Site.Bgpd.Redistribute("192.0.2.1/32");
        Site.Bgpd.DoNotOriginate("192.0.2.2/32");
        Site.Table(("192.0.2.1:80", 2), ("192.0.2.9:80", 1), ("[2001:db8::1]:80", 2));
        Site.Yaml = "vips:\n  - {name: www.example.net, prefixes: [192.0.2.1/32, 192.0.2.2/32]}\n";
        File.WriteAllText(Path.Combine(State.Holds.Path, "notes.txt"), "");
        Site.Set("syslog.socket", Site.Of("nobody"));

        var run = Site.Run("doctor");

        Assert.Equal(1, run.Status);
        Has(run, "CRITICAL", "route-maps", "'network 192.0.2.7/32 route-map NOSUCH': route-map NOSUCH is not defined in bgpd");
        Has(run, "CRITICAL", "other-origin", "192.0.2.1/32 is also originated by 'redistribute connected (ipv4 unicast)'");
        Has(run, "CRITICAL", "import-check", "192.0.2.2/32 is configured but not originated: it is in no route");
        Has(run, "CRITICAL", "state", "'notes.txt' is named for no prefix");
        Has(run, "WARNING", "services-without-statement", "192.0.2.9/32 (tcp/80) is in IPVS");
        Has(run, "WARNING", "statements-without-service", "192.0.2.2/32 is managed and has no virtual service");
        Has(run, "WARNING", "syslog", "nobody: cannot connect");
        Has(run, "WARNING", "dns", "www.example.net does not lead to 192.0.2.2/32 of its entry");
        Assert.Matches(@"\n24 checks: \d+ critical, \d+ warnings, \d+ unknown\n$", run.Output);
    }

    [Fact]
    public void Where_nothing_can_be_read_nothing_is_ok_that_rests_on_it()
    {
        BreakEverything();
        Site.Dig.Reset().Always(FakeAnswer.Fails(9, "no servers could be reached\n"));

        using var document = JsonDocument.Parse(Site.Run("doctor", Www, "--json").Output);

        var health = document.RootElement.GetProperty("findings").EnumerateArray()
            .ToDictionary(finding => finding.GetProperty("check").GetString()!, finding => finding.GetProperty("health").GetString());
        Assert.Equal(("critical", "critical"), (health["baseline"], health["ipvsadm"]));
        var documented = File.ReadAllText(Path.Combine(Repository.Root(), "docs", "json.md"));
        Assert.All(health.Keys, check => Assert.Contains($"`{check}`", documented, StringComparison.Ordinal));
        Assert.All(
            (string[])["bgpd", "instance", "route-maps", "boot-order", "other-origin", "import-check", "vip-on-lo", "services-without-statement", "statements-without-service", "dns", "families", "watchdog", "state"],
            check => Assert.NotEqual("ok", health[check]));
    }

    [Theory]
    [InlineData("'192.0.2.1/32' is no name", "doctor", "192.0.2.1/32")]
    [InlineData("--delete does not go with doctor", "-d", Four, "doctor")]
    public void Bad_input_is_one_line(string words, params string[] arguments) => Refused(Site.Run(arguments), 64, words);

    /// <summary>script(1) makes the terminal.</summary>
    [Fact]
    public void Colours_are_for_terminals()
    {
        Site.Within = ["sh", "-c", "env -u NO_COLOR script -qec \"$*\" /dev/null", "sh"];

        Assert.Contains("\e[33mUNKNOWN   dns", Site.Run("doctor").Output, StringComparison.Ordinal);
    }

    private static void Has(FakeRun run, string health, string check, string words)
    {
        var line = run.Output.Split('\n').SingleOrDefault(line => line.StartsWith($"{health,-10}{check} ", StringComparison.Ordinal));
        Assert.True(line?.Contains(words, StringComparison.Ordinal) == true, $"no line {health} {check} with '{words}' in {run}");
        Assert.True(health == "OK" || run.Output.Split('\n').SkipWhile(one => one != line).ElementAt(1).TrimStart().StartsWith("> ", StringComparison.Ordinal), $"{check} has no remedy");
    }

    private void Succeeded()
    {
        var now = Clock.Now();
        State.Watchdog.Write(State.Watchdog.Read().Value.Value with { Established = true, LastRun = now, LastSuccess = now });
    }
}
